import { listAreas } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { type PanelAsk, type ScreenPanel, unitNames } from '#core/org/server/index.ts'
import { dayAt } from '#core/area/contract.ts'
import type { PanelData, PanelLine } from '#platform/contract/panel.ts'
import type { Tx } from '#platform/server/database.ts'
import { classPath } from '../classes/catalogue.ts'
import { incidentProcess } from '../processes/incident.ts'
import { type IncidentFilter, channelTitles } from '../record.ts'
import { getClasses } from './catalogue.ts'
import { type shown as shownFigures, figures } from './figures.ts'
import { Parameters, filterConditions } from './filter-sql.ts'
import { scopeOf, shifted } from './list.ts'

// Every number is counted by the conditions of the list it opens; `plain` keeps confidential cases out of both, whoever looks.

type Ask = Pick<PanelAsk, 'tx' | 'actor' | 'now'>
type Filter = Partial<IncidentFilter>

const DAY = 86_400_000
const HOUR = 3_600_000
const SHANGHAI = 8 * HOUR
const source = '事件办理记录'
const day = (at: number): string => dayAt(new Date(at))

/** The list page of a filter. */
function listOf(filter: Filter): string {
  const pairs = Object.entries({ ...filter, plain: '1' }).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, value === true ? '1' : Array.isArray(value) ? value.join(',') : String(value)]],
  )
  return `/incidents?${new URLSearchParams(pairs).toString()}`
}

/** The tables and conditions of a list, to count over. @param p takes the parameters */
function listed(actor: Actor, filter: Filter, p: Parameters): string {
  const conditions = [
    `c.town = ${p.add(actor.town)}`,
    `i.town = c.town`,
    `c.process = 'incident'`,
    ...filterConditions({ ...filter, plain: true }, actor, p),
  ]
  const scope = scopeOf(actor)
  if (scope !== 'all') conditions.push(scope === 'none' ? 'false' : `(${scope.map((branch) => `(${shifted(branch, p)})`).join(' or ')})`)
  return `"case".card c join incident.incident i on i.town = c.town and i.case_id = c.id where ${conditions.join(' and ')}`
}

/** Counts a list by something of its rows. @param key trusted SQL over `c` and `i` */
async function countBy(tx: Tx, actor: Actor, filter: Filter, key: string): Promise<{ key: string; n: number }[]> {
  const p = new Parameters()
  const from = listed(actor, filter, p)
  return tx.query(`select ${key} as key, count(*) as n from ${from} group by 1 order by 2 desc, 1`, p.values)
}

const counted = (label: string, value: number, filter: Filter, tone?: PanelLine['tone']): PanelLine => ({
  label,
  value,
  unit: '件',
  href: listOf(filter),
  ...(tone ? { tone } : {}),
})

async function attention({ tx, actor }: Ask): Promise<PanelData> {
  const asks: readonly (readonly [string, Filter, PanelLine['tone']])[] = [
    ['特急在办', { grade: ['I'] }, 'critical'],
    ['紧急在办', { grade: ['II'] }, 'urgent'],
    ['已超时', { late: true }, 'late'],
    ['逾期未签收', { step: ['sign'], late: true }, 'late'],
    ['待受理派单', { step: ['acceptance', 'dispatch'] }, 'normal'],
    ['待裁定提级', { step: ['ruling', 'escalated'] }, 'normal'],
  ]
  const lines = await Promise.all(
    asks.map(async ([label, filter, tone]) => {
      const p = new Parameters()
      const [row] = await tx.query<{ n: number }>(`select count(*) as n from ${listed(actor, filter, p)}`, p.values)
      // A zero is nobody's alarm.
      return counted(label, row?.n ?? 0, filter, row?.n ? tone : 'quiet')
    }),
  )
  return { shape: 'figures', lines }
}

async function overdueUnits({ tx, actor, now }: Ask): Promise<PanelData> {
  const p = new Parameters()
  const from = listed(actor, { late: true }, p)
  // A unit's list shows what it holds and what it leads; one case of both is one.
  const rows = await tx.query<{ unit: string; n: number; open: number }>(
    `select u as unit, count(*) as n from (select c.unit_id, i.lead_unit from ${from}) x cross join lateral (select distinct unnest(array[x.unit_id, x.lead_unit]) as u) d
     where u is not null group by u order by n desc, u limit 8`,
    p.values,
  )
  const names = await unitNames(
    tx,
    actor.town,
    rows.map((row) => row.unit),
    day(now.getTime()),
  )
  return { shape: 'ranking', lines: rows.map(({ unit, n }) => counted(names.get(unit) ?? '已撤销单位', n, { late: true, unit }, 'late')) }
}

/** Names of villages and communities by their 12 digits. */
async function villageNames(tx: Tx, town: string): Promise<Map<string, string>> {
  return new Map((await listAreas(tx, town)).filter((area) => area.tier === 'village').map(({ code, name }) => [code, name]))
}

/** The class at the standard's second level (小类), where one problem has one name. */
async function classNames(tx: Tx, town: string): Promise<Map<string, string>> {
  return new Map((await getClasses(tx, town)).classes.map(({ code, name }) => [code, name]))
}

/** When the town's first incident was reported; `now` while there is none. */
async function beginning(tx: Tx, town: string, now: Date): Promise<number> {
  const [row] = await tx.query<{ at: Date | null }>(`select min(opened_at) as at from incident.incident where town = $1`, [town])
  return row?.at?.getTime() ?? now.getTime()
}

const usualWeeks = 8
const hotSpotMethod = `近 7 天件数，对比此前 ${usualWeeks} 周的每周平均；至少 3 件且为往常的 1.5 倍以上才列出（示例口径）`

async function hotSpots({ tx, actor, now }: Ask): Promise<PanelData> {
  const to = day(now.getTime())
  const from = day(now.getTime() - 6 * DAY)
  const p = new Parameters()
  const list = listed(actor, { state: 'all', from: day(now.getTime() - (7 * (usualWeeks + 1) - 1) * DAY), to }, p)
  const week = p.add(new Date(`${from}T00:00:00+08:00`))
  const rows = await tx.query<{ class: string; village: string; n: number; before: number }>(
    `select left(i.class_code, 5) as class, c.village_code as village, count(*) filter (where c.opened_at >= ${week}) as n,
       count(*) filter (where c.opened_at < ${week}) as before
     from ${list} and i.class_code <> '' and c.village_code <> '' group by 1, 2`,
    p.values,
  )
  // A young town is compared with the whole weeks it has; with none there is no usual.
  const first = await beginning(tx, actor.town, now)
  const weeks = Math.min(usualWeeks, Math.floor((Date.parse(`${from}T00:00:00+08:00`) - first) / (7 * DAY)))
  if (weeks < 1) return { shape: 'ranking', lines: [] }
  const [classes, villages] = await Promise.all([classNames(tx, actor.town), villageNames(tx, actor.town)])
  const lines = rows
    .map((row) => ({ ...row, usual: row.before / weeks }))
    .filter(({ n, usual }) => n >= 3 && n >= usual * 1.5)
    // How many standard deviations above a Poisson count of the usual mean: many more of the rare before a few more of the common.
    .toSorted((a, b) => (b.n - b.usual) / Math.sqrt(b.usual + 1) - (a.n - a.usual) / Math.sqrt(a.usual + 1))
    .slice(0, 6)
    .map(({ class: code, village, n, usual }) => ({
      ...counted(
        `${villages.get(village) ?? village} ${classes.get(code) ?? code}`,
        n,
        { class: code, area: village, from, to, state: 'all' },
        'urgent',
      ),
      usual: Math.round(usual * 10) / 10,
    }))
  return { shape: 'ranking', lines }
}

/** Figures of a period as lines: rates with the list of what was divided. */
async function rates({ tx, actor }: Ask, from: string, to: string, keys: readonly (typeof shownFigures)[number][]): Promise<PanelLine[]> {
  const all = await figures(tx, actor, { from, to, plain: true })
  return keys.flatMap((key) => {
    const found = all.find((figure) => figure.key === key)
    if (!found?.value) return []
    const { title, numerator: hit, denominator: base, value, formula, source: basis } = found
    const line = {
      label: title,
      value: Math.round(value * 1000) / 10,
      unit: '%',
      rate: { hit, base },
      href: `/incidents?${found.denominatorList}`,
    }
    return [{ ...line, note: `${formula}（${basis}）` }]
  })
}

async function today(ask: Ask): Promise<PanelData> {
  const { tx, actor, now } = ask
  const date = day(now.getTime())
  const all = await figures(tx, actor, { from: date, to: date, plain: true })
  const closed = all.find(({ key }) => key === 'closed')
  const p = new Parameters()
  const received: Filter = { from: date, to: date, state: 'all' }
  const [row] = await tx.query<{ n: number }>(`select count(*) as n from ${listed(actor, received, p)}`, p.values)
  const lines: PanelLine[] = [counted('今日上报', row?.n ?? 0, received)]
  if (closed)
    lines.push({
      label: '今日办结',
      value: closed.numerator,
      unit: '件',
      href: `/incidents?${closed.numeratorList}`,
      note: '本日结案数（不含并单与不予受理）',
      tone: 'good',
    })
  const month = lastMonth(now)
  // A single day divides by a handful: its rate would jump from 0 to 100.
  for (const line of await rates(ask, month.from, month.to, ['closedOnTime', 'solved']))
    lines.push({ ...line, label: `近30天${line.label}` })
  return { shape: 'figures', lines }
}

/** Today hour by hour beside the mean of the same weekday kind: the last 28 days. */
async function dayCurve({ tx, actor, now }: Ask): Promise<PanelData> {
  const date = day(now.getTime())
  const start = Date.parse(`${date}T00:00:00+08:00`)
  const p = new Parameters()
  const list = listed(actor, { state: 'all', from: day(start - 28 * DAY), to: date }, p)
  const today_ = p.add(new Date(start))
  const rows = await tx.query<{ hour: number; n: number; before: number }>(
    `select extract(hour from c.opened_at at time zone 'Asia/Shanghai')::int as hour, count(*) filter (where c.opened_at >= ${today_}) as n,
       count(*) filter (where c.opened_at < ${today_}) as before from ${list} group by 1`,
    p.values,
  )
  const first = await beginning(tx, actor.town, now)
  const days = Math.min(28, Math.ceil((start - first) / DAY))
  const byHour = new Map(rows.map((row) => [row.hour, row]))
  const hour = Math.floor(((now.getTime() + SHANGHAI) % DAY) / HOUR)
  const points = Array.from({ length: 24 }, (_, h) => ({
    at: start + h * HOUR,
    // The hour that runs is not over: its few would look like a fall.
    ...(h < hour ? { value: byHour.get(h)?.n ?? 0 } : {}),
    ...(days > 0 ? { usual: Math.round(((byHour.get(h)?.before ?? 0) / days) * 10) / 10 } : {}),
  }))
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  return { shape: 'series', unit: '件/时', points, total, href: listOf({ state: 'all', from: date, to: date }) }
}

const stepTitle = new Map(incidentProcess.steps.map(({ key, title }) => [key, title]))
const gradeTitle: Readonly<Record<string, string>> = { I: '特急', II: '紧急' }

/** The newest urgent ones by class and village: a title or an address may name somebody. */
async function urgent({ tx, actor }: Ask): Promise<PanelData> {
  const filter: Filter = { grade: ['I', 'II'] }
  const p = new Parameters()
  const list = listed(actor, filter, p)
  const rows = await tx.query<{
    id: string
    class: string
    grade: string
    step: string
    village: string
    at: Date
    place: [number, number] | null
    n: number
  }>(
    `select c.id, i.class_code as class, i.grade, c.step, c.village_code as village, c.opened_at as at, i.place, count(*) over () as n from ${list}
     order by c.opened_at desc, c.id desc limit 8`,
    p.values,
  )
  const [classes, villages] = await Promise.all([getClasses(tx, actor.town), villageNames(tx, actor.town)])
  const about = (n: number) => Math.round(n * 1e4) / 1e4
  return {
    shape: 'rows',
    total: rows[0]?.n ?? 0,
    href: `${listOf(filter)}&sort=opened`,
    rows: rows.map((row) => ({
      id: row.id,
      title: classPath(classes, row.class).at(-1)?.name ?? '未定类别',
      remark: [gradeTitle[row.grade], villages.get(row.village), stepTitle.get(row.step)].filter(Boolean).join(' · '),
      at: row.at.getTime(),
      tone: row.grade === 'I' ? 'critical' : 'urgent',
      href: `/cases/${row.id}`,
      // Ten metres are near enough for the wall, and no doorway.
      ...(row.place ? { place: [about(row.place[0]), about(row.place[1])] as [number, number] } : {}),
    })),
  }
}

async function steps({ tx, actor }: Ask): Promise<PanelData> {
  const rows = await countBy(tx, actor, {}, 'c.step')
  const order = incidentProcess.steps.map(({ key }) => key)
  const lines = rows
    .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
    .map(({ key, n }) => counted(stepTitle.get(key) ?? key, n, { step: [key] }))
  return { shape: 'ranking', lines }
}

async function villages({ tx, actor }: Ask): Promise<PanelData> {
  const [rows, names] = await Promise.all([countBy(tx, actor, {}, 'c.village_code'), villageNames(tx, actor.town)])
  const known = rows.filter(({ key }) => names.has(key)).slice(0, 10)
  return { shape: 'ranking', lines: known.map(({ key, n }) => counted(names.get(key)!, n, { area: key })) }
}

const lastMonth = (now: Date) => ({ from: day(now.getTime() - 29 * DAY), to: day(now.getTime()) })

async function classes({ tx, actor, now }: Ask): Promise<PanelData> {
  const filter: Filter = { ...lastMonth(now), state: 'all' }
  const [rows, names] = await Promise.all([countBy(tx, actor, filter, 'left(i.class_code, 5)'), classNames(tx, actor.town)])
  const known = rows.filter(({ key }) => key !== '').slice(0, 8)
  return { shape: 'ranking', lines: known.map(({ key, n }) => counted(names.get(key) ?? key, n, { ...filter, class: key })) }
}

async function channels({ tx, actor, now }: Ask): Promise<PanelData> {
  const filter: Filter = { ...lastMonth(now), state: 'all' }
  const rows = await countBy(tx, actor, filter, 'i.channel')
  const titles: Readonly<Record<string, string>> = channelTitles
  return { shape: 'ranking', lines: rows.map(({ key, n }) => counted(titles[key] ?? key, n, { ...filter, channel: [key] } as Filter)) }
}

const read = { permission: 'incident.case.read', reads: ['incident.figures.read'], source }

/** What the wall shows of incidents. */
export const incidentPanels: readonly ScreenPanel[] = [
  { ...read, key: 'incident.attention', title: '需要马上处理', themes: ['overview', 'cases'], position: 10, load: attention },
  { ...read, key: 'incident.overdue-units', title: '各单位超时件', themes: ['overview'], position: 20, load: overdueUnits },
  {
    ...read,
    key: 'incident.hot-spots',
    title: '高于往常的地方',
    themes: ['overview', 'cases'],
    position: 30,
    method: hotSpotMethod,
    load: hotSpots,
  },
  { ...read, key: 'incident.today', title: '今日办理', themes: ['overview', 'cases'], position: 40, load: today },
  { ...read, key: 'incident.urgent', title: '特急与紧急', themes: ['overview'], position: 50, load: urgent },
  {
    ...read,
    key: 'incident.day-curve',
    title: '今日上报走势',
    themes: ['overview'],
    position: 60,
    method: '虚线为近 28 天同一时刻的平均',
    load: dayCurve,
  },
  { ...read, key: 'incident.steps', title: '在办环节', themes: ['cases'], position: 50, load: steps },
  { ...read, key: 'incident.villages', title: '各村社在办', themes: ['cases'], position: 60, load: villages },
  { ...read, key: 'incident.classes', title: '近 30 天多发问题', themes: ['cases'], position: 70, facts: [], load: classes },
  { ...read, key: 'incident.channels', title: '近 30 天来源', themes: ['cases'], position: 80, facts: [], load: channels },
]
