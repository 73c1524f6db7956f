import { addDays } from '#core/calendar/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Forecast, forecastOf } from '../forecast.ts'
import type { HallSetting } from '../setting.ts'
import { minuteOfDay } from '../slots.ts'

const keptMs = 60_000
const kept = new WeakMap<Platform, Map<string, { at: number; minutes: number | undefined }>>()

/** Mean minutes of one service in the closed days of the last four weeks; undefined without any. Kept a minute: every waiting phone asks. */
export async function serviceMinutes(
  tx: Tx,
  platform: Platform,
  town: string,
  today: string,
  domains: readonly string[],
): Promise<number | undefined> {
  let cache = kept.get(platform)
  if (!cache) kept.set(platform, (cache = new Map()))
  const key = `${town} ${today} ${domains.toSorted().join(',')}`
  const now = platform.now().getTime()
  const known = cache.get(key)
  if (known && Math.abs(now - known.at) < keptMs) return known.minutes
  const [row] = await tx.query<{ served: number | null; seconds: number | null }>(
    `select sum(served) as served, sum(service_seconds) as seconds from hall.arrival where town = $1 and day >= $2 and day < $3 and domain = any($4)`,
    [town, addDays(today, -28), today, domains],
  )
  const minutes = row?.served ? Math.max(0.5, (row.seconds ?? 0) / row.served / 60) : undefined
  if (cache.size > 500) cache.clear()
  cache.set(key, { at: now, minutes })
  return minutes
}

/** The minutes to reckon with: counted, else what the town put in. */
export const minutesFor = async (tx: Tx, platform: Platform, town: string, today: string, setting: HallSetting): Promise<number> =>
  (await serviceMinutes(
    tx,
    platform,
    town,
    today,
    setting.domains.map(({ key }) => key),
  )) ?? setting.usualMinutes

/** The earlier days of the same weekday within the weeks the town looks back on. */
export const sameWeekdays = (today: string, weeks: number): string[] =>
  Array.from({ length: weeks }, (_, i) => addDays(today, -7 * (i + 1)))

/** Who came in an hour on those days; days without anybody at all (holidays) do not count. */
async function history(tx: Tx, town: string, today: string, weeks: number, domains: readonly string[], minute: number): Promise<number[]> {
  const rows = await tx.query<{ came: number; all: number }>(
    `select coalesce(sum(came) filter (where minute >= $4 and minute < $4 + 60 and domain = any($3)), 0) as came, sum(came) as all
     from hall.arrival where town = $1 and day = any($2::date[]) group by day order by day desc`,
    [town, sameWeekdays(today, weeks), domains, minute],
  )
  return rows.filter(({ all }) => all > 0).map(({ came }) => came)
}

/** The forecast of the coming hour for some domains and so many open windows. */
export async function forecastFor(
  tx: Tx,
  platform: Platform,
  {
    town,
    today,
    now,
    setting,
    domains,
    open,
  }: { town: string; today: string; now: Date; setting: HallSetting; domains: readonly string[]; open: number },
): Promise<Forecast> {
  // By quarter of an hour, as the past is kept.
  const minute = Math.floor(minuteOfDay(now.getTime()) / 15) * 15
  // A number given back before it was called brought nobody to a window.
  const [recent] = await tx.query<{ n: number }>(
    `select count(*) as n from hall.ticket where town = $1 and day = $2 and taken_at > $3 and taken_at <= $4 and domain = any($5)
       and not (state = 'abandoned' and called_at is null)`,
    [town, today, new Date(now.getTime() - 30 * 60_000), now, domains],
  )
  return forecastOf({
    history: await history(tx, town, today, setting.weeks, domains, minute),
    lastHalfHour: recent?.n ?? 0,
    minutes: await serviceMinutes(tx, platform, town, today, domains),
    usualMinutes: setting.usualMinutes,
    open,
  })
}
