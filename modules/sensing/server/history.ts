import { z } from 'zod'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { recurring } from '#platform/server/recurring.ts'
import { failSensing } from '../faults.ts'
import { fieldUnit } from '../kinds/kinds.ts'
import type { Bucket, History, HistoryQuery, Reading } from '../reading.ts'
import { flagLate, flagSkewed } from './broker/admit.ts'

const hour = 3_600_000
const spanMost = 10 * 366 * 24 * hour
const steps = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000].map(
  (s) => s * 1000,
)

/** The shortest of the usual steps that gives at most so many buckets. */
export const stepFor = (span: number, points: number): number => steps.find((step) => span / step <= points) ?? steps.at(-1)!

/** @throws Fault sensing.span-wrong */
export function checkSpan(from: number, to: number): void {
  if (!(to > from) || to - from > spanMost || Math.abs(from) > 8e15 || Math.abs(to) > 8e15) throw failSensing('sensing.span-wrong')
}

interface Row {
  b: number
  mn: number
  mx: number
  sm: number
  n: number
}

const raw = `select floor(extract(epoch from at) * 1000 / $6)::bigint as b, min(v) as mn, max(v) as mx, sum(v) as sm, count(*)::int as n
  from (select at, ("values"->>$3)::float8 as v from sensing.reading where town = $1 and device_id = $2 and at >= $4 and at < $5 and "values" ? $3) r group by 1`
const byHour = `select floor(extract(epoch from hour) * 1000 / $6)::bigint as b, min(min) as mn, max(max) as mx, sum(sum) as sm, sum(n)::int as n
  from sensing.reading_hour where town = $1 and device_id = $2 and field = $3 and hour >= $4 and hour < $5 group by 1`

/**
 * One field over any span without loading its readings: smallest, largest and average of each stretch, from the hourly sums where the
 * stretches are hours and the hours are complete. A stretch without a reading is absent.
 */
export async function history(
  tx: Tx,
  town: string,
  device: { readonly id: string; readonly kind: string; readonly heartbeat: number },
  { field, from, to, points }: HistoryQuery,
  now: number,
): Promise<History> {
  checkSpan(from, to)
  const step = stepFor(to - from, points)
  const [mark] =
    step >= hour
      ? await tx.query<{ value: { until: number } }>(`select value from sensing.setting where town = '-' and key = 'hours-until'`)
      : []
  // Hours not yet summed, and those late data may still change, come from the readings.
  const line = Math.floor(Math.min(to, Math.max(from, mark ? Math.min(mark.value.until, now - 74 * hour) : from)) / hour) * hour
  const ask = (text: string, a: number, b: number) =>
    b > a ? tx.query<Row>(text, [town, device.id, field, new Date(a), new Date(b), step]) : Promise.resolve([])
  const found = new Map<number, Row>()
  for (const row of [...(await ask(byHour, from, line)), ...(await ask(raw, Math.max(from, line), to))]) {
    const old = found.get(row.b)
    found.set(
      row.b,
      old ? { b: row.b, mn: Math.min(old.mn, row.mn), mx: Math.max(old.mx, row.mx), sm: old.sm + row.sm, n: old.n + row.n } : row,
    )
  }
  const buckets: Bucket[] = [...found.values()]
    .toSorted((a, b) => a.b - b.b)
    .map(({ b, mn, mx, sm, n }) => ({ at: b * step, min: mn, max: mx, avg: sm / n, n }))
  const alarms = await tx.query<{ id: string; title: string; onset: Date; end_at: Date | null }>(
    `select e.alarm_id as id, a.rule_title as title, e.onset, e.end_at from sensing.episode e join sensing.alarm a on a.town = e.town and a.id = e.alarm_id
     where e.town = $1 and e.device_id = $2 and e.onset < $4 and coalesce(e.end_at, $4) >= $3 order by e.onset desc limit 200`,
    [town, device.id, new Date(from), new Date(to)],
  )
  return {
    field,
    unit: fieldUnit(device.kind, field),
    step,
    gap: Math.max(step * 1.5, device.heartbeat * 3000),
    buckets,
    count: buckets.reduce((sum, bucket) => sum + bucket.n, 0),
    alarms: alarms.map((a) => ({ id: a.id, title: a.title, onset: a.onset.getTime(), ...(a.end_at ? { end: a.end_at.getTime() } : {}) })),
  }
}

interface RawRow {
  at: Date
  seq: number
  flags: number
  values: Record<string, number>
}

export const readingOf = (row: RawRow): Reading => ({
  at: row.at.getTime(),
  seq: row.seq,
  values: row.values,
  late: (row.flags & flagLate) !== 0,
  skewed: (row.flags & flagSkewed) !== 0,
})

const Cursor = z.tuple([z.number(), z.number()])

/** Raw readings, the newest first. */
export async function listReadings(
  tx: Tx,
  town: string,
  deviceId: string,
  ask: {
    readonly from?: number | undefined
    readonly to?: number | undefined
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<{ rows: Reading[]; next?: string }> {
  const cursor = readAfter(Cursor, ask.after)
  const found = await tx.query<RawRow>(
    `select at, seq, flags, "values" from sensing.reading where town = $1 and device_id = $2 and at >= $3 and at < $4
     and ($5::timestamptz is null or (at, seq) < ($5, $6::bigint)) order by at desc, seq desc limit $7`,
    [
      town,
      deviceId,
      new Date(ask.from ?? 0),
      new Date(ask.to ?? 4e12),
      cursor ? new Date(cursor[0]) : null,
      cursor?.[1] ?? null,
      ask.limit + 1,
    ],
  )
  const rows = found.slice(0, ask.limit).map(readingOf)
  const last = rows.at(-1)
  return { rows, ...(found.length > ask.limit && last ? { next: writeCursor([last.at, last.seq]) } : {}) }
}

/** Sums the hours of readings that arrived since the last time: late ones make their hour new. */
export async function sumHours(tx: Tx, now: Date): Promise<void> {
  const [mark] = await tx.query<{ value: { until: number; received: number } }>(
    `select value from sensing.setting where town = '-' and key = 'hours-until'`,
  )
  const until = Math.floor(now.getTime() / hour) * hour
  const from = mark?.value.received ?? 0
  await tx.query(
    `with touched as (select distinct town, device_id, date_trunc('hour', at) as hour from sensing.reading where received_at >= $1 and received_at < $2)
     insert into sensing.reading_hour (town, device_id, field, hour, n, min, max, sum)
     select t.town, t.device_id, v.key, t.hour, count(*), min(v.value::float8), max(v.value::float8), sum(v.value::float8)
     from touched t join sensing.reading r on r.town = t.town and r.device_id = t.device_id and r.at >= t.hour and r.at < t.hour + interval '1 hour'
     cross join lateral jsonb_each_text(r."values") v group by 1, 2, 3, 4
     on conflict (town, device_id, field, hour) do update set n = excluded.n, min = excluded.min, max = excluded.max, sum = excluded.sum`,
    // A minute back: a batch may have been under way.
    [new Date(from - 60_000), new Date(until)],
  )
  await tx.query(
    `insert into sensing.setting (town, key, value, changed_at) values ('-', 'hours-until', $1, $2) on conflict (town, key) do update set value = excluded.value, changed_at = excluded.changed_at`,
    [JSON.stringify({ until, received: until }), now],
  )
}

export const hourlySums = recurring('sensing.hours-sum', { everyMinutes: 60 }, async (tx, _job, platform) => sumHours(tx, platform.now()))
