import { z } from 'zod'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import { findStep } from '#core/case/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Connection, listDisagreements } from '../../door-endpoints.ts'
import { failIncident } from '../../faults.ts'
import { incidentProcess } from '../../processes/incident.ts'

type View = z.infer<typeof Connection>
type Row = Omit<View, 'callbackUrl' | 'lastReceivedAt' | 'lastSuccessAt' | 'lastError'> & {
  callbackUrl: string | null
  lastReceivedAt: Date | null
  lastSuccessAt: Date | null
  lastError: string | null
}

/** How exact 最近收到 is: writing it with every order would make one row the queue of them all. */
const exactMs = 60_000

// Their closing and ours never disagree silently (features 8.1.2). Open incidents are few, so the join starts from them for 'close'.
const disagreeing = `(select count(*) from incident.inbound i join incident.incident n on n.town = i.town and n.case_id = i.case_id
  where i.town = c.town and i.system = c.system
    and ((n.open and c.states->>i.state in ('close', 'void')) or (not n.open and c.states->>i.state = 'reopen')))`
const setAside = `(select count(*) from incident.inbound_message m where m.town = c.town and m.system = c.system and m.outcome = 'set-aside'
  and not exists (select 1 from incident.inbound_message l where l.town = m.town and l.system = m.system and l.number = m.number and l.at > m.at and l.outcome <> 'set-aside'))`
const select = `select system, name, callback_url as "callbackUrl", states, enabled, last_received_at as "lastReceivedAt",
  last_success_at as "lastSuccessAt", last_error as "lastError", ${disagreeing} as disagreeing, ${setAside} as "setAside",
  (select count(*) from incident.callback b where b.town = c.town and b.system = c.system and b.sent_at is null) as waiting
  from incident.connection c where town = $1`

const view = ({ callbackUrl, lastReceivedAt, lastSuccessAt, lastError, ...row }: Row): View => ({
  ...row,
  ...(callbackUrl ? { callbackUrl } : {}),
  ...(lastReceivedAt ? { lastReceivedAt: lastReceivedAt.toISOString() } : {}),
  ...(lastSuccessAt ? { lastSuccessAt: lastSuccessAt.toISOString() } : {}),
  ...(lastError ? { lastError } : {}),
})

/** Every connection of the town with its queue, its last error and its disagreements. */
export async function connectionsOf(tx: Tx, town: string): Promise<View[]> {
  return (await tx.query<Row>(`${select} order by system`, [town])).map(view)
}

/** Makes or changes one connection. */
export async function keepConnection(
  tx: Tx,
  town: string,
  given: Pick<View, 'system' | 'name' | 'callbackUrl' | 'states' | 'enabled'>,
): Promise<View> {
  await tx.query(
    `insert into incident.connection (town, system, name, callback_url, states, enabled) values ($1, $2, $3, $4, $5, $6)
     on conflict (town, system) do update set name = excluded.name, callback_url = excluded.callback_url, states = excluded.states, enabled = excluded.enabled`,
    [town, given.system, given.name, given.callbackUrl ?? null, JSON.stringify(given.states), given.enabled],
  )
  return view((await tx.query<Row>(`${select} and system = $2`, [town, given.system]))[0]!)
}

/** Puts a system nobody registered yet on the list, so that its orders are never out of sight. */
export async function knowSystem(tx: Tx, town: string, system: string, now: Date): Promise<void> {
  await tx.query(`insert into incident.connection (town, system, name, last_received_at) values ($1, $2, $2, $3) on conflict do nothing`, [
    town,
    system,
    now,
  ])
}

/**
 * Notes that a system spoke; a new one appears in the list by itself.
 * @throws Fault incident.door-closed
 */
export async function noteReceived(tx: Tx, town: string, system: string, now: Date): Promise<void> {
  const [row] = await tx.query<{ enabled: boolean; last_received_at: Date | null }>(
    `select enabled, last_received_at from incident.connection where town = $1 and system = $2`,
    [town, system],
  )
  if (row && !row.enabled) throw failIncident('incident.door-closed')
  if (!row) await knowSystem(tx, town, system, now)
  else if (!row.last_received_at || now.getTime() - row.last_received_at.getTime() > exactMs)
    await tx.query(`update incident.connection set last_received_at = $3 where town = $1 and system = $2`, [town, system, now])
}

/** What a state of theirs means here, by the connection's table; undefined when it says nothing of it. */
export async function meaningOf(tx: Tx, town: string, system: string, state: string | undefined): Promise<string | undefined> {
  if (state === undefined) return undefined
  const [row] = await tx.query<{ meaning: string | null }>(
    `select states->>$3 as meaning from incident.connection where town = $1 and system = $2`,
    [town, system, state],
  )
  return row?.meaning ?? undefined
}

/**
 * Puts an old system on the list with the states its file was read by, unless it is there already: its orders go on through the HTTP door
 * under the same name.
 */
export async function introduceSystem(
  tx: Tx,
  town: string,
  system: string,
  name: string,
  states: Readonly<Record<string, 'open' | 'closed'>>,
): Promise<void> {
  const meanings = Object.fromEntries(
    Object.entries(states)
      .filter(([state]) => state !== '*')
      .map(([state, kind]) => [state, kind === 'closed' ? 'close' : 'none']),
  )
  await tx.query(`insert into incident.connection (town, system, name, states) values ($1, $2, $3, $4) on conflict do nothing`, [
    town,
    system,
    name,
    JSON.stringify(meanings),
  ])
}

interface ApartRow {
  number: string
  caseId: string
  caseNumber: string
  title: string
  theirs: string
  meaning: string
  step: string
  open: boolean
  lastAt: Date
}

const Cursor = z.tuple([z.string()])
const meanings: Readonly<Record<string, string>> = { close: '对方已办结', void: '对方已作废', reopen: '对方已重办' }

const apartColumns = `i.number, i.case_id as "caseId", n.number as "caseNumber", n.title, i.state as theirs, c.states->>i.state as meaning, n.step, n.open, i.last_at as "lastAt"`
const apartFrom = `incident.connection c join incident.inbound i on i.town = c.town and i.system = c.system
  join incident.incident n on n.town = i.town and n.case_id = i.case_id`

/**
 * The orders behind the count of a connection, in order of their number. Two branches as the count has: what they ended starts
 * from our open incidents, which are few; what they reopened starts from their state, by its index.
 */
export async function disagreementsOf(call: Call<typeof listDisagreements, Actor>): Promise<AnswerOf<typeof listDisagreements>> {
  const { tx, actor, params, query } = call
  const known = await tx.query(`select 1 as ok from incident.connection where town = $1 and system = $2`, [actor.town, params.system])
  if (known.length === 0) throw failPlatform('platform.not-found', { detail: '没有接入这个系统' })
  const after = readAfter(Cursor, query.after)?.[0] ?? ''
  const rows = await tx.query<ApartRow>(
    `select * from (
       select ${apartColumns} from ${apartFrom}
       where c.town = $1 and c.system = $2 and i.number > $3 and n.open and c.states->>i.state in ('close', 'void')
       union all
       select ${apartColumns} from ${apartFrom}
       where c.town = $1 and c.system = $2 and i.number > $3 and not n.open
         and i.state = any(array(select key from jsonb_each_text(c.states) where value = 'reopen'))
     ) apart order by number limit $4`,
    [actor.town, params.system, after, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    rows: shown.map(({ step, meaning, ...row }) => ({
      ...row,
      lastAt: row.lastAt.toISOString(),
      meaning: meanings[meaning] ?? meaning,
      ours: findStep(incidentProcess, step)?.title ?? step,
    })),
    ...(rows.length > query.limit ? { next: writeCursor([shown.at(-1)!.number]) } : {}),
  }
}
