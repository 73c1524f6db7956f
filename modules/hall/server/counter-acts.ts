import { type Actor, dayOf } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { publish } from '#platform/server/index.ts'
import { queueMoved } from '../facts.ts'
import { failHall } from '../faults.ts'
import { followAdvice } from './advices.ts'
import type { CounterRow } from './counters.ts'
import { findAtCounter } from './ticket-rows.ts'

export interface AtCounter {
  readonly tx: Tx
  readonly actor: Actor
  readonly counter: CounterRow
  readonly now: Date
}

/** The window must be the actor's own. @throws Fault hall.not-yours */
export function demandOwn({ actor, counter }: AtCounter): void {
  if (counter.person_id === null || counter.person_id !== actor.personId) throw failHall('hall.not-yours')
}

const begin = (at: AtCounter, state: string, reason = '') =>
  at.tx.query(`insert into hall.shift (town, id, counter_id, state, person_id, since, reason) values ($1, $2, $3, $4, $5, $6, $7)`, [
    at.actor.town,
    newId(at.now.getTime()),
    at.counter.id,
    state,
    at.actor.personId,
    at.now,
    reason,
  ])

const end = ({ tx, actor, counter, now }: AtCounter) =>
  tx.query(`update hall.shift set until = $3, ended_by = $4 where town = $1 and id = $2`, [
    actor.town,
    counter.shift_id,
    now,
    actor.personId,
  ])

/**
 * Opens a window by its named clerk; a spare one opens as 潮汐.
 * @throws Fault hall.counter-taken, hall.other-window
 */
export async function openCounter(at: AtCounter): Promise<void> {
  const { tx, actor, counter, now } = at
  if (counter.person_id !== null) throw failHall(counter.person_id === actor.personId ? 'hall.not-now' : 'hall.counter-taken')
  const other = await tx.query(`select 1 as ok from hall.shift where town = $1 and person_id = $2 and until is null`, [
    actor.town,
    actor.personId,
  ])
  if (other.length > 0) throw failHall('hall.other-window')
  await begin(at, counter.kind === 'tidal' ? 'tidal' : 'open')
  await followAdvice(tx, actor, counter.id, 'open', now)
}

/**
 * Closes a window; whoever leads the hall may close one that was left open.
 * @throws Fault hall.not-yours, hall.busy while a number is at it
 */
export async function closeCounter(at: AtCounter): Promise<void> {
  const { tx, actor, counter, now } = at
  if (counter.person_id === null) throw failHall('hall.not-now')
  if (!actor.permissions.has('hall.hall.manage')) demandOwn(at)
  if (await findAtCounter(tx, actor.town, counter.id)) throw failHall('hall.busy')
  await end(at)
  // Whoever was sent to this window is everybody's again.
  await tx.query(
    `update hall.ticket set for_counter = null where town = $1 and day = $2 and state in ('waiting', 'missed') and for_counter = $3`,
    [actor.town, dayOf(now), counter.id],
  )
  await followAdvice(tx, actor, counter.id, 'close', now)
}

/** Away for a moment, with the reason; nobody is called meanwhile. @throws Fault hall.busy */
export async function pauseCounter(at: AtCounter, reason: string): Promise<void> {
  demandOwn(at)
  if (at.counter.state === 'paused') throw failHall('hall.not-now')
  if (await findAtCounter(at.tx, at.actor.town, at.counter.id)) throw failHall('hall.busy')
  await end(at)
  await begin(at, 'paused', reason)
}

/** Back again. */
export async function resumeCounter(at: AtCounter): Promise<void> {
  demandOwn(at)
  if (at.counter.state !== 'paused') throw failHall('hall.not-now')
  await end(at)
  await begin(at, at.counter.kind === 'tidal' ? 'tidal' : 'open')
}

/** Tells every page that the line or a window moved. */
export const tellMoved = ({ tx, actor }: Pick<AtCounter, 'tx' | 'actor'>): Promise<void> => publish(tx, actor.town, queueMoved, {}, ['*'])
