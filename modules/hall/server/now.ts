import { addDays, isOfficeOpen } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { reasonOf } from '../forecast.ts'
import { minuteOfDay } from '../slots.ts'
import type { ForecastView, HallDay, HallNow } from '../view.ts'
import { weekdayOf } from '../weekday.ts'
import { pendingView } from './advices.ts'
import { counterViews } from './counters.ts'
import { forecastFor, sameWeekdays } from './evidence.ts'
import { getSetting } from './settings.ts'
import { domainsNow, poolOf, readStanding } from './standing.ts'

/** JSON knows no infinity: a queue that grows without end is null. */
const finite = (wait: number): number | null => (Number.isFinite(wait) ? Math.round(wait * 100) / 100 : null)

interface Today {
  taken: number
  done: number
  abandoned: number
  serving: number
}

/** The hall at this moment. */
export async function hallNow(tx: Tx, platform: Platform, actor: Actor, now: Date): Promise<HallNow> {
  const { town } = actor
  const standing = await readStanding(tx, platform, town, now)
  const { today, setting, line, counters, current } = standing
  const pool = poolOf(standing)
  const forecast = await forecastFor(tx, platform, { town, today, now, setting, domains: pool.domains, open: pool.open })
  const [counts] = await tx.query<Today>(
    `select count(*) as taken, count(*) filter (where state = 'done') as done, count(*) filter (where state = 'abandoned') as abandoned,
       count(*) filter (where state in ('called', 'serving')) as serving from hall.ticket where town = $1 and day = $2`,
    [town, today],
  )
  const [booked] = await tx.query<{ booked: number; missed: number }>(
    `select count(*) filter (where state <> 'cancelled') as booked, count(*) filter (where state = 'no-show') as missed
     from hall.appointment where town = $1 and day = $2`,
    [town, today],
  )
  const [look] = await tx.query<{ at: Date; over_count: number; under_count: number }>(
    `select at, over_count, under_count from hall.tidal_look where town = $1`,
    [town],
  )
  const advice = await pendingView(tx, actor)
  const oldest = line.length > 0 ? Math.min(...line.map(({ taken_at }) => taken_at.getTime())) : undefined
  const { usualArrivals, wait, byWindows, load: _load, ...figures } = forecast
  const view: ForecastView = {
    ...figures,
    ...(usualArrivals === undefined ? {} : { usualArrivals }),
    wait: finite(wait),
    byWindows: byWindows.map((each) => ({ windows: each.windows, wait: finite(each.wait) })),
    reason: reasonOf(forecast, weekdayOf(today)),
  }
  return {
    at: now.toISOString(),
    name: standing.name,
    demo: standing.demo,
    officeOpen: isOfficeOpen(await getCalendar(tx, town), now.getTime()),
    counters: await counterViews(tx, town, { counters, current, setting, day: today }),
    domains: domainsNow(standing),
    waiting: line.length,
    ...(oldest === undefined ? {} : { longest: Math.max(0, Math.floor((now.getTime() - oldest) / 60_000)) }),
    today: { ...(counts ?? { taken: 0, done: 0, abandoned: 0, serving: 0 }), booked: booked?.booked ?? 0, noShow: booked?.missed ?? 0 },
    pool,
    forecast: view,
    ...(look ? { check: { at: look.at.toISOString(), over: look.over_count, under: look.under_count } } : {}),
    ...(advice ? { advice } : {}),
  }
}

/** Who came on a day by quarter of an hour: from the numbers of an open day, else from what was kept of it. */
async function cameOn(tx: Tx, town: string, day: string): Promise<Map<number, number>> {
  const kept = await tx.query<{ minute: number; came: number }>(
    `select minute, sum(came) as came from hall.arrival where town = $1 and day = $2 group by minute`,
    [town, day],
  )
  const rows =
    kept.length > 0
      ? kept
      : await tx.query<{ minute: number; came: number }>(
          `select (extract(hour from taken_at at time zone 'Asia/Shanghai') * 60 + floor(extract(minute from taken_at at time zone 'Asia/Shanghai') / 15) * 15)::int as minute,
             count(*) as came from hall.ticket where town = $1 and day = $2 group by 1`,
          [town, day],
        )
  return new Map(rows.map(({ minute, came }) => [minute, came]))
}

/** The curve of a day beside the usual one, and service time by window over four weeks. Never by person: nobody is ranked. */
export async function hallDay(tx: Tx, town: string, now: Date, asked?: string): Promise<HallDay> {
  const today = dayOf(now)
  const day = asked ?? today
  const { setting } = await getSetting(tx, town)
  const came = await cameOn(tx, town, day)
  const past = await tx.query<{ minute: number; came: number; days: number }>(
    `select minute, sum(came) as came, (select count(distinct day) from hall.arrival where town = $1 and day = any($2::date[])) as days
     from hall.arrival where town = $1 and day = any($2::date[]) group by minute`,
    [town, sameWeekdays(day, setting.weeks)],
  )
  const days = past[0]?.days ?? 0
  const usual = new Map(past.map(({ minute, came: n }) => [minute, Math.round((n / days) * 10) / 10]))
  const minutes = [...came.keys(), ...usual.keys()]
  const [from, to] = minutes.length > 0 ? [Math.min(...minutes), Math.max(...minutes)] : [510, 1035]
  const reached = day < today ? 1440 : day > today ? 0 : minuteOfDay(now.getTime())
  const since = addDays(today, -28)
  const counters = await tx.query<{ number: number; title: string; served: number; seconds: number }>(
    `select c.number, c.title, coalesce(sum(d.served), 0) as served, coalesce(sum(d.service_seconds), 0) as seconds
     from hall.counter c left join hall.counter_day d on d.town = c.town and d.counter_id = c.id and d.day >= $2
     where c.town = $1 and c.active group by c.number, c.title order by c.number`,
    [town, since],
  )
  return {
    day,
    points: Array.from({ length: (to - from) / 15 + 1 }, (_, i) => from + i * 15).map((minute) => ({
      minute,
      ...(minute <= reached ? { came: came.get(minute) ?? 0 } : {}),
      ...(days > 0 ? { usual: usual.get(minute) ?? 0 } : {}),
    })),
    days,
    counters: counters.map(({ number, title, served, seconds }) => ({
      number,
      title,
      served,
      ...(served > 0 ? { minutes: Math.round((seconds / served / 60) * 10) / 10 } : {}),
    })),
    from: since,
  }
}
