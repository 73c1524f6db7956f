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

/** All forms as they stood at a moment: the town's own wording where it had one. */
export async function templatesAt(tx: Tx, town: string, at: Date): Promise<TemplateRow[]> {
  const own = await tx.query<Own>(
    `select distinct on (code) code, title, body, changed_at, changed_by from enforcement.paper_template
      where town = $1 and changed_at <= $2 order by code, changed_at desc`,
    [town, at],
  )
  const byCode = new Map(own.map((row) => [row.code, row]))
  return standardTemplates.map((template) => {
    const mine = byCode.get(template.code)
    return mine
      ? {
          ...template,
          title: mine.title,
          body: mine.body,
          example: false,
          changedAt: mine.changed_at.toISOString(),
          changedBy: mine.changed_by,
        }
      : { ...template, example: true }
  })
}

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
