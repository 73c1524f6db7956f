import type { Actor } from '#core/org/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { isServing } from '../counter.ts'
import type { DeskView } from '../view.ts'
import { pendingView } from './advices.ts'
import { counterViews } from './counters.ts'
import { domainsNow, readStanding } from './standing.ts'
import { ticketView } from './ticket-rows.ts'

/** Numbers shown in the clerk's queue. */
const shownLine = 12

/** What the clerk's panel shows: the own window and its number, who is next, what can be opened. */
export async function deskView(tx: Tx, platform: Platform, actor: Actor, now: Date): Promise<DeskView> {
  const standing = await readStanding(tx, platform, actor.town, now)
  const { setting, counters, current, line, today } = standing
  const views = await counterViews(tx, actor.town, { counters, current, setting, day: today })
  const own = counters.find(({ person_id }) => person_id !== null && person_id === actor.personId)
  const mine = line.filter(({ domain, for_counter }) => !own || (own.skills.includes(domain) && (for_counter ?? own.id) === own.id))
  const advice = await pendingView(tx, actor)
  const counter = views.find(({ id }) => id === own?.id)
  return {
    at: now.toISOString(),
    ...(counter ? { counter } : {}),
    closed: views.filter(({ state }) => state === 'closed'),
    queue: mine.slice(0, shownLine).map((row) => ticketView(row, setting)),
    waiting: mine.length,
    domains: domainsNow(standing),
    others: counters.filter(({ id, state }) => id !== own?.id && isServing(state)).map(({ id, number, title }) => ({ id, number, title })),
    ...(advice?.mine ? { advice } : {}),
    rule: setting.calling,
  }
}
