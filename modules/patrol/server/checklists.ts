import { z } from 'zod'
import type { Actor } from '#core/org/contract.ts'
import { dayAt } from '#core/area/contract.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Checklist, ChecklistItem } from '../checklist.ts'
import { failPatrol } from '../faults.ts'
import { Frequency, frequencyWords } from '../frequency.ts'

interface Row {
  id: string
  title: string
  frequency: unknown
  key_place: boolean
  version: number
  active: boolean
  items: unknown
  published_at: Date
  published_by: string
  objects: number
}

const columns = `c.id, c.title, c.frequency, c.key_place, v.version, c.active, v.items, v.published_at, v.published_by,
  (select count(*) from patrol.object o where o.town = c.town and o.checklist_id = c.id and o.active) as objects`

function viewOf(row: Row): Checklist {
  const frequency = Frequency.parse(row.frequency)
  return {
    id: row.id,
    title: row.title,
    frequency,
    frequencyText: frequencyWords(frequency),
    keyPlace: row.key_place,
    version: row.version,
    items: z.array(ChecklistItem).parse(row.items),
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
    active: row.active,
    objects: row.objects,
  }
}

const Cursor = z.tuple([z.string(), Id])

/** Every kind of object with its current list, by title. */
export async function listChecklistRows(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const cursor = readAfter(Cursor, after)
  const rows = await tx.query<Row>(
    `select ${columns} from patrol.checklist c join patrol.checklist_version v on v.town = c.town and v.checklist_id = c.id and v.version = c.version
     where c.town = $1 and ($2::text is null or (c.title, c.id) > ($2, $3::uuid)) order by c.title, c.id limit $4`,
    [town, cursor?.[0] ?? null, cursor?.[1] ?? null, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown.map(viewOf), ...(rows.length > limit && last ? { next: writeCursor([last.title, last.id]) } : {}) }
}

/**
 * A list, its current version or an earlier one.
 * @throws Fault patrol.checklist-unknown
 */
export async function getChecklist(tx: Tx, town: string, id: string, version?: number): Promise<Checklist> {
  const [row] = await tx.query<Row>(
    `select ${columns} from patrol.checklist c join patrol.checklist_version v on v.town = c.town and v.checklist_id = c.id and v.version = coalesce($3, c.version)
     where c.town = $1 and c.id = $2`,
    [town, id, version ?? null],
  )
  if (!row) throw failPatrol('patrol.checklist-unknown')
  return viewOf(row)
}

export interface ChecklistDraft {
  readonly title: string
  readonly frequency: Frequency
  readonly keyPlace: boolean
  readonly items: readonly ChecklistItem[]
}

async function refuseTaken(tx: Tx, town: string, title: string, id: string | undefined): Promise<void> {
  const taken = await tx.query(`select 1 as ok from patrol.checklist where town = $1 and title = $2 and id is distinct from $3::uuid`, [
    town,
    title,
    id ?? null,
  ])
  if (taken.length > 0)
    throw failPatrol('patrol.checklist-faulty', {
      detail: '已有同名的对象类别',
      fields: [{ path: 'title', message: '已有同名的对象类别' }],
    })
}

async function addVersion(tx: Tx, actor: Actor, id: string, version: number, draft: ChecklistDraft, now: Date): Promise<void> {
  await tx.query(
    `insert into patrol.checklist_version (town, checklist_id, version, items, published_at, published_by) values ($1, $2, $3, $4, $5, $6)`,
    [actor.town, id, version, JSON.stringify(draft.items), now, actor.name],
  )
}

/** @throws Fault patrol.checklist-faulty when the title is taken */
export async function addChecklist(tx: Tx, actor: Actor, draft: ChecklistDraft, now: Date): Promise<Checklist> {
  await refuseTaken(tx, actor.town, draft.title, undefined)
  const id = newId(now.getTime())
  await tx.query(`insert into patrol.checklist (town, id, title, frequency, key_place, version) values ($1, $2, $3, $4, $5, 1)`, [
    actor.town,
    id,
    draft.title,
    JSON.stringify(draft.frequency),
    draft.keyPlace,
  ])
  await addVersion(tx, actor, id, 1, draft, now)
  return getChecklist(tx, actor.town, id)
}

/**
 * Publishes the next version. Rounds already begun keep theirs; objects' due days are counted by the new frequency.
 * @throws Fault patrol.checklist-unknown, patrol.checklist-faulty, platform.conflict when another version came in between
 */
export async function publishVersion(tx: Tx, actor: Actor, id: string, seen: number, draft: ChecklistDraft, now: Date): Promise<Checklist> {
  const before = await getChecklist(tx, actor.town, id)
  await refuseTaken(tx, actor.town, draft.title, id)
  const moved = await tx.query(
    `update patrol.checklist set title = $3, frequency = $4, key_place = $5, version = version + 1 where town = $1 and id = $2 and version = $6 returning 1 as ok`,
    [actor.town, id, draft.title, JSON.stringify(draft.frequency), draft.keyPlace, seen],
  )
  if (moved.length === 0) throw failPlatform('platform.conflict', { extra: { current: before } })
  await addVersion(tx, actor, id, seen + 1, draft, now)
  const days = { day: 1, week: 7, month: 30, quarter: 91, 'half-year': 182, year: 365 }[draft.frequency.per]
  await tx.query(
    `update patrol.object set due_on = coalesce((last_visit_at at time zone 'Asia/Shanghai')::date, $3::date) + $4::int where town = $1 and checklist_id = $2 and active`,
    [actor.town, id, dayAt(now), Math.max(1, Math.floor(days / draft.frequency.times))],
  )
  return getChecklist(tx, actor.town, id)
}
