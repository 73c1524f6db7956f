import { z } from 'zod'
import { likePattern, queryBigrams, queryWords } from '#platform/contract/bigrams.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import { unitNames } from '#core/org/server/index.ts'
import { type MatterVersion, MeetingClass, Way, matterTypes } from '../../matter.ts'
import type { MatterCounts, MatterFilter, MatterRow } from '../../matter-endpoints.ts'
import { meetingClass, waysOf } from '../../ways.ts'

const Cursor = z.tuple([z.string(), z.iso.date()])

/** What a filter asks for, without the page. */
export type Ask = Partial<Omit<MatterFilter, 'on'>>

// A code's version of a day is the latest that began; an earlier row without an end is over when the next begins.
const states = {
  standing: (day: string) =>
    `m.from_day <= ${day} and (m.to_day is null or m.to_day > ${day}) and not exists
      (select 1 from service.matter n where n.town = m.town and n.code = m.code and n.from_day > m.from_day and n.from_day <= ${day})`,
  planned: (day: string) => `m.from_day > ${day}`,
  stopped: (day: string) =>
    `m.to_day <= ${day} and not exists (select 1 from service.matter n where n.town = m.town and n.code = m.code and n.from_day > m.from_day)`,
} as const

/** The condition of a filter as SQL over `service.matter m`, its values pushed; `$1` is the town. */
export function conditionOf(ask: Ask, day: string, values: unknown[]): string {
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = ['m.town = $1', states[ask.state ?? 'standing'](`${add(day)}::date`)]
  if (ask.way) where.push(`m.ways @> array[${add(ask.way)}]`)
  if (ask.meeting) where.push(`m.meeting = ${add(ask.meeting)}`)
  if (ask.domain) where.push(`m.domain = ${add(ask.domain)}`)
  if (ask.unit) where.push(`m.unit_id = ${add(ask.unit)}`)
  if (ask.type) where.push(`m.type = ${add(ask.type)}`)
  if (ask.level) where.push(`m.level = ${add(ask.level)}`)
  if (ask.handling) where.push(`m.handling = ${add(ask.handling)}`)
  if (ask.agency) where.push(`m.agent_allowed = ${add(ask.agency === 'yes')}`)
  if (ask.q) {
    const grams = queryBigrams(ask.q)
    if (grams) where.push(`m.grams @> ${add(grams)}::text[]`)
    // Grams are necessary, not sufficient: A-03 and B-03 share theirs.
    for (const word of queryWords(ask.q))
      where.push(`lower(normalize(m.code || ' ' || m.name || ' ' || m.domain, NFKC)) like ${add(likePattern(word))}`)
  }
  return where.join(' and ')
}

/** One keyset page in order of code. @throws Fault platform.invalid */
export async function pageOfMatters(
  tx: Tx,
  town: string,
  day: string,
  ask: Ask & { after?: string | undefined; limit: number },
): Promise<{ rows: MatterVersion[]; next?: string }> {
  const values: unknown[] = [town]
  const where = conditionOf(ask, day, values)
  const after = readAfter(Cursor, ask.after)
  const more = after ? ` and (m.code, m.from_day) > ($${values.push(after[0])}, $${values.push(after[1])}::date)` : ''
  const rows = await tx.query<{ spec: MatterVersion }>(
    `select m.spec from service.matter m where ${where}${more} order by m.code, m.from_day limit $${values.push(ask.limit + 1)}`,
    values,
  )
  const page = rows.slice(0, ask.limit).map(({ spec }) => spec)
  const last = page.at(-1)
  return { rows: page, ...(rows.length > ask.limit && last ? { next: writeCursor([last.code, last.from]) } : {}) }
}

/** The rows of the desk's list. */
export async function listMatterRows(
  tx: Tx,
  town: string,
  day: string,
  ask: Ask & { after?: string | undefined; limit: number },
): Promise<{ rows: MatterRow[]; next?: string }> {
  const { rows, ...next } = await pageOfMatters(tx, town, day, ask)
  const names = await unitNames(tx, town, [...new Set(rows.map(({ unitId }) => unitId))], day)
  return { rows: rows.map((matter) => rowOf(matter, names.get(matter.unitId) ?? '')), ...next }
}

function rowOf(m: MatterVersion, unitName: string): MatterRow {
  const {
    code,
    from,
    name,
    domain,
    type,
    unitId,
    level,
    handling,
    channels,
    statutory,
    promised,
    visits,
    agentAllowed,
    soleOfficer,
    example,
  } = m
  return {
    ...{
      code,
      from,
      name,
      domain,
      type,
      unitId,
      unitName,
      level,
      handling,
      channels,
      statutory,
      promised,
      visits,
      agentAllowed,
      soleOfficer,
      example,
    },
    ...(m.to ? { to: m.to } : {}),
    meeting: meetingClass(m),
    ways: waysOf(m),
    materials: m.materials.length,
    fees: m.fees.length,
  }
}

interface Group {
  meeting: MeetingClass
  domain: string
  type: keyof typeof matterTypes
  unit_id: string
  level: string
  agent_allowed: boolean
  ways: Way[]
  promised: number
  statutory: number
  n: number
}

const inDays = (which: 'promised' | 'statutory') =>
  `sum((m.spec->'${which}'->>'n')::numeric * case m.spec->'${which}'->>'unit' when 'working-day' then 1 else 5.0 / 7 end)::float8`

/** All counts of a day from one grouped read: every number equals the list behind it. */
export async function countMatterRows(tx: Tx, town: string, day: string): Promise<MatterCounts> {
  const values: unknown[] = [town]
  const where = conditionOf({}, day, values)
  const groups = await tx.query<Group>(
    `select m.meeting, m.domain, m.type, m.unit_id, m.level, m.agent_allowed, m.ways, ${inDays('promised')} as promised,
       ${inDays('statutory')} as statutory, count(*)::int as n
     from service.matter m where ${where} group by m.meeting, m.domain, m.type, m.unit_id, m.level, m.agent_allowed, m.ways`,
    values,
  )
  const [others] = await tx.query<{ planned: number; stopped: number }>(
    `select count(*) filter (where ${states.planned('$2::date')})::int as planned, count(*) filter (where ${states.stopped('$2::date')})::int as stopped
       from service.matter m where m.town = $1`,
    [town, day],
  )
  const sum = (which: (group: Group) => boolean, what: (group: Group) => number = ({ n }) => n) =>
    groups.reduce((total, group) => (which(group) ? total + what(group) : total), 0)
  const all = () => true
  const tally = (key: (group: Group) => string, title: (key: string) => string) =>
    [...new Set(groups.map(key))].map((one) => ({ key: one, title: title(one), total: sum((group) => key(group) === one) })).sort(mostFirst)
  const names = await unitNames(tx, town, [...new Set(groups.map((group) => group.unit_id))], day)
  const [promised, statutory] = [sum(all, (group) => group.promised), sum(all, (group) => group.statutory)]
  return {
    total: sum(all),
    planned: others?.planned ?? 0,
    stopped: others?.stopped ?? 0,
    meeting: counted(MeetingClass.options, (one) => sum(({ meeting }) => meeting === one)),
    ways: counted(Way.options, (one) => sum(({ ways }) => ways.includes(one))),
    agency: sum((group) => group.agent_allowed),
    village: sum(({ level }) => level === 'village'),
    compression: { promised, statutory, ...(statutory === 0 ? {} : { rate: 1 - promised / statutory }) },
    domains: tally(
      (group) => group.domain,
      (key) => key,
    ),
    types: tally(
      (group) => group.type,
      (key) => matterTypes[key as keyof typeof matterTypes],
    ),
    units: tally(
      (group) => group.unit_id,
      (key) => names.get(key) ?? '',
    ),
  }
}

const mostFirst = (a: { total: number; title: string }, b: { total: number; title: string }) =>
  b.total - a.total || (a.title < b.title ? -1 : 1)

function counted<K extends string>(keys: readonly K[], count: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<K, number>
}
