import { type Actor, dayOf } from '#core/org/contract.ts'
import { publish } from '#platform/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import { isServing } from '../counter.ts'
import type { CounterAct, actAtCounter } from '../endpoints.ts'
import { ticketCalled, ticketServed } from '../facts.ts'
import { failHall } from '../faults.ts'
import { type TicketMove, findRefusal, isOver, moved } from '../moves.ts'
import { insertBehind } from '../queue.ts'
import type { HallSetting } from '../setting.ts'
import type { DeskView } from '../view.ts'
import { type AtCounter, closeCounter, demandOwn, openCounter, pauseCounter, resumeCounter, tellMoved } from './counter-acts.ts'
import { lockCounter } from './counters.ts'
import { deskView } from './desk.ts'
import { getDomain, getSetting } from './settings.ts'
import { type TicketRow, findAtCounter, readLine, ticketColumns } from './ticket-rows.ts'

interface Calling extends AtCounter {
  readonly setting: HallSetting
}

const say = ({ tx, actor, counter }: Calling, number: string, calls: number): Promise<void> =>
  publish(tx, actor.town, ticketCalled, { number, counter: counter.number, title: counter.title, calls }, ['*'])

/** A window calls only while it is open, and one number at a time. */
async function demandFree(at: Calling): Promise<void> {
  demandOwn(at)
  if (!isServing(at.counter.state)) throw failHall('hall.not-now', { detail: '窗口已暂停，先恢复再叫号' })
  if (await findAtCounter(at.tx, at.actor.town, at.counter.id)) throw failHall('hall.busy')
}

// Materialized: joined as a mere subquery it may be run once for every row of the join, and then calls several numbers.
const callStatement = (chosen: string) => `with n as materialized (
    select id from hall.ticket where town = $1 and day = $2 and state in ('waiting', 'missed') and domain = any($6) and (for_counter is null or for_counter = $3) ${chosen}
    order by rank, place limit 1 for update skip locked)
  update hall.ticket t set state = 'called', counter_id = $3, person_id = $4, called_at = $5, calls = 1
  from n where t.town = $1 and t.id = n.id returning t.number`

/** The next of the line for this window's skills. Two windows that press at once get two numbers: a locked row is passed over. @throws Fault hall.nobody */
async function callNext(at: Calling, ticket?: string): Promise<void> {
  await demandFree(at)
  const { tx, actor, counter, now } = at
  const values = [actor.town, dayOf(now), counter.id, actor.personId, now, counter.skills]
  const rows = await tx.query<{ number: string }>(
    callStatement(ticket === undefined ? '' : 'and id = $7'),
    ticket === undefined ? values : [...values, ticket],
  )
  const [called] = rows
  if (!called)
    throw failHall(
      ticket === undefined ? 'hall.nobody' : 'hall.not-now',
      ticket === undefined ? {} : { detail: '这个号已被叫走，或不归这个窗口' },
    )
  await say(at, called.number, 1)
}

/** Where a missed number stands again, and where one that was handed on does. */
async function placeAgain({ tx, actor, now, setting }: Calling, row: TicketRow): Promise<{ rank: number; place: number }> {
  const line = (await readLine(tx, actor.town, dayOf(now))).filter(({ domain }) => domain === row.domain)
  const [last] = await tx.query<{ value: number }>(`select value from hall.series where town = $1 and day = $2 and series = '*'`, [
    actor.town,
    dayOf(now),
  ])
  return insertBehind(line, setting.calling.steps, (last?.value ?? 0) + 0.5)
}

/** One of the moves of the number that is at the window. */
async function moveCurrent(
  at: Calling,
  move: TicketMove,
  to: { domain?: string | undefined; counter?: string | undefined } = {},
): Promise<void> {
  demandOwn(at)
  const { tx, actor, counter, now, setting } = at
  const row = await findAtCounter(tx, actor.town, counter.id)
  if (!row) throw failHall('hall.not-now', { detail: '窗口现在没有号' })
  const refusal = findRefusal(move, row, setting.calling)
  if (refusal) throw failHall(refusal.code, { detail: refusal.detail })
  const next = moved(row, move, setting.calling)
  const away = move === 'miss' || move === 'hand-on' || move === 'give-up'
  const { rank, place } = next.state === 'missed' ? await placeAgain(at, row) : { rank: next.rank, place: row.place }
  await tx.query(
    `update hall.ticket set state = $3, calls = $4, misses = $5, rank = $6, place = $7, domain = $8, for_counter = $9, counter_id = $10,
       called_at = $11, served_at = $12, ended_at = $13
     where town = $1 and id = $2`,
    [
      actor.town,
      row.id,
      next.state,
      next.calls,
      next.misses,
      rank,
      place,
      to.domain ?? row.domain,
      to.counter ?? null,
      // A number that goes back to the line is at no window; one that is given up keeps where it was called.
      away && next.state !== 'abandoned' ? null : counter.id,
      move === 'recall' ? now : row.called_at,
      move === 'serve' ? now : move === 'hand-on' ? null : row.served_at,
      isOver(next) ? now : null,
    ],
  )
  if (move === 'recall') await say(at, row.number, next.calls)
  if (move === 'serve' || move === 'finish') {
    const state = move === 'serve' ? ('serving' as const) : ('done' as const)
    const about = { ticketId: row.id, number: row.number, domain: row.domain, counter: counter.number, personId: actor.personId, state }
    await publish(tx, actor.town, ticketServed, about, [`p:${actor.personId}`])
  }
}

/** Hands the number on to another domain, or to one window. @throws Fault hall.domain-unknown, hall.counter-unknown */
async function handOn(at: Calling, act: Extract<CounterAct, { kind: 'hand-on' }>): Promise<void> {
  if (act.domain !== undefined) getDomain(at.setting, act.domain)
  if (act.domain === undefined && act.counter === undefined)
    throw failHall('hall.domain-unknown', { fields: [{ path: 'act.domain', message: '请选择转到哪里' }] })
  const row = await findAtCounter(at.tx, at.actor.town, at.counter.id)
  let domain = act.domain
  if (act.counter !== undefined) {
    const other = await lockCounter(at.tx, at.actor.town, act.counter, at.now)
    if (!isServing(other.state) || other.id === at.counter.id) throw failHall('hall.counter-unknown', { detail: '这个窗口现在没有开放' })
    // A window that does not serve the domain would never see the number: it goes over as one of its own.
    domain ??= row && other.skills.includes(row.domain) ? row.domain : other.skills[0]
  }
  await moveCurrent(at, 'hand-on', { domain, counter: act.counter })
}

async function perform(at: Calling, act: CounterAct): Promise<void> {
  switch (act.kind) {
    case 'open':
      return openCounter(at)
    case 'close':
      return closeCounter(at)
    case 'pause':
      return pauseCounter(at, act.reason)
    case 'resume':
      return resumeCounter(at)
    case 'next':
      return callNext(at)
    case 'call':
      return callNext(at, act.ticket)
    case 'hand-on':
      return handOn(at, act)
    default:
      return moveCurrent(at, act.kind)
  }
}

/** One thing done at a window, in one transaction; answers the panel after it. */
export async function actAt({ tx, platform, actor, params, body, now }: Call<typeof actAtCounter, Actor>): Promise<DeskView> {
  const counter = await lockCounter(tx, actor.town, params.id, now)
  const { setting } = await getSetting(tx, actor.town)
  const at: Calling = { tx, actor, counter, now, setting }
  await perform(at, body.act)
  await tellMoved(at)
  return deskView(tx, platform, actor, now)
}

/** Takes back a number its owner no longer needs. @throws Fault hall.ticket-unknown, hall.not-now */
export async function leave(at: Pick<AtCounter, 'tx' | 'actor' | 'now'>, id: string): Promise<TicketRow> {
  const { tx, actor, now } = at
  const [row] = await tx.query<TicketRow>(
    `update hall.ticket set state = 'abandoned', ended_at = $3 where town = $1 and id = $2 and state in ('waiting', 'missed') returning ${ticketColumns}`,
    [actor.town, id, now],
  )
  if (!row) {
    const known = await tx.query(`select 1 as ok from hall.ticket where town = $1 and id = $2`, [actor.town, id])
    throw known.length > 0 ? failHall('hall.not-now', { detail: '这个号已叫到或已结束，不用再退' }) : failHall('hall.ticket-unknown')
  }
  await tellMoved(at)
  return row
}
