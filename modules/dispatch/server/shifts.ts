import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { personNames } from '#core/org/server/index.ts'
import { type CaseRow, cardsOf } from '#core/case/server/index.ts'
import type { CaseCard } from '#core/case/contract.ts'
import { z } from 'zod'
import type { ShiftView } from '../duty/endpoints.ts'
import { type Slot, slotToTake } from '../duty/shift.ts'
import { unreadOf } from '../duty/takeover.ts'
import { failDispatch } from '../faults.ts'
import { dutySettings } from './duty-settings.ts'
import { onDuty } from './roster.ts'

export interface ShiftRow {
  id: string
  day: string
  shift: string
  title: string
  starts_at: Date
  ends_at: Date
  taken_by: string
  taken_at: Date
  reason: string
  note: string
  note_at: Date | null
  note_version: number
  ended_at: Date | null
  urgent_read: number
}
const columns = `id, day::text as day, shift, title, starts_at, ends_at, taken_by, taken_at, reason, note, note_at, note_version, ended_at, urgent_read`

const held = (lock: '' | ' for update') => `select ${columns} from dispatch.shift where town = $1 and ended_at is null${lock}`

/** The shift somebody holds now. */
export async function findHeld(tx: Tx, town: string): Promise<ShiftRow | undefined> {
  return (await tx.query<ShiftRow>(held(''), [town]))[0]
}

/** Shift rows as pages show them. */
export async function shiftViews(tx: Tx, town: string, rows: readonly ShiftRow[]): Promise<ShiftView[]> {
  const names = await personNames(
    tx,
    town,
    rows.map((row) => row.taken_by),
  )
  return rows.map((row) => ({
    id: row.id,
    slot: { day: row.day, shift: row.shift, title: row.title, startsAt: row.starts_at.getTime(), endsAt: row.ends_at.getTime() },
    takenBy: { id: row.taken_by, name: names.get(row.taken_by) ?? '' },
    takenAt: row.taken_at.toISOString(),
    reason: row.reason,
    note: row.note,
    ...(row.note_at ? { noteAt: row.note_at.toISOString() } : {}),
    noteVersion: row.note_version,
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    urgentRead: row.urgent_read,
  }))
}

// Drills ring nobody out of bed; plan tasks are seen through their activation, merged reports through their main case.
const urgentSql = `from "case".card c
  where c.town = $1 and c.closed_at is null and c.urgency <= 2 and c.process not in ('plan-task', 'field-order')
    and coalesce((c.state->'data'->>'drill')::boolean, false) is false
    and not exists (select 1 from "case".live_link l where l.town = c.town and l.case_id = c.id and l.kind = 'merged-into')`

/** The open urgent cases (特急、紧急) whoever takes over must know, the most urgent and oldest first. */
export async function urgentRows(tx: Tx, town: string): Promise<CaseRow[]> {
  return tx.query<CaseRow>(`select c.* ${urgentSql} order by c.urgency, c.opened_at, c.id`, [town])
}

/** How many of them there are. */
export async function countUrgent(tx: Tx, town: string): Promise<number> {
  return (await tx.query<{ n: number }>(`select count(*)::int as n ${urgentSql}`, [town]))[0]!.n
}

async function readsOf(tx: Tx, actor: Actor): Promise<{ caseId: string; at: number }[]> {
  const rows = await tx.query<{ case_id: string; at: Date }>(
    `select case_id, at from dispatch.shift_read where town = $1 and person_id = $2`,
    [actor.town, actor.personId],
  )
  return rows.map((row) => ({ caseId: row.case_id, at: row.at.getTime() }))
}

/** Open urgent cases with when this person read each in the present hand-over. */
export async function urgentFor(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  since: number,
): Promise<{ cards: (CaseCard & { readAt?: string })[]; unread: CaseCard[] }> {
  const [rows, reads] = [await urgentRows(tx, actor.town), await readsOf(tx, actor)]
  const cards = await cardsOf(tx, platform, actor.town, rows)
  const at = new Map(reads.filter((read) => read.at >= since).map((read) => [read.caseId, new Date(read.at).toISOString()]))
  return {
    cards: cards.map((card) => ({ ...card, ...(at.has(card.id) ? { readAt: at.get(card.id)! } : {}) })),
    unread: unreadOf(cards, reads, since),
  }
}

/** Notes that this person has read a case; again is no fault. */
export async function markCaseRead(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<void> {
  await tx.query(
    `insert into dispatch.shift_read (town, person_id, case_id, at) values ($1, $2, $3, $4)
     on conflict (town, person_id, case_id) do update set at = excluded.at`,
    [actor.town, actor.personId, caseId, now],
  )
}

/**
 * Takes the shift over: ends the present one, begins the new one, notes it in the log. One transaction; the row of the present
 * shift is locked, so that of two at once one is told.
 * @throws Fault dispatch.urgent-unread with the unread cases, dispatch.not-on-roster, dispatch.shift-taken
 */
export async function takeShift(tx: Tx, platform: Platform, actor: Actor, now: Date, reason: string): Promise<ShiftRow> {
  const { town } = actor
  const { value: settings } = await dutySettings(tx, town)
  const [present] = await tx.query<ShiftRow>(held(' for update'), [town])
  const slot = slotToTake(settings, now.getTime(), present)
  if (!slot) throw failDispatch('dispatch.shift-taken', present ? {} : { detail: '现在没有班次，离下一班开始还早' })
  const { unread } = await urgentFor(tx, platform, actor, present?.taken_at.getTime() ?? 0)
  if (unread.length > 0)
    throw failDispatch('dispatch.urgent-unread', {
      detail: `还有 ${unread.length} 件紧急事件没有看：${unread
        .slice(0, 5)
        .map(({ number, title }) => `${number} ${title}`)
        .join('；')}${unread.length > 5 ? '……' : ''}`,
      extra: { unread: unread.slice(0, 50).map(({ id, number, title }) => ({ id, number, title })) },
    })
  const leads = new Set(settings.posts.filter(({ lead }) => lead).map(({ key }) => key))
  const rostered = (await onDuty(tx, town, slot)).some(({ person, post }) => person.id === actor.personId && leads.has(post))
  if (!rostered && reason === '') throw failDispatch('dispatch.not-on-roster', { fields: [{ path: 'reason', message: '请写明替班原因' }] })

  if (present) await tx.query(`update dispatch.shift set ended_at = $3 where town = $1 and id = $2`, [town, present.id, now])
  const read = await countUrgent(tx, town)
  const row = await beginShift(tx, town, slot, { by: actor.personId, at: now, reason, read })
  if (!row) throw failDispatch('dispatch.shift-taken', { detail: '刚刚有人接了班' })
  await writeLog(tx, town, {
    at: now,
    kind: 'takeover',
    by: actor.name,
    words: `接${slot.title}（${slot.day}）${rostered ? '' : `，替班：${reason}`}；已看紧急事件 ${read} 件`,
    shiftId: row.id,
  })
  return row
}

/** Writes the row of a shift that begins; undefined when another is held. */
export async function beginShift(
  tx: Tx,
  town: string,
  slot: Slot,
  { by, at, reason = '', read = 0, note = '' }: { by: string; at: Date; reason?: string; read?: number; note?: string },
): Promise<ShiftRow | undefined> {
  const [row] = await tx.query<ShiftRow>(
    `insert into dispatch.shift (town, id, day, shift, title, starts_at, ends_at, taken_by, taken_at, reason, urgent_read, note, note_at, note_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict do nothing returning ${columns}`,
    [
      town,
      newId(at.getTime()),
      slot.day,
      slot.shift,
      slot.title,
      new Date(slot.startsAt),
      new Date(slot.endsAt),
      by,
      at,
      reason,
      read,
      note,
      note ? at : null,
      note ? 1 : 0,
    ],
  )
  return row
}

/** Writes the note the next shift will read. @throws Fault dispatch.no-shift, platform.conflict */
export async function keepNote(tx: Tx, actor: Actor, now: Date, words: string, version: number): Promise<ShiftRow> {
  const present = await findHeld(tx, actor.town)
  if (!present) throw failDispatch('dispatch.no-shift')
  const [row] = await tx.query<ShiftRow>(
    `update dispatch.shift set note = $3, note_at = $4, note_version = note_version + 1
     where town = $1 and id = $2 and note_version = $5 and ended_at is null returning ${columns}`,
    [actor.town, present.id, words, now, version],
  )
  if (!row)
    throw failPlatform('platform.conflict', {
      detail: '您打开之后，交班记录已被他人修改',
      extra: { current: { note: present.note, version: present.note_version } },
    })
  return row
}

export interface LogEntry {
  readonly at: Date
  readonly kind: 'note' | 'takeover' | 'plan' | 'alert'
  readonly by: string
  readonly words: string
  readonly caseId?: string | undefined
  /** The shift it belongs to; the held one when left out. */
  readonly shiftId?: string
}

/** Adds a line to the log of the held shift, in the caller's transaction; without a shift it still stands in the day's log. */
export async function writeLog(tx: Tx, town: string, { at, kind, by, words, caseId, shiftId }: LogEntry) {
  const id = newId(at.getTime())
  await tx.query(
    `insert into dispatch.shift_log (town, id, shift_id, at, kind, by_name, words, case_id)
     values ($1, $2, coalesce($3::uuid, (select id from dispatch.shift where town = $1 and ended_at is null)), $4, $5, $6, $7, $8)`,
    [town, id, shiftId ?? null, at, kind, by, words, caseId ?? null],
  )
  return { id, at: at.toISOString(), kind, by, words, ...(caseId ? { caseId } : {}) }
}

const After = z.tuple([z.iso.datetime({ offset: true }), z.uuid()])

/** The log, newest first. */
export async function pageLog(
  tx: Tx,
  town: string,
  { shift, after, limit }: { shift?: string | undefined; after?: string | undefined; limit: number },
) {
  const last = readAfter(After, after)
  const rows = await tx.query<{ id: string; at: Date; kind: LogEntry['kind']; by_name: string; words: string; case_id: string | null }>(
    `select id, at, kind, by_name, words, case_id from dispatch.shift_log
     where town = $1 ${shift ? 'and shift_id = $5' : ''} and ($2::timestamptz is null or (at, id) < ($2, $3::uuid)) order by at desc, id desc limit $4`,
    [town, last?.[0] ?? null, last?.[1] ?? null, limit + 1, ...(shift ? [shift] : [])],
  )
  return pageOf(rows, limit, ({ id, at, kind, by_name: by, words, case_id: caseId }) => ({
    id,
    at: at.toISOString(),
    kind,
    by,
    words,
    ...(caseId ? { caseId } : {}),
  }))
}

/** Past shifts, newest first. */
export async function pageShifts(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const last = readAfter(After, after)
  const rows = await tx.query<ShiftRow>(
    `select ${columns} from dispatch.shift where town = $1 and ($2::timestamptz is null or (taken_at, id) < ($2, $3::uuid))
     order by taken_at desc, id desc limit $4`,
    [town, last?.[0] ?? null, last?.[1] ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return {
    rows: await shiftViews(tx, town, page),
    ...(rows.length > limit && end ? { next: writeCursor([end.taken_at.toISOString(), end.id]) } : {}),
  }
}

/** Cuts one row more than a page to a page and its cursor by time and id. */
export function pageOf<R extends { id: string; at: Date }, V>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => V,
): { rows: V[]; next?: string } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(view), ...(rows.length > limit && last ? { next: writeCursor([last.at.toISOString(), last.id]) } : {}) }
}
