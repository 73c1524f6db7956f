import { addDays, isWorkday } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { dayOf } from '#core/org/contract.ts'
import { type CounterSetup, HallSetting } from '#modules/hall/contract.ts'
import { storeCounter, storeSetting } from '#modules/hall/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { busyAt, demand, quartersOf, weekdayFactor } from './rhythm.ts'
import { liveToday } from './today.ts'

const weeks = 8

/** The demo's setting (示例): numbers at any time, so that it can be tried in the evening too. */
const setting = HallSetting.parse({
  name: '四河镇便民服务中心',
  anyTime: true,
  domains: [
    { key: 'general', letter: 'A', title: '综合事务', remark: '审批、证明、各类办事' },
    { key: 'social', letter: 'B', title: '社保医保', remark: '参保、缴费、报销、异地就医' },
    { key: 'civil', letter: 'C', title: '民政残联', remark: '低保、救助、高龄津贴、残疾人' },
    { key: 'enterprise', letter: 'D', title: '企业开办', remark: '个体、企业登记与变更' },
    { key: 'police', letter: 'J', title: '交管业务', remark: '驾驶证、行驶证、违法处理' },
    { key: 'issue', letter: 'Q', title: '取件', remark: '领证、取批复', booking: false },
    { key: 'stuck', letter: 'T', title: '办不成事', remark: '来过没办成，或没人管的事', booking: false },
  ],
})

const all = ['general', 'social', 'civil', 'enterprise']

/** 5 综合窗口 + 1 综合出件窗口 (rules.md §5.7), two spare ones for the tide, traffic police, 办不成事. */
const windows: readonly Omit<CounterSetup, 'id' | 'opener' | 'active'>[] = [
  ...[1, 2, 3, 4, 5].map((number) => ({ number, title: '综合窗口', kind: 'general' as const, skills: all })),
  { number: 6, title: '综合出件窗口', kind: 'issue', skills: ['issue'] },
  { number: 7, title: '潮汐窗口', kind: 'tidal', skills: all },
  { number: 8, title: '潮汐窗口', kind: 'tidal', skills: all },
  { number: 9, title: '交管业务综合窗口', kind: 'special', skills: ['police'] },
  { number: 10, title: '办不成事窗口', kind: 'stuck', skills: ['stuck'] },
]
/** Open when the day begins. 5 stays free for whoever tries the demo. */
const opened = [1, 2, 3, 4, 6, 9, 10]

interface Clerk {
  readonly id: string
  readonly login: string
}

/** Windows, eight weeks of arrivals as kept of closed days, and today up to now within office hours. */
export async function loadHall(tx: Tx, platform: Platform, town: string): Promise<void> {
  const now = platform.now()
  const today = dayOf(now)
  const calendar = await getCalendar(tx, town)
  const clerks = await tx.query<Clerk>(
    `select distinct p.id, p.login from org.person p join org.appointment a on a.town = p.town and a.person_id = p.id
       join org.post o on o.town = a.town and o.id = a.post_id where p.town = $1 and o.role = 'counter' order by p.login`,
    [town],
  )
  await storeSetting(tx, town, setting, now)
  // The demo's own account is told to open the first spare window.
  const [own] = clerks.filter(({ login }) => login === 'chuangkou')
  const others = clerks.filter(({ login }) => login !== 'chuangkou')
  const ids = new Map(windows.map(({ number }) => [number, newId()]))
  for (const window of windows) {
    const opener = window.kind !== 'tidal' ? null : ((window.number === 7 ? own : others.at(-1))?.id ?? null)
    await storeCounter(tx, town, { ...window, id: ids.get(window.number)!, opener, active: true }, addDays(today, -weeks * 7 - 7))
  }
  const quarters = quartersOf(calendar.officeHours)
  await loadPast(tx, town, { today, quarters, ids, isOpen: (day) => isWorkday(calendar, day) })
  if (isWorkday(calendar, today)) await loadToday(tx, town, { now, today, quarters, ids, clerks: others })
}

type Ids = ReadonlyMap<number, string>

async function loadPast(
  tx: Tx,
  town: string,
  { today, quarters, ids, isOpen }: { today: string; quarters: readonly number[]; ids: Ids; isOpen: (day: string) => boolean },
): Promise<void> {
  const random = makeRandom('四河镇大厅')
  const rows: [string, number, string, number, number, number, number, number][] = []
  const days: [string, string, number, number][] = []
  for (let back = 1; back <= weeks * 7; back++) {
    const day = addDays(today, -back)
    if (!isOpen(day)) continue
    const factor = (weekdayFactor[new Date(`${day}T00:00:00Z`).getUTCDay()] || 1) * (0.9 + random.next() * 0.2)
    let served = 0
    let seconds = 0
    for (const minute of quarters) {
      for (const { domain, perHour, minutes } of demand) {
        const wanted = (perHour / 4) * busyAt(minute) * factor * (0.6 + random.next() * 0.8)
        const came = Math.floor(wanted) + (random.next() < wanted % 1 ? 1 : 0)
        if (came === 0) continue
        const gone = random.next() < 0.04 ? 1 : 0
        const service = Math.round((came - gone) * minutes * 60 * (0.85 + random.next() * 0.3))
        rows.push([day, minute, domain, came, came - gone, service, Math.round(came * busyAt(minute) * 500 * random.next()), gone])
        if (domain !== 'issue' && domain !== 'police') {
          served += came - gone
          seconds += service
        }
      }
    }
    for (const number of [1, 2, 3, 4, 5]) days.push([day, ids.get(number)!, Math.round(served / 5.4), Math.round(seconds / 5.4)])
    days.push([day, ids.get(7)!, Math.round(served * 0.07), Math.round(seconds * 0.07)])
  }
  const column = <T extends readonly unknown[], K extends keyof T>(table: readonly T[], at: K) => table.map((row) => row[at])
  await tx.query(
    `insert into hall.arrival (town, day, minute, domain, came, served, service_seconds, waited_seconds, abandoned)
     select $1, * from unnest($2::date[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[])`,
    [town, ...([0, 1, 2, 3, 4, 5, 6, 7] as const).map((at) => column(rows, at))],
  )
  await tx.query(
    `insert into hall.counter_day (town, day, counter_id, served, service_seconds) select $1, * from unnest($2::date[], $3::uuid[], $4::int[], $5::int[])`,
    [town, ...([0, 1, 2, 3] as const).map((at) => column(days, at))],
  )
}

async function loadToday(
  tx: Tx,
  town: string,
  { now, today, quarters, ids, clerks }: { now: Date; today: string; quarters: readonly number[]; ids: Ids; clerks: readonly Clerk[] },
): Promise<void> {
  const begins = Date.parse(`${today}T00:00:00+08:00`)
  const last = begins + ((quarters.at(-1) ?? 0) + 15) * 60_000
  const at = Math.min(now.getTime(), last)
  if (at < begins + (quarters[0] ?? 0) * 60_000) return
  const open = windows.filter(({ number }) => opened.includes(number))
  const factor = weekdayFactor[new Date(`${today}T00:00:00Z`).getUTCDay()] || 1
  const lived = liveToday(`四河镇大厅${today}`, { begins, now: at, quarters, factor, windows: open })
  const over = now.getTime() > last
  const counts = new Map<string, number>()
  const letter = new Map(setting.domains.map((domain) => [domain.key, domain.letter]))
  const clerkAt = new Map(opened.map((number, i) => [number, clerks[i]?.id]))
  const rows = lived.map(({ domain, taken, counter, called, served, ended }, i) => {
    const series = letter.get(domain) ?? 'A'
    const n = (counts.get(series) ?? 0) + 1
    counts.set(series, n)
    const finished = ended ?? (over && served ? last : undefined)
    const state = finished ? 'done' : served ? 'serving' : called ? 'called' : 'waiting'
    return {
      id: newId(Math.floor(taken)),
      number: `${series}${String(n).padStart(3, '0')}`,
      domain,
      state: over && state !== 'done' ? 'abandoned' : state,
      place: i + 1,
      counter: counter === undefined ? null : (ids.get(counter) ?? null),
      person: counter === undefined ? null : (clerkAt.get(counter) ?? null),
      times: [taken, called, served, finished ?? (over ? last : undefined)].map((ms) => (ms === undefined ? null : new Date(ms))),
    }
  })
  await tx.query(
    `insert into hall.ticket (town, day, id, number, domain, channel, priority, state, rank, place, counter_id, person_id, taken_at, called_at, served_at, ended_at, calls, action_id, asked)
     select $1, $2, t.id, t.number, t.domain, case when t.place::int % 3 = 0 then 'phone' else 'kiosk' end, 'none', t.state, 2, t.place, t.counter, t.person, t.taken, t.called, t.served, t.ended,
       case when t.called is null then 0 else 1 end, t.id, 'demo'
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::uuid[], $9::uuid[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[])
       as t (id, number, domain, state, place, counter, person, taken, called, served, ended)`,
    [
      town,
      today,
      ...(['id', 'number', 'domain', 'state', 'place', 'counter', 'person'] as const).map((key) => rows.map((row) => row[key])),
      ...[0, 1, 2, 3].map((i) => rows.map(({ times }) => times[i])),
    ],
  )
  await tx.query(`insert into hall.series (town, day, series, value) select $1, $2, s, v from unnest($3::text[], $4::int[]) as c (s, v)`, [
    town,
    today,
    [...counts.keys(), '*'],
    [...counts.values(), lived.length],
  ])
  if (over) return
  await tx.query(
    `insert into hall.shift (town, id, counter_id, state, person_id, since) select $1, gen_random_uuid(), c, 'open', p, $2 from unnest($3::uuid[], $4::uuid[]) as w (c, p) where p is not null`,
    [
      town,
      new Date(begins + (quarters[0] ?? 0) * 60_000),
      opened.map((number) => ids.get(number)),
      opened.map((number) => clerkAt.get(number) ?? null),
    ],
  )
}
