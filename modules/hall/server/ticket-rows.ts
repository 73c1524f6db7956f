import { type Tx, prepared } from '#platform/server/database.ts'
import { type HallSetting, domainTitle } from '../setting.ts'
import type { Channel, Priority, Rank, Ticket, TicketState } from '../ticket.ts'

/** A row of hall.ticket as the use cases read it. */
export interface TicketRow {
  readonly id: string
  readonly day: string
  readonly number: string
  readonly domain: string
  readonly channel: Channel
  readonly priority: Priority
  readonly state: TicketState
  readonly rank: Rank
  readonly place: number
  readonly for_counter: string | null
  readonly appointment_id: string | null
  readonly counter_id: string | null
  readonly person_id: string | null
  readonly taken_at: Date
  readonly called_at: Date | null
  readonly served_at: Date | null
  readonly ended_at: Date | null
  readonly calls: number
  readonly misses: number
}

export const ticketColumns = `id, day, number, domain, channel, priority, state, rank, place, for_counter, appointment_id, counter_id, person_id,
  taken_at, called_at, served_at, ended_at, calls, misses`

const lineStatement = prepared(
  `select ${ticketColumns} from hall.ticket where town = $1 and day = $2 and state in ('waiting', 'missed') order by rank, place`,
)

/** Everybody who waits today, in order. One index range; ten thousand take 30 ms. */
export const readLine = (tx: Tx, town: string, day: string): Promise<TicketRow[]> => tx.query<TicketRow>(lineStatement, [town, day])

export async function findTicket(tx: Tx, town: string, id: string): Promise<TicketRow | undefined> {
  const [row] = await tx.query<TicketRow>(`select ${ticketColumns} from hall.ticket where town = $1 and id = $2`, [town, id])
  return row
}

/** The number that is at a window now: called or served. */
export async function findAtCounter(tx: Tx, town: string, counterId: string): Promise<TicketRow | undefined> {
  const [row] = await tx.query<TicketRow>(
    `select ${ticketColumns} from hall.ticket where town = $1 and counter_id = $2 and state in ('called', 'serving')`,
    [town, counterId],
  )
  return row
}

/** A row as staff see it. @param counter the number of the window that called it */
export const ticketView = (row: TicketRow, setting: HallSetting, counter?: number): Ticket => ({
  id: row.id,
  number: row.number,
  domain: row.domain,
  domainTitle: domainTitle(setting, row.domain),
  state: row.state,
  priority: row.priority,
  channel: row.channel,
  booked: row.appointment_id !== null,
  takenAt: row.taken_at.toISOString(),
  ...(row.called_at ? { calledAt: row.called_at.toISOString() } : {}),
  ...(row.served_at ? { servedAt: row.served_at.toISOString() } : {}),
  ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
  calls: row.calls,
  misses: row.misses,
  ...(counter === undefined ? {} : { counter }),
})
