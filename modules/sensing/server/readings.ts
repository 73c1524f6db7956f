import { type Tx, prepared } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Entry, flagLate } from './broker/admit.ts'
import type { Known } from './broker/known.ts'
import { ensureDays } from './partitions.ts'

// The arrays travel as text made here and the answer is one row: encoding eight arrays element by element and reading two thousand rows back
// took more of this process than everything else about a message.
const insertReadings = prepared(
  `with made as (
     insert into sensing.reading (town, device_id, at, seq, keep, received_at, flags, "values")
     select $1, d, to_timestamp(a / 1000.0), s, k, to_timestamp(r / 1000.0), f, v
     from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::smallint[], $8::jsonb[]) as u (d, a, s, k, r, f, v)
     on conflict do nothing returning device_id, at, seq)
   select (select count(*) from made)::int as n, case when (select count(*) from made) < $9::int then
     (select json_agg(device_id || '/' || (extract(epoch from at) * 1000)::bigint || '/' || seq) from made) end as keys`,
)

const keyOf = ({ device, at, seq }: Entry): string => `${device.id}/${at}/${seq}`
const plain = (entries: readonly Entry[], pick: (entry: Entry) => string | number): string => `{${entries.map(pick).join(',')}}`
const quoted = (entries: readonly Entry[]): string =>
  `{${entries.map((e) => `"${JSON.stringify(e.values).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`

/**
 * Writes readings of one town with one statement (31,000 a second against 298 row by row, stack.md §5); COPY knows no conflict, so a
 * single repeat would fail a whole batch.
 * @returns those that were new
 */
export async function insertBatch(tx: Tx, platform: Platform, town: string, entries: readonly Entry[]): Promise<readonly Entry[]> {
  if (entries.length === 0) return []
  await ensureDays(platform, entries)
  const [row] = await tx.query<{ n: number; keys: string[] | null }>(insertReadings, [
    town,
    plain(entries, (e) => e.device.id),
    plain(entries, (e) => e.at),
    plain(entries, (e) => e.seq),
    plain(entries, (e) => e.keep),
    plain(entries, (e) => e.receivedAt),
    plain(entries, (e) => e.flags),
    quoted(entries),
    entries.length,
  ])
  if (row!.n === entries.length) return entries
  const made = new Set(row!.keys ?? [])
  return entries.filter((e) => made.delete(keyOf(e)))
}

/** The newest value of each field with its moment. */
export type Latest = Record<string, [value: number, at: number]>

/** What is known of a device right now, in the process that hears it. */
export interface Heard {
  readonly device: Known
  seenAt: number
  readonly latest: Latest
  /** The last messages whose time is our own: a repeat is known by these. */
  readonly prints: string[]
  /** The rules' progress as JSON; undefined: nothing worth keeping. */
  watch: unknown
}

const printsMost = 32

/** Whether this very message was heard before; remembers it. */
export function isRepeat(heard: Heard, print: string): boolean {
  if (heard.prints.includes(print)) return true
  heard.prints.push(print)
  if (heard.prints.length > printsMost) heard.prints.shift()
  return false
}

/** Puts an entry's values into the newest ones; an older reading replaces nothing. */
export function noteLatest(heard: Heard, entry: Entry): void {
  heard.seenAt = Math.max(heard.seenAt, entry.receivedAt)
  for (const [field, value] of Object.entries(entry.values)) {
    const known = heard.latest[field]
    if (!known || known[1] <= entry.at) heard.latest[field] = [value, entry.at]
  }
}

export const isLate = (entry: Entry): boolean => (entry.flags & flagLate) !== 0

/** A device that says it is not well: own fault flag, tampered, battery low (示例 20 %). */
export function isFaulty(latest: Latest): boolean {
  const on = (field: string) => (latest[field]?.[0] ?? 0) > 0
  return on('fault') || on('lowBattery') || (latest['battery'] !== undefined && latest['battery'][0] <= 20)
}

const writeLive = prepared(
  `insert into sensing.live as l (town, device_id, seen_at, latest, watch, flushed_at)
   select t, d, s, v, w, $6 from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::jsonb[], $5::jsonb[]) as u (t, d, s, v, w)
   on conflict (town, device_id) do update set seen_at = greatest(l.seen_at, excluded.seen_at), latest = l.latest || excluded.latest,
     watch = excluded.watch, flushed_at = excluded.flushed_at`,
)

/**
 * Writes the newest values of the devices heard since the last time, without waiting for the disk: after a crash they are worked out
 * again from the readings, which are durable.
 */
export async function flushLive(platform: Platform, heard: readonly Heard[], now: Date): Promise<void> {
  if (heard.length === 0) return
  const rows = heard.toSorted((a, b) => (a.device.id < b.device.id ? -1 : 1))
  await platform.db.transaction(async (tx) => {
    await tx.query('set local synchronous_commit = off')
    await tx.query(writeLive, [
      rows.map((r) => r.device.town),
      rows.map((r) => r.device.id),
      rows.map((r) => new Date(r.seenAt)),
      rows.map((r) => JSON.stringify(r.latest)),
      rows.map((r) => (r.watch === undefined ? null : JSON.stringify(r.watch))),
      now,
    ])
    const turned = rows.filter((r) => r.device.online !== stateOf(r))
    if (turned.length > 0) await turnOnline(tx, turned, now)
  })
}

const stateOf = (heard: Heard): string => (isFaulty(heard.latest) ? 'faulty' : 'online')

async function turnOnline(tx: Tx, turned: readonly Heard[], now: Date): Promise<void> {
  const [towns, ids, states] = [turned.map((h) => h.device.town), turned.map((h) => h.device.id), turned.map(stateOf)]
  await tx.query(
    `update sensing.device d set online = u.s, offline_since = null from unnest($1::text[], $2::uuid[], $3::text[]) as u (t, i, s) where d.town = u.t and d.id = u.i`,
    [towns, ids, states],
  )
  await tx.query(
    `update sensing.silence x set to_at = $3 from unnest($1::text[], $2::uuid[]) as u (t, i) where x.town = u.t and x.device_id = u.i and x.to_at is null`,
    [towns, ids, now],
  )
  tx.afterCommit(() => {
    for (const heard of turned) heard.device.online = stateOf(heard)
  })
}
