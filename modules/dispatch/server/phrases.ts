import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'

interface Phrase {
  readonly id: string
  readonly words: string
  readonly shared: boolean
}

/** Words a dispatcher writes ten times a day; offered until the town has its own. */
const shipped: readonly string[] = [
  '请先到场做好安全防护，设置警示标志，再行处置。',
  '请核实具体地点和责任主体，两小时内回复。',
  '已联系反映人，请尽快与其对接。',
  '现场情况请拍照回传，处置前后各一张。',
  '涉及多个单位，请主办单位牵头，协办单位 30 分钟内响应。',
  '请注意方式方法，避免激化矛盾。',
]

/** The town's phrases, then one's own. */
export async function listPhrases(tx: Tx, actor: Actor): Promise<Phrase[]> {
  const rows = await tx.query<Phrase>(
    `select id, words, person_id is null as shared from dispatch.phrase where town = $1 and (person_id is null or person_id = $2::uuid)
     order by person_id is not null, position`,
    [actor.town, actor.personId || null],
  )
  if (rows.some(({ shared }) => shared)) return rows
  const standing = shipped.map((words, i) => ({ id: `00000000-0000-7000-8000-${String(i + 1).padStart(12, '0')}`, words, shared: true }))
  return [...standing, ...rows]
}

/** Replaces one's own phrases, or the town's. @throws Fault platform.forbidden for the town's without the right to manage duty */
export async function savePhrasesOf(tx: Tx, actor: Actor, shared: boolean, words: readonly string[]): Promise<void> {
  if (shared && !actor.permissions.has('dispatch.duty.manage'))
    throw failPlatform('platform.forbidden', { detail: '公用常用语由值班长维护', way: '可以存为本人的常用语' })
  const person = shared ? null : actor.personId || null
  await tx.query(`delete from dispatch.phrase where town = $1 and person_id is not distinct from $2::uuid`, [actor.town, person])
  await tx.query(
    `insert into dispatch.phrase (town, id, person_id, words, position) select $1, (p->>'id')::uuid, $2, p->>'words', n
     from jsonb_array_elements($3::jsonb) with ordinality as x(p, n)`,
    [actor.town, person, JSON.stringify(words.map((one) => ({ id: newId(), words: one })))],
  )
}
