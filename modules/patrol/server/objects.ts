import { z } from 'zod'
import { type Position, dayAt } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type Actor, reaches } from '#core/org/contract.ts'
import { personNames, scopeCondition } from '#core/org/server/index.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { failPatrol } from '../faults.ts'
import { Frequency, frequencyWords, nextDue } from '../frequency.ts'
import type { PatrolObject } from '../object.ts'
import { getChecklist } from './checklists.ts'

export interface ObjectRow {
  id: string
  checklist_id: string
  title: string
  frequency: unknown
  name: string
  code: string
  address: string
  place: Position | null
  area_code: string
  active: boolean
  last_visit_at: Date | null
  due_on: string
  version: number
}

export const objectColumns = `o.id, o.checklist_id, c.title, c.frequency, o.name, o.code, o.address, o.place, o.area_code, o.active, o.last_visit_at, o.due_on, o.version`
const from = `patrol.object o join patrol.checklist c on c.town = o.town and c.id = o.checklist_id`

async function viewsOf(tx: Tx, town: string, rows: readonly ObjectRow[], now: Date): Promise<PatrolObject[]> {
  const locator = await getLocator(tx, town)
  const today = dayAt(now)
  return rows.map((row) => ({
    id: row.id,
    checklistId: row.checklist_id,
    kind: row.title,
    name: row.name,
    code: row.code,
    address: row.address,
    ...(row.place ? { place: row.place } : {}),
    areaCode: row.area_code,
    areaName: row.area_code ? (locator.findByCode(row.area_code, now)?.name ?? '') : '',
    active: row.active,
    ...(row.last_visit_at ? { lastVisitAt: row.last_visit_at.toISOString() } : {}),
    dueOn: row.due_on,
    overdue: row.active && row.due_on < today,
    frequencyText: frequencyWords(Frequency.parse(row.frequency)),
    version: row.version,
  }))
}

export interface ObjectAsk {
  readonly checklistId?: string | undefined
  readonly areaCode?: string | undefined
  readonly q?: string | undefined
  readonly due?: boolean | undefined
  readonly after?: string | undefined
  readonly limit: number
}

const ByDue = z.tuple([z.iso.date(), Id])

/** The objects of this post's areas, the most overdue first. */
export async function listObjectRows(tx: Tx, actor: Actor, ask: ObjectAsk, now: Date) {
  const cursor = readAfter(ByDue, ask.after)
  const scope = scopeCondition(actor, 'patrol.object.read', { area: 'o.area_code' }, 9)
  const rows = await tx.query<ObjectRow>(
    `select ${objectColumns} from ${from} where o.town = $1 and o.active and ($2::uuid is null or o.checklist_id = $2)
       and ($3::text is null or (o.area_code >= $3 and o.area_code < $3 || 'z')) and ($4::text is null or o.name like $4 or o.code like $4 or o.address like $4)
       and ($5::date is null or o.due_on <= $5) and ($6::date is null or (o.due_on, o.id) > ($6, $7::uuid)) and ${scope.text} order by o.due_on, o.id limit $8`,
    [
      actor.town,
      ask.checklistId ?? null,
      ask.areaCode ?? null,
      ask.q ? `%${ask.q.replaceAll(/[\\%_]/gu, '\\$&')}%` : null,
      ask.due ? dayAt(now) : null,
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      ask.limit + 1,
      ...scope.values,
    ],
  )
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: await viewsOf(tx, actor.town, shown, now),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.due_on, last.id]) } : {}),
  }
}

/** Objects of an area and some kinds, for the stops of a round; at most `limit`. */
export async function objectsIn(tx: Tx, town: string, areaCode: string, kinds: readonly string[], limit: number): Promise<ObjectRow[]> {
  return tx.query<ObjectRow>(
    `select ${objectColumns} from ${from} where o.town = $1 and o.active and o.area_code >= $2 and o.area_code < $2 || 'z'
       and (cardinality($3::uuid[]) = 0 or o.checklist_id = any($3)) order by o.due_on, o.id limit $4`,
    [town, areaCode, kinds, limit],
  )
}

/** @throws Fault patrol.object-unknown, also outside this post's areas */
export async function getObjectRow(tx: Tx, actor: Actor, by: { readonly id: string } | { readonly code: string }): Promise<ObjectRow> {
  const [row] = await tx.query<ObjectRow>(
    `select ${objectColumns} from ${from} where o.town = $1 and ${'id' in by ? 'o.id = $2' : 'o.code = $2 and o.active'}`,
    [actor.town, 'id' in by ? by.id : by.code],
  )
  const mine =
    row && (actor.permissions.has('patrol.object.read') ? reaches(actor, 'patrol.object.read', { areaCode: row.area_code }) : false)
  // A substitute is sent into a grid of others: whoever stands before the code may read its list.
  if (!row || (!mine && !('code' in by))) throw failPatrol('patrol.object-unknown')
  return row
}

/** An object with the list that counts today and its last visits. */
export async function openObject(tx: Tx, actor: Actor, by: { readonly id: string } | { readonly code: string }, now: Date) {
  const row = await getObjectRow(tx, actor, by)
  const visits = await tx.query<{ id: string; at: Date; person_id: string; clear: boolean; distance: number | null; findings: number }>(
    `select v.id, v.at, v.person_id, v.clear, v.distance, (select count(*) from patrol.finding f where f.town = v.town and f.visit_id = v.id) as findings
     from patrol.visit v where v.town = $1 and v.object_id = $2 order by v.at desc, v.id desc limit 10`,
    [actor.town, row.id],
  )
  const names = await personNames(
    tx,
    actor.town,
    visits.map(({ person_id }) => person_id),
  )
  const [object] = await viewsOf(tx, actor.town, [row], now)
  return {
    object: object!,
    checklist: await getChecklist(tx, actor.town, row.checklist_id),
    visits: visits.map(({ id, at, person_id, clear, distance, findings }) => ({
      id,
      at: at.toISOString(),
      person: names.get(person_id) ?? '',
      clear,
      findings,
      ...(distance === null ? {} : { distance }),
    })),
  }
}

export interface ObjectDraft {
  readonly checklistId: string
  readonly name: string
  readonly address: string
  readonly place?: Position | undefined
  readonly active: boolean
}

async function areaOf(tx: Tx, town: string, place: Position | undefined, now: Date): Promise<string> {
  if (!place) return ''
  const located = (await getLocator(tx, town)).locate(place, now)
  return (located.micro ?? located.grid ?? located.village ?? located.town)?.code ?? ''
}

/** Ten characters without those that look alike on a sticker. */
function newCode(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % letters.length]).join('')
}

/** @throws Fault patrol.checklist-unknown, patrol.code-taken */
export async function addObject(
  tx: Tx,
  actor: Actor,
  draft: ObjectDraft & { code?: string | undefined },
  now: Date,
): Promise<PatrolObject> {
  const checklist = await getChecklist(tx, actor.town, draft.checklistId)
  const id = newId(now.getTime())
  const made = await tx.query(
    `insert into patrol.object (town, id, checklist_id, name, code, address, place, area_code, active, due_on)
     values ($1, $2, $3, $4, $5, $6, case when $7::float8 is null then null else point($7::float8, $8::float8) end, $9, $10, $11) on conflict (town, code) do nothing returning 1 as ok`,
    [
      actor.town,
      id,
      draft.checklistId,
      draft.name,
      draft.code ?? newCode(),
      draft.address,
      draft.place?.[0] ?? null,
      draft.place?.[1] ?? null,
      await areaOf(tx, actor.town, draft.place, now),
      draft.active,
      nextDue(checklist.frequency, dayAt(now)),
    ],
  )
  if (made.length === 0) throw failPatrol('patrol.code-taken', { fields: [{ path: 'code', message: '这个编号已被使用' }] })
  return one(tx, actor.town, id, now)
}

async function one(tx: Tx, town: string, id: string, now: Date): Promise<PatrolObject> {
  const [view] = await viewsOf(
    tx,
    town,
    await tx.query<ObjectRow>(`select ${objectColumns} from ${from} where o.town = $1 and o.id = $2`, [town, id]),
    now,
  )
  if (!view) throw failPatrol('patrol.object-unknown')
  return view
}

/** @throws Fault patrol.object-unknown, patrol.checklist-unknown, platform.conflict */
export async function changeObject(
  tx: Tx,
  actor: Actor,
  id: string,
  draft: ObjectDraft & { version: number },
  now: Date,
): Promise<PatrolObject> {
  const row = await getObjectRow(tx, actor, { id })
  await getChecklist(tx, actor.town, draft.checklistId)
  const done = await tx.query(
    `update patrol.object set checklist_id = $3, name = $4, address = $5, place = case when $6::float8 is null then null else point($6::float8, $7::float8) end, area_code = $8,
       active = $9, version = version + 1 where town = $1 and id = $2 and version = $10 returning 1 as ok`,
    [
      actor.town,
      id,
      draft.checklistId,
      draft.name,
      draft.address,
      draft.place?.[0] ?? null,
      draft.place?.[1] ?? null,
      draft.place ? await areaOf(tx, actor.town, draft.place, now) : row.area_code,
      draft.active,
      draft.version,
    ],
  )
  if (done.length === 0) throw failPlatform('platform.conflict', { extra: { current: await one(tx, actor.town, id, now) } })
  return one(tx, actor.town, id, now)
}
