import { addDays } from '#core/calendar/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { towns } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { recurring } from '#platform/server/index.ts'

/** Days that are gathered again, so that a night the machine was off is not lost. */
const again = 3

/** What a day's numbers leave behind for forecasts and curves; gathering twice leaves the same. */
export async function gatherDay(tx: Tx, town: string, day: string): Promise<void> {
  await tx.query(
    `insert into hall.arrival (town, day, minute, domain, came, served, service_seconds, waited_seconds, abandoned)
     select town, day, (extract(hour from taken_at at time zone 'Asia/Shanghai') * 60 + floor(extract(minute from taken_at at time zone 'Asia/Shanghai') / 15) * 15)::int,
       domain, count(*), count(*) filter (where state = 'done'),
       coalesce(sum(extract(epoch from ended_at - served_at)) filter (where state = 'done'), 0)::int,
       coalesce(sum(extract(epoch from called_at - taken_at)) filter (where called_at is not null), 0)::int,
       count(*) filter (where state = 'abandoned')
     from hall.ticket where town = $1 and day = $2 group by 1, 2, 3, 4
     on conflict (town, day, minute, domain) do update set came = excluded.came, served = excluded.served, service_seconds = excluded.service_seconds,
       waited_seconds = excluded.waited_seconds, abandoned = excluded.abandoned`,
    [town, day],
  )
  await tx.query(
    `insert into hall.counter_day (town, day, counter_id, served, service_seconds)
     select town, day, counter_id, count(*), coalesce(sum(extract(epoch from ended_at - served_at)), 0)::int
     from hall.ticket where town = $1 and day = $2 and state = 'done' and counter_id is not null group by 1, 2, 3
     on conflict (town, day, counter_id) do update set served = excluded.served, service_seconds = excluded.service_seconds`,
    [town, day],
  )
}

/** Ends a day: whoever still waits gives up, windows left open are closed, what the day brought is kept. */
export async function closeDay(tx: Tx, town: string, now: Date): Promise<void> {
  const today = dayOf(now)
  await tx.query(
    `update hall.ticket set state = case when state = 'serving' then 'done' else 'abandoned' end, ended_at = $3
     where town = $1 and day between $4 and $2 and state in ('waiting', 'missed', 'called', 'serving')`,
    [town, today, now, addDays(today, -again)],
  )
  await tx.query(`update hall.shift set until = $2 where town = $1 and until is null`, [town, now])
  for (let back = 0; back <= again; back++) await gatherDay(tx, town, addDays(today, -back))
}

/** After the last window of the day has closed. */
export const dayJob = recurring('hall.day-close', { daily: '20:30' }, async (tx, _job, platform) => {
  for (const { code } of await towns(platform)) await closeDay(tx, code, platform.now())
})
