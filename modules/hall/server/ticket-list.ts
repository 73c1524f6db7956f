import { z } from 'zod'
import { dayOf } from '#core/org/contract.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { QueryOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import type { listTickets } from '../endpoints.ts'
import type { TicketState } from '../ticket.ts'
import { getSetting } from './settings.ts'
import { type TicketRow, ticketColumns, ticketView } from './ticket-rows.ts'

const statesOf: Readonly<Record<string, readonly TicketState[]>> = {
  waiting: ['waiting', 'missed'],
  'at-window': ['called', 'serving'],
  done: ['done'],
  abandoned: ['abandoned'],
  missed: ['missed'],
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/** Numbers of a day, the newest first. */
export async function listTicketRows(tx: Tx, town: string, ask: QueryOf<typeof listTickets>, now: Date) {
  const cursor = readAfter(Cursor, ask.after)
  const day = ask.day ?? dayOf(now)
  const asked = [town, day, statesOf[ask.state] ?? null, ask.domain ?? null]
  const where = `t.town = $1 and t.day = $2 and ($3::text[] is null or t.state = any($3)) and ($4::text is null or t.domain = $4)`
  const [count] = await tx.query<{ n: number }>(`select count(*) as n from hall.ticket t where ${where}`, asked)
  const rows = await tx.query<TicketRow & { counter_number: number | null }>(
    `select ${ticketColumns
      .split(',')
      .map((column) => `t.${column.trim()}`)
      .join(', ')}, c.number as counter_number
     from hall.ticket t left join hall.counter c on c.town = t.town and c.id = t.counter_id
     where ${where} and ($5::timestamptz is null or (t.taken_at, t.id) < ($5, $6::uuid)) order by t.taken_at desc, t.id desc limit $7`,
    [...asked, cursor?.[0] ?? null, cursor?.[1] ?? null, ask.limit + 1],
  )
  const { setting } = await getSetting(tx, town)
  const shown = rows.slice(0, ask.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ticketView(row, setting, row.counter_number ?? undefined)),
    total: count?.n ?? 0,
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.taken_at.toISOString(), last.id]) } : {}),
  }
}
