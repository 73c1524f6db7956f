import { dayOf } from '#core/org/contract.ts'
import { namesOf } from '#core/org/server/index.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { type Counter, type CounterKind, type CounterState, isServing } from '../counter.ts'
import { failHall } from '../faults.ts'
import type { Hands } from '../queue.ts'
import type { HallSetting } from '../setting.ts'
import { type TicketRow, ticketColumns, ticketView } from './ticket-rows.ts'

/** A window with its skills of today, who has it, and the number that is at it. */
export interface CounterRow {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly kind: CounterKind
  readonly opener: string | null
  readonly skills: readonly string[]
  readonly state: CounterState
  readonly shift_id: string | null
  readonly since: Date | null
  readonly person_id: string | null
  readonly reason: string | null
  /** When it was last closed. */
  readonly closed_at: Date | null
}

const countersStatement = prepared(
  `select c.id, c.number, c.title, c.kind, c.opener,
     array(select k.domain from hall.skill k where k.town = c.town and k.counter_id = c.id and k.valid_from <= $2 and (k.valid_to is null or k.valid_to > $2) order by k.domain) as skills,
     coalesce(s.state, 'closed') as state, s.id as shift_id, s.since, s.person_id, s.reason,
     (select max(l.until) from hall.shift l where l.town = c.town and l.counter_id = c.id and l.until is not null) as closed_at
   from hall.counter c left join hall.shift s on s.town = c.town and s.counter_id = c.id and s.until is null
   where c.town = $1 and c.active order by c.number`,
)

/** All windows of the town, by number. */
export const readCounters = (tx: Tx, town: string, now: Date): Promise<CounterRow[]> =>
  tx.query<CounterRow>(countersStatement, [town, dayOf(now)])

/** A window, locked: what is done at it is done one after the other. @throws Fault hall.counter-unknown */
export async function lockCounter(tx: Tx, town: string, id: string, now: Date): Promise<CounterRow> {
  await tx.query(`select from hall.counter where town = $1 and id = $2 for update`, [town, id])
  const row = (await readCounters(tx, town, now)).find((counter) => counter.id === id)
  if (!row) throw failHall('hall.counter-unknown')
  return row
}

/** Numbers at windows now, by window. */
export async function readCurrent(tx: Tx, town: string): Promise<Map<string, TicketRow>> {
  const rows = await tx.query<TicketRow>(
    `select ${ticketColumns} from hall.ticket where town = $1 and counter_id is not null and state in ('called', 'serving')`,
    [town],
  )
  return new Map(rows.map((row) => [row.counter_id!, row]))
}

/** Windows that call numbers now, for the reckoning of waits. */
export const handsOf = (counters: readonly CounterRow[], current: ReadonlyMap<string, TicketRow>): Hands[] =>
  counters.filter(({ state }) => isServing(state)).map(({ id, skills }) => ({ skills, busy: current.has(id) }))

/** Windows as staff see them, with clerks' names. */
export async function counterViews(
  tx: Tx,
  town: string,
  {
    counters,
    current,
    setting,
    day,
  }: { counters: readonly CounterRow[]; current: ReadonlyMap<string, TicketRow>; setting: HallSetting; day: string },
): Promise<Counter[]> {
  const people = counters.flatMap(({ person_id, opener }) => [person_id, opener]).filter((id): id is string => id !== null)
  const names = await namesOf(tx, town, [], people)
  const served = await tx.query<{ counter_id: string; n: number }>(
    `select counter_id, count(*) as n from hall.ticket where town = $1 and day = $2 and state = 'done' and counter_id is not null group by counter_id`,
    [town, day],
  )
  const person = (id: string | null) => (id === null ? undefined : { id, name: names.person(id) })
  return counters.map((row) => {
    const [clerk, opener, at] = [person(row.person_id), person(row.opener), current.get(row.id)]
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      kind: row.kind,
      skills: [...row.skills],
      state: row.state,
      ...(row.since ? { since: row.since.toISOString() } : {}),
      ...(clerk ? { clerk } : {}),
      ...(opener ? { opener } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
      ...(at ? { current: ticketView(at, setting, row.number) } : {}),
      served: served.find(({ counter_id }) => counter_id === row.id)?.n ?? 0,
    }
  })
}
