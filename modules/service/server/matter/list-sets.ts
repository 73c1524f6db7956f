import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { failService } from '../../faults.ts'
import { durationWords } from '../../guide.ts'
import type { ListEntry, ListSet, ListSpec } from '../../list-set.ts'
import { type Ask, pageOfMatters } from './catalogue.ts'
import { mattersOn } from './one-things.ts'

const most = 60

interface Row {
  id: string
  name: string
  hall: 1 | 2 | null
  spec: ListSpec
  version: number
}

const select = `select id, name, hall, spec, version from service.list_set`

async function viewOf(tx: Tx, town: string, { id, name, hall, spec, version }: Row, day: string): Promise<ListSet> {
  return { id, name, ...(hall ? { hall } : {}), spec, version, total: (await entriesOf(tx, town, spec, day)).length }
}

/** What a list shows on a day: by rule and by hand, each once; what has been stopped falls out by itself. */
export async function entriesOf(tx: Tx, town: string, spec: ListSpec, day: string): Promise<ListEntry[]> {
  const { matters, oneThings } = spec
  const rule: Ask | undefined = spec.rule && Object.keys(spec.rule).length > 0 ? spec.rule : undefined
  // A hall's list is read whole; 1,000 is three times the largest catalogue of a town.
  const byRule = rule ? (await pageOfMatters(tx, town, day, { ...rule, limit: 1000 })).rows : []
  const byHand = matters.length > 0 ? await mattersOn(tx, town, matters, day) : []
  const standing = new Map([...byHand, ...byRule].map((matter) => [matter.code, matter]))
  const things = oneThings.length > 0 ? await namesOfOneThings(tx, town, oneThings, day) : []
  return [
    ...things,
    ...[...standing.values()].map((matter): ListEntry => ({
      kind: 'matter',
      code: matter.code,
      name: matter.name,
      remark: durationWords(matter),
    })),
  ]
}

const namesOfOneThings = (tx: Tx, town: string, codes: readonly string[], day: string) =>
  tx.query<ListEntry>(
    `select distinct on (code) 'one-thing' as kind, code, name, jsonb_array_length(spec->'items') || ' 个事项一次办' as remark
       from service.one_thing where town = $1 and code = any($2) and from_day <= $3 and (to_day is null or to_day > $3)
       order by code, from_day desc`,
    [town, codes, day],
  )

export async function listOfSets(tx: Tx, town: string, day: string): Promise<ListSet[]> {
  const rows = await tx.query<Row>(`${select} where town = $1 order by hall nulls last, name, id limit ${most}`, [town])
  const sets: ListSet[] = []
  for (const row of rows) sets.push(await viewOf(tx, town, row, day))
  return sets
}

/** @throws Fault service.list-set-missing */
export async function getSet(tx: Tx, town: string, id: string, day: string): Promise<{ set: ListSet; entries: ListEntry[] }> {
  const [row] = await tx.query<Row>(`${select} where town = $1 and id = $2`, [town, id])
  if (!row) throw failService('service.list-set-missing')
  const { hall, ...rest } = row
  const entries = await entriesOf(tx, town, row.spec, day)
  return { set: { ...rest, ...(hall ? { hall } : {}), total: entries.length }, entries }
}

export interface Draft {
  readonly name: string
  readonly hall?: 1 | 2 | undefined
  readonly spec: ListSpec
}

interface Writing {
  readonly town: string
  readonly by: string
  readonly now: Date
  readonly day: string
}

/** The list that stood at this place in the hall makes room. */
async function clearPlace(tx: Tx, town: string, hall: number | undefined): Promise<void> {
  if (hall) await tx.query(`update service.list_set set hall = null, version = version + 1 where town = $1 and hall = $2`, [town, hall])
}

/** @throws Fault service.list-set-many */
export async function insertSet(tx: Tx, { town, by, now, day }: Writing, draft: Draft): Promise<ListSet> {
  const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from service.list_set where town = $1`, [town])
  if ((count?.n ?? 0) >= most) throw failService('service.list-set-many')
  await clearPlace(tx, town, draft.hall)
  const [row] = await tx.query<Row>(
    `insert into service.list_set (town, id, name, hall, spec, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7)
     returning id, name, hall, spec, version`,
    [town, newId(), draft.name, draft.hall ?? null, JSON.stringify(draft.spec), now, by],
  )
  return viewOf(tx, town, row!, day)
}

/** @throws Fault service.list-set-missing, platform.conflict */
export async function updateSet(tx: Tx, { town, by, now, day }: Writing, id: string, draft: Draft & { version: number }): Promise<ListSet> {
  const [known] = await tx.query<Row>(`${select} where town = $1 and id = $2 for update`, [town, id])
  if (!known) throw failService('service.list-set-missing')
  if (known.version !== draft.version) throw failPlatform('platform.conflict', { extra: { current: { ...known } } })
  if (draft.hall !== known.hall) await clearPlace(tx, town, draft.hall)
  const [row] = await tx.query<Row>(
    `update service.list_set set name = $3, hall = $4, spec = $5, version = version + 1, changed_at = $6, changed_by = $7
      where town = $1 and id = $2 returning id, name, hall, spec, version`,
    [town, id, draft.name, draft.hall ?? null, JSON.stringify(draft.spec), now, by],
  )
  return viewOf(tx, town, row!, day)
}

/** @throws Fault service.list-set-missing */
export async function deleteSet(tx: Tx, town: string, id: string): Promise<void> {
  const gone = await tx.query(`delete from service.list_set where town = $1 and id = $2 returning 1`, [town, id])
  if (gone.length === 0) throw failService('service.list-set-missing')
}

/** The two lists of the hall with what they hold today. */
export async function listsOfHall(tx: Tx, town: string, day: string) {
  const rows = await tx.query<Row & { hall: 1 | 2 }>(`${select} where town = $1 and hall is not null order by hall`, [town])
  const lists: { place: 1 | 2; name: string; note: string; entries: ListEntry[] }[] = []
  for (const { hall, name, spec } of rows) lists.push({ place: hall, name, note: spec.note, entries: await entriesOf(tx, town, spec, day) })
  return lists
}

/** Stores lists as they are given: for the demo town. */
export async function storeListSets(
  tx: Tx,
  town: string,
  sets: readonly { id: string; name: string; hall?: 1 | 2 | undefined; spec: ListSpec }[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into service.list_set (town, id, name, hall, spec, changed_at, changed_by)
     select $1, r.id, r.name, r.hall, r.spec, $3, $4 from jsonb_to_recordset($2::jsonb) as r (id uuid, name text, hall int, spec jsonb)
     on conflict (town, id) do nothing`,
    [town, JSON.stringify(sets), now, by],
  )
}
