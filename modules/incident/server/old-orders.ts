import type { Located } from '#core/area/contract.ts'
import { type Locator, getLocator } from '#core/area/server/index.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type PastRules, getCurrentProcess, guardsOf, writeBulk } from '#core/case/server/index.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import type { ClassCatalogue } from '../classes/class.ts'
import { suggestClass } from '../classes/suggest.ts'
import type { Channel } from '../record.ts'
import { writePastIncidents } from './bulk.ts'
import { getClasses } from './catalogue.ts'
import { pieces } from './doors/inbound-news.ts'
import { numbersOf } from './numbers.ts'
import { type PastIncident, actPastIncident, openPastIncident } from './past.ts'

/** As the door for live orders: a weaker guess is the dispatcher's to make. */
const sureEnough = 0.6

/** A work order of an old system, in our words. Instants are epoch milliseconds. */
export interface OldOrder {
  readonly number: string
  readonly openedAt: number
  readonly channel: Channel
  readonly content: string
  readonly title?: string | undefined
  readonly classCode?: string | undefined
  /** Their class in words, when no code of ours is known: helps to guess one. */
  readonly className?: string | undefined
  readonly address?: string | undefined
  /** WGS-84. */
  readonly place?: readonly [number, number] | undefined
  /** Village or grid code, when there is no point. */
  readonly areaCode?: string | undefined
  readonly reporter?: { readonly name?: string | undefined; readonly phone?: string | undefined } | undefined
  /** Their state in their words. */
  readonly state: string
  /** What they answered, who did it: kept on the timeline. */
  readonly words: string
  readonly closed?: { readonly at: number; readonly result: 'solved' | 'explained' | 'unsolvable' } | undefined
}

/** What every old order of one run is judged by. */
export interface OldOrderRules extends PastRules {
  readonly system: string
  readonly catalogue: ClassCatalogue
  readonly actor: Actor
  readonly now: number
  readonly locate: (order: OldOrder) => Located | undefined
  readonly hasArea: (code: string) => boolean
  readonly nextNumber: (at: number) => Promise<string>
}

/** Where an old order lay: by its point, else by the area it names; boundaries are usually younger than the orders. */
function whereOf(locator: Locator, { place, areaCode, openedAt }: OldOrder, now: Date): Located | undefined {
  if (locator.changes.length === 0) return undefined
  if (place) {
    const then = locator.locate([place[0], place[1]], openedAt)
    return then.outside ? locator.locate([place[0], place[1]], now) : then
  }
  const byCode = (code: string) => locator.findByCode(code, openedAt) ?? locator.findByCode(code, now)
  const named = areaCode === undefined ? undefined : byCode(areaCode)
  if (!named) return undefined
  const found: Located = { on: new Date(openedAt).toISOString().slice(0, 10), professional: [], police: [], outside: false }
  for (let area = byCode(named.code); area; area = area.parent === undefined ? undefined : byCode(area.parent)) {
    const { id, code, name, tier } = area
    if (tier !== 'professional' && tier !== 'police') found[tier] ??= { id, code, name, tier }
  }
  return found
}

/** Reads what a run of the import needs once: process, calendar, guards, classes, boundaries. */
export async function oldOrderRules(tx: Tx, platform: Platform, town: string, system: string): Promise<OldOrderRules> {
  const now = platform.now()
  const locator = await getLocator(tx, town)
  // A year's orders are spread over its days: bigger blocks than a live day takes, or each twentieth row would wait for the database.
  const take = numbersOf(platform, 100)
  return {
    town,
    system,
    process: await getCurrentProcess(tx, platform, town, 'incident'),
    calendar: await getCalendar(tx, town),
    guards: guardsOf(platform),
    catalogue: await getClasses(tx, town),
    actor: systemActor(town, '历史数据导入'),
    now: now.getTime(),
    locate: (order) => whereOf(locator, order, now),
    hasArea: (code) => locator.findByCode(code, now) !== undefined,
    nextNumber: (at) => take(town, new Date(at)),
  }
}

/** An old order lived through by the rules of the live engine, in memory. @throws Error when the engine would refuse it */
export async function relive(rules: OldOrderRules, order: OldOrder): Promise<PastIncident> {
  const { actor, catalogue, system } = rules
  const { openedAt: at, content, title, closed } = order
  const terminal = `导入 ${system}`
  const [guess] = order.classCode ? [] : suggestClass(`${order.className ?? ''} ${content}`.slice(0, 400), catalogue, 1)
  const classCode = order.classCode ?? (guess && guess.score >= sureEnough ? guess.code : undefined)
  const incident = openPastIncident(rules, catalogue, {
    caseId: newId(at),
    number: await rules.nextNumber(at),
    told: {
      draft: {
        description: content,
        address: order.address || '地址未提供',
        ...(title && title.length <= 80 ? { title } : {}),
        ...(classCode ? { classCode } : {}),
        ...(order.place ? { place: [order.place[0], order.place[1]] as [number, number] } : {}),
      },
      channel: order.channel,
      // The old system called back or did not; nobody is called for it now.
      reporter: { ...order.reporter, callBack: false },
    },
    located: rules.locate(order),
    actor,
    actionId: newId(at),
    at,
    receivedAt: rules.now,
    terminal,
    reporter: { id: newId(at), at, words: content, ...order.reporter, callBack: false, external: { system, number: order.number } },
  })
  const act = (action: string, input: Readonly<Record<string, unknown>>, when: number) =>
    actPastIncident(rules, catalogue, incident, { action, input, actor, actionId: newId(when), at: when, receivedAt: rules.now, terminal })
  const parts = pieces(order.words)
  const last = closed ? parts.pop() : undefined
  const when = closed?.at ?? at
  for (const words of parts.length === 0 && !closed ? [''] : parts)
    act('outside-state', { outsideState: order.state, ...(words ? { words } : {}) }, when)
  if (closed) act('archive', { result: closed.result, oldState: order.state, ...(last ? { words: last } : {}) }, when)
  // Our clocks told nobody anything while the old system had the order.
  incident.past.escalations.length = 0
  if (closed) incident.answeredAt = closed.at
  return incident
}

/** An order and the incident it became; nothing is written yet. */
export interface RelivedOrder {
  readonly order: OldOrder
  readonly incident: PastIncident
}

/**
 * Lives through all orders but those that are known, giving way now and then: the batch before is being written meanwhile, and a write that
 * waits for this thread would wait for the whole batch.
 */
export async function reliveAll(rules: OldOrderRules, orders: readonly OldOrder[], known: ReadonlySet<string>): Promise<RelivedOrder[]> {
  const relived: RelivedOrder[] = []
  for (const [i, order] of orders.entries()) {
    if (i % 25 === 24) await new Promise((resolve) => setImmediate(resolve))
    if (!known.has(order.number)) relived.push({ order, incident: await relive(rules, order) })
  }
  return relived
}

/**
 * Writes old orders in the caller's transaction, each with its case lived through by the engine's own fold. An order that is already here,
 * from an earlier run or by the HTTP door, is left as it is.
 * @returns the numbers that are new
 */
export async function keepOldOrders(
  tx: Tx,
  platform: Platform,
  rules: OldOrderRules,
  relived: readonly RelivedOrder[],
): Promise<Set<string>> {
  const { town, system, now } = rules
  const told = ({ number, state, content, address }: OldOrder) => ({ number, state, told: { content, address, state } })
  // The unique number is the marker: a second run, also one at the same time, finds it taken.
  const claimed = await tx.query<{ number: string }>(
    `insert into incident.inbound (town, system, number, case_id, state, told, first_at, last_at)
     select $1, $2, o->>'number', (o->>'id')::uuid, o->>'state', o->'told', $4, $4 from jsonb_array_elements($3::jsonb) o on conflict do nothing returning number`,
    [town, system, JSON.stringify(relived.map(({ order, incident }) => ({ ...told(order), id: incident.past.id }))), new Date(now)],
  )
  const fresh = new Set(claimed.map((row) => row.number))
  const incidents = relived.filter(({ order }) => fresh.has(order.number)).map(({ incident }) => incident)
  const cases = incidents.map(({ past }) => past)
  await writeBulk(tx, rules, cases, now)
  await writePastIncidents(tx, town, incidents, fieldCipher(platform.config.dataDir), now)
  return fresh
}

/** Which of these numbers are here already; for a dry run. */
export async function knownNumbers(tx: Tx, town: string, system: string, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ number: string }>(
    `select number from incident.inbound where town = $1 and system = $2 and number = any($3)`,
    [town, system, numbers],
  )
  return new Set(rows.map((row) => row.number))
}
