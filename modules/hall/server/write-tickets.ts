import { publish } from '#platform/server/index.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { newId } from '#platform/contract/id.ts'
import { queueMoved } from '../facts.ts'
import type { Channel, Priority, Rank } from '../ticket.ts'
import { type TicketRow, ticketColumns } from './ticket-rows.ts'

/** A number to be given. */
export interface Taking {
  readonly actionId: string
  /** What was asked, hashed: the same action with another content is refused by the caller. */
  readonly asked: string
  readonly domain: string
  readonly letter: string
  readonly priority: Priority
  readonly channel: Channel
  readonly rank: Rank
  readonly appointmentId?: string
}

export type TakenRow = TicketRow & { readonly action_id: string; readonly asked: string }

// One statement for all: known actions answer their first number, the others get the next ones of their letter and of the day's line. The series'
// rows are locked in one order, so that two processes cannot wait for one another. Numbers of a day are without gap and without repeat.
const writeStatement = prepared(
  `with given as (
     select * from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[], $11::uuid[])
       with ordinality as g (id, action_id, asked, domain, letter, priority, channel, rank, appointment_id, ord)
   ), fresh as (
     select g.*, row_number() over (partition by letter order by ord) as n, row_number() over (order by ord) as p from given g
     where not exists (select from hall.ticket k where k.town = $1 and k.action_id = g.action_id)
   ), wanted as (
     select letter as series, count(*)::int as n from fresh group by letter union all select '*', count(*)::int from fresh having count(*) > 0
   ), bumped as (
     insert into hall.series as s (town, day, series, value) select $1, $2, series, n from wanted order by series
     on conflict (town, day, series) do update set value = s.value + excluded.value returning series, value
   ), begins as (
     select b.series, b.value - w.n as value from bumped b join wanted w using (series)
   )
   insert into hall.ticket (town, id, day, number, domain, channel, priority, rank, place, appointment_id, taken_at, action_id, asked)
   select $1, f.id, $2, f.letter || case when l.value + f.n < 1000 then lpad((l.value + f.n)::text, 3, '0') else (l.value + f.n)::text end,
     f.domain, f.channel, f.priority, f.rank, d.value + f.p, f.appointment_id, $12, f.action_id, f.asked
   from fresh f join begins l on l.series = f.letter join begins d on d.series = '*'`,
)

/**
 * Gives numbers, in the caller's transaction. The same `actionId` again answers the number it got first.
 * @param takings at most one of each action
 */
export async function writeTickets(tx: Tx, town: string, day: string, now: Date, takings: readonly Taking[]): Promise<TakenRow[]> {
  const column = <T>(pick: (taking: Taking) => T): T[] => takings.map(pick)
  await tx.query(writeStatement, [
    town,
    day,
    takings.map(() => newId(now.getTime())),
    column(({ actionId }) => actionId),
    column(({ asked }) => asked),
    column(({ domain }) => domain),
    column(({ letter }) => letter),
    column(({ priority }) => priority),
    column(({ channel }) => channel),
    column(({ rank }) => rank),
    column(({ appointmentId }) => appointmentId ?? null),
    now,
  ])
  await publish(tx, town, queueMoved, {}, ['*'])
  return tx.query<TakenRow>(`select ${ticketColumns}, action_id, asked from hall.ticket where town = $1 and action_id = any($2::uuid[])`, [
    town,
    column(({ actionId }) => actionId),
  ])
}
