import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { failEnforcement } from '../../faults.ts'
import type { TemplateRow } from '../../papers/endpoints.ts'
import { standardTemplates } from '../../papers/standard.ts'
import { placeholdersOf } from '../../papers/template.ts'
import { knownWords } from './facts.ts'

interface Own {
  code: string
  title: string
  body: string
  changed_at: Date
  changed_by: string
}

/** Every form as it stood at any moment: an old paper is made again as it went out, whatever was changed since. */
export async function templateHistory(tx: Tx, town: string): Promise<(at: Date) => TemplateRow[]> {
  const own = await tx.query<Own>(
    `select code, title, body, changed_at, changed_by from enforcement.paper_template where town = $1 order by changed_at desc`,
    [town],
  )
  return (at) =>
    standardTemplates.map((template) => {
      const mine = own.find(({ code, changed_at: changedAt }) => code === template.code && changedAt <= at)
      if (!mine) return { ...template, example: true }
      const { title, body, changed_by: changedBy } = mine
      return { ...template, title, body, example: false, changedAt: mine.changed_at.toISOString(), changedBy }
    })
}

export const templatesAt = async (tx: Tx, town: string, at: Date): Promise<TemplateRow[]> => (await templateHistory(tx, town))(at)

/** The town's own wording from now on. @throws Fault when somebody changed it since it was read, or it asks for words nobody fills */
export async function saveOwn(
  tx: Tx,
  actor: Actor,
  { code, title, body, seenAt }: { code: string; title: string; body: string; seenAt?: string | undefined },
  now: Date,
): Promise<TemplateRow> {
  const before = (await templatesAt(tx, actor.town, now)).find((template) => template.code === code)
  if (!before) throw failEnforcement('enforcement.paper-missing')
  if ((before.changedAt ?? undefined) !== seenAt)
    throw failEnforcement('enforcement.template-changed', { detail: `${before.changedBy} 改于 ${before.changedAt}` })
  const unknown = placeholdersOf(body).filter((word) => !knownWords.includes(word))
  if (unknown.length > 0)
    throw failEnforcement('enforcement.template-unknown-word', {
      detail: unknown.join('、'),
      fields: [{ path: 'body', message: `系统不认识：${unknown.map((word) => `{${word}}`).join('、')}` }],
    })
  await tx.query(
    `insert into enforcement.paper_template (town, code, changed_at, title, body, changed_by) values ($1, $2, $3, $4, $5, $6)`,
    [actor.town, code, now, title, body, actor.postTitle],
  )
  return { ...before, title, body, example: false, changedAt: now.toISOString(), changedBy: actor.postTitle }
}
