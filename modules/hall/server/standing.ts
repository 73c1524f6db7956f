import { dayOf } from '#core/org/contract.ts'
import { getTown } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { isServing } from '../counter.ts'
import { type Hands, before, rivalsOf, turnIn } from '../queue.ts'
import { type HallSetting, domainTitle } from '../setting.ts'
import { waits } from '../ticket.ts'
import type { DomainNow, OwnTicket } from '../view.ts'
import { type CounterRow, handsOf, readCounters, readCurrent } from './counters.ts'
import { minutesFor } from './evidence.ts'
import { getSetting } from './settings.ts'
import { type TicketRow, readLine } from './ticket-rows.ts'

/** The hall as everything that shows waits needs it, read once. */
export interface Standing {
  readonly today: string
  readonly setting: HallSetting
  readonly line: readonly TicketRow[]
  readonly counters: readonly CounterRow[]
  readonly current: ReadonlyMap<string, TicketRow>
  readonly hands: readonly Hands[]
  /** Mean minutes of one service. */
  readonly minutes: number
  readonly name: string
  readonly demo: boolean
}

export async function readStanding(tx: Tx, platform: Platform, town: string, now: Date): Promise<Standing> {
  const today = dayOf(now)
  const { setting } = await getSetting(tx, town)
  const line = await readLine(tx, town, today)
  const counters = await readCounters(tx, town, now)
  const current = await readCurrent(tx, town)
  const { name, demo } = await getTown(platform, town)
  return {
    today,
    setting,
    line,
    counters,
    current,
    hands: handsOf(counters, current),
    minutes: await minutesFor(tx, platform, town, today, setting),
    name: setting.name || `${name}便民服务中心`,
    demo,
  }
}

/** How each domain stands: who waits, for how many windows, how long a newcomer would. */
export function domainsNow({ setting, line, hands, minutes }: Standing): DomainNow[] {
  return setting.domains.map(({ key, title, letter, remark }) => {
    const rivals = rivalsOf(key, hands)
    const ahead = line.filter(({ domain }) => rivals.has(domain)).length
    return {
      key,
      title,
      letter,
      remark,
      waiting: line.filter(({ domain }) => domain === key).length,
      windows: hands.filter(({ skills }) => skills.includes(key)).length,
      minutes: turnIn(key, ahead, hands, minutes) ?? null,
    }
  })
}

/** A number as whoever took it sees it. */
export function ownTicket(row: TicketRow, { setting, line, hands, minutes, counters, name, demo }: Standing): OwnTicket {
  const rivals = rivalsOf(row.domain, hands)
  const ahead = waits(row.state) ? line.filter((each) => rivals.has(each.domain) && before(each, row) < 0).length : undefined
  const turn = ahead === undefined ? undefined : turnIn(row.domain, ahead, hands, minutes)
  const counter = counters.find(({ id }) => id === row.counter_id)
  return {
    id: row.id,
    number: row.number,
    domainTitle: domainTitle(setting, row.domain),
    state: row.state,
    takenAt: row.taken_at.toISOString(),
    first: row.rank === 0,
    ...(ahead === undefined ? {} : { ahead }),
    ...(turn === undefined ? {} : { minutes: turn }),
    ...(counter && !waits(row.state) ? { counter: { number: counter.number, title: counter.title } } : {}),
    calls: row.calls,
    misses: row.misses,
    hall: name,
    demo,
  }
}

/** The windows and people a spare window can help: domains of the tidal windows. */
export function poolOf({ counters, line }: Pick<Standing, 'counters' | 'line'>) {
  const domains = [...new Set(counters.filter(({ kind }) => kind === 'tidal').flatMap(({ skills }) => skills))].toSorted()
  return {
    domains,
    waiting: line.filter(({ domain }) => domains.includes(domain)).length,
    open: counters.filter(({ state, skills }) => isServing(state) && skills.some((skill) => domains.includes(skill))).length,
  }
}
