import { type Actor, dayOf } from '#core/org/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { isOfficeOpen } from '#core/calendar/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failHall } from '../faults.ts'
import type { checkIn, leaveQueue, publicHall, takeTicket } from '../public-endpoints.ts'
import type { takeForSomebody } from '../endpoints.ts'
import { arrivalOf, bookableDays, clockText } from '../slots.ts'
import type { Channel, Priority } from '../ticket.ts'
import type { OwnTicket } from '../view.ts'
import { lockByCode } from './booking.ts'
import { leave } from './calling.ts'
import { getDomain, getSetting } from './settings.ts'
import { domainsNow, ownTicket, readStanding } from './standing.ts'
import { takeNumber } from './taking.ts'
import { findTicket } from './ticket-rows.ts'
import { writeTickets } from './write-tickets.ts'

/** What the pages where numbers are taken need. */
export async function describeHall(tx: Tx, platform: Platform, town: string, now: Date): Promise<AnswerOf<typeof publicHall>> {
  const standing = await readStanding(tx, platform, town, now)
  const { setting, today } = standing
  const calendar = await getCalendar(tx, town)
  return {
    name: standing.name,
    demo: standing.demo,
    open: setting.anyTime || isOfficeOpen(calendar, now.getTime()),
    hours: calendar.officeHours.map(([from, to]) => `${from}–${to}`),
    domains: domainsNow(standing).map((domain, i) => ({ ...domain, booking: setting.domains[i]?.booking ?? false })),
    rule: { calls: setting.calling.calls, steps: setting.calling.steps, tolerance: setting.booking.tolerance },
    days: bookableDays(calendar, today, setting),
    idleSeconds: setting.idleSeconds,
  }
}

interface Wish {
  readonly actionId: string
  readonly domain: string
  readonly priority: Priority
  readonly channel: Channel
}

/** Gives a number and says how it stands. @throws Fault hall.domain-unknown */
async function give(platform: Platform, town: string, { actionId, domain: key, priority, channel }: Wish, now: Date): Promise<OwnTicket> {
  const { read } = platform.db
  const { setting } = await getSetting(read, town)
  const domain = getDomain(setting, key)
  const rank = priority === 'none' ? 2 : 0
  const row = await takeNumber(platform, town, dayOf(now), { actionId, domain: key, letter: domain.letter, priority, channel, rank })
  return ownTicket(row, await crowdStanding(platform, town, now))
}

/** Ten thousand who take a number at once would read the line ten thousand times: whoever comes within a moment reads it together. */
const crowds = new WeakMap<Platform, Map<string, { at: number; standing: ReturnType<typeof readStanding> }>>()
const momentMs = 250

async function crowdStanding(platform: Platform, town: string, now: Date): ReturnType<typeof readStanding> {
  let crowd = crowds.get(platform)
  if (!crowd) crowds.set(platform, (crowd = new Map()))
  const known = crowd.get(town)
  // Alone nobody waits for a stale picture: the first reads, those beside it share.
  if (known && Math.abs(performance.now() - known.at) < momentMs) return known.standing
  const standing = readStanding(platform.db.read, platform, town, now)
  crowd.set(town, { at: performance.now(), standing })
  standing.catch(() => crowd.delete(town))
  return standing
}

/** A number for whoever comes to the door. @throws Fault hall.closed outside office hours */
export async function takePublic({ tx, platform, actor, body, now }: Call<typeof takeTicket, Actor>): Promise<OwnTicket> {
  const { setting } = await getSetting(tx, actor.town)
  if (!setting.anyTime) {
    const calendar = await getCalendar(tx, actor.town)
    const hours = calendar.officeHours.map(([from, to]) => `${from}–${to}`).join('、')
    if (!isOfficeOpen(calendar, now.getTime())) throw failHall('hall.closed', { detail: `现在不在办公时间（工作日 ${hours}）` })
  }
  return give(platform, actor.town, body, now)
}

/** A number taken at the guide's desk for somebody. */
export async function takeGuided({ tx, platform, actor, body, now }: Call<typeof takeForSomebody, Actor>): Promise<OwnTicket> {
  const { setting } = await getSetting(tx, actor.town)
  const domain = getDomain(setting, body.domain)
  const rank = body.priority === 'none' ? 2 : 0
  const [row] = await writeTickets(tx, actor.town, dayOf(now), now, [{ ...body, asked: 'guide', letter: domain.letter, rank }])
  return ownTicket(row!, await readStanding(tx, platform, actor.town, now))
}

/** @throws Fault hall.ticket-unknown, also for a number of another day */
export async function ownTicketOf(tx: Tx, platform: Platform, town: string, id: string, now: Date): Promise<OwnTicket> {
  const row = await findTicket(tx, town, id)
  if (!row || row.day !== dayOf(now)) throw failHall('hall.ticket-unknown')
  return ownTicket(row, await readStanding(tx, platform, town, now))
}

export async function leaveLine({ tx, platform, actor, params, now }: Call<typeof leaveQueue, Actor>): Promise<OwnTicket> {
  const row = await leave({ tx, actor, now }, params.id)
  return ownTicket(row, await readStanding(tx, platform, actor.town, now))
}

/**
 * Whoever comes in the time of an appointment gets a number before those without (rules.md §5.7: ±15 min).
 * @throws Fault hall.appointment-over, hall.too-early, hall.too-late
 */
export async function arrive({ tx, platform, actor, body, now }: Call<typeof checkIn, Actor>): Promise<OwnTicket> {
  const { town } = actor
  const { setting } = await getSetting(tx, town)
  const row = await lockByCode(tx, town, dayOf(now), body.code)
  const { tolerance } = setting.booking
  if (row.state !== 'booked' && row.state !== 'no-show') throw failHall('hall.appointment-over')
  const arrival = arrivalOf(row.day, row.minute, tolerance, now.getTime())
  const words = `您预约的是 ${clockText(row.minute)}，${clockText(row.minute - tolerance)}–${clockText(row.minute + tolerance)} 可以签到`
  if (arrival === 'early') throw failHall('hall.too-early', { detail: words })
  if (arrival === 'late' || row.state === 'no-show') throw failHall('hall.too-late', { detail: words })
  const domain = getDomain(setting, row.domain)
  const [taken] = await writeTickets(tx, town, row.day, now, [
    {
      actionId: newId(now.getTime()),
      asked: 'appointment',
      domain: row.domain,
      letter: domain.letter,
      priority: 'none',
      channel: body.channel,
      rank: 1,
      appointmentId: row.id,
    },
  ])
  await tx.query(`update hall.appointment set state = 'arrived', ended_at = $3, ticket_id = $4 where town = $1 and id = $2`, [
    town,
    row.id,
    now,
    taken!.id,
  ])
  return ownTicket(taken!, await readStanding(tx, platform, town, now))
}
