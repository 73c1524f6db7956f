import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type CaseRow, cardsOf } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { type Branch, scopeBranches } from '#core/org/server/index.ts'
import { Grade } from '../classes/class.ts'
import { Channel, type IncidentFilter, type IncidentRow } from '../record.ts'
import { commonGrams } from './frequent-grams.ts'
import { Parameters, type Search, filterConditions, mineCondition, searchOf } from './filter-sql.ts'
import { indicatorCases } from './figures.ts'

type Row = CaseRow & {
  class_code: string
  class_title: string
  grade: string
  channel: string
  address: string
  place: [number, number] | null
  reporters: number
  returns: number
  reworks: number
  reopened: number
  photo: string | null
  merged: number
}

/** Units and people whose cases stay in sight, as `u:` and `p:` keys: what my unit holds or once held, what I reported or did. */
function involvedKeys(actor: Actor): string[] {
  const reach = actor.reach.get('incident.case.read') ?? []
  return [
    ...(reach.includes('unit') ? actor.unitIds.map((u) => `u:${u}`) : []),
    ...(reach.includes('own') && actor.personId ? [`p:${actor.personId}`] : []),
  ]
}

/** The area part of the read permission; villages are an indexed column of their own. @param at the side the statement walks */
function areaBranches(actor: Actor, at: 'c' | 'i'): Branch[] | 'all' {
  const branches = scopeBranches(actor, 'incident.case.read', { area: `${at}.area_code` })
  if (branches === 'all') return 'all'
  return branches === 'none' ? [] : branches.map((branch) => narrowed(branch, at))
}

/**
 * An area branch of village depth or below names the village, which has the index; a whole village nothing else, since PostgreSQL takes
 * the two for independent and then expects a hundredth of the rows.
 */
function narrowed(branch: Branch, at: 'c' | 'i'): Branch {
  const [code] = branch.values
  if (typeof code !== 'string' || code.length < 12) return branch
  if (code.length === 12) return { text: `${at}.village_code = $1`, values: [code] }
  return { text: `${at}.village_code = $3 and ${branch.text}`, values: [...branch.values, code.slice(0, 12)] }
}

/** Where the read permission of an incident looks; every unit and person holding a case is involved in it. */
export const scopeOf = (actor: Actor): Branch[] | 'all' | 'none' =>
  scopeBy(actor, 'c', { text: 'c.involved && $1::uuid[]', values: [involvedKeys(actor).map((who) => who.slice(2))] })

function scopeBy(actor: Actor, at: 'c' | 'i', tookPart: Branch): Branch[] | 'all' | 'none' {
  const areas = areaBranches(actor, at)
  if (areas === 'all') return 'all'
  if (involvedKeys(actor).length) areas.push(tookPart)
  return areas.length ? areas : 'none'
}

/** A branch of a scope with its parameters numbered into a statement's. */
export const shifted = (branch: Branch, p: Parameters): string => {
  const names = branch.values.map((value) => p.add(value))
  return branch.text.replaceAll(/\$(\d+)/g, (_, n: string) => names[Number(n) - 1]!)
}

export interface ListAsk {
  readonly filter: Partial<IncidentFilter>
  readonly sort: 'due' | 'opened'
  readonly after?: string | undefined
  readonly limit: number
}

// Each order walks one index from its end. A clock orders open cases only: closed ones have none running.
const sorts = {
  // Cases without a running clock come last; ties by id.
  due: { at: 'c', direction: 'asc', op: '>' },
  opened: { at: 'i', direction: 'desc', op: '<' },
} as const

const Cursor = z.tuple([z.union([z.iso.datetime(), z.literal('infinity')]), Id])

/** One part of the page: its tables, the columns it is ordered by, what it is limited to. */
interface Walk {
  readonly from: string
  readonly key: string
  readonly id: string
  readonly conditions: readonly string[]
  /** Asked of the rows in their order, after all else, until the page is full. */
  readonly sight?: string
}

const byDue = { from: '"case".card c', key: `coalesce(c.due_at, 'infinity'::timestamptz)`, id: 'c.id' }
const byOpened = { from: 'incident.incident i', key: 'i.opened_at', id: 'i.case_id' }
// Each `who` has its cases in order in the index of its own: one walk for each, since for several at once PostgreSQL sorts them all.
const byInvolvement = {
  // Not joined by the moment too: PostgreSQL would take the three columns for independent, expect no match and read everything.
  from: `"case".involvement v join incident.incident i on i.town = v.town and i.case_id = v.case_id`,
  key: 'v.opened_at',
  id: 'v.case_id',
}

const anyOf = (branches: readonly Branch[], p: Parameters): string => `(${branches.map((b) => `(${shifted(b, p)})`).join(' or ')})`

function walksOf(actor: Actor, sort: keyof typeof sorts, { once, grams }: Search, p: Parameters): Walk[] {
  if (sort === 'due') {
    const scope = scopeOf(actor)
    if (scope === 'none') return []
    return scope === 'all' ? [{ ...byDue, conditions: [] }] : scope.map((branch) => ({ ...byDue, conditions: [shifted(branch, p)] }))
  }
  const areas = areaBranches(actor, 'i')
  // `offset 0` keeps the planner from walking by date after all.
  const found = grams
    ? {
        ...byOpened,
        from: `(select * from incident.incident i where i.town = ${p.add(actor.town)} and i.grams @> ${p.add(grams)} offset 0) i`,
      }
    : byOpened
  if (areas === 'all') return [{ ...found, conditions: [] }]
  if (once) {
    // Few are found, and found once: each walk would look for them again. The newest are asked first whether this reader may see them, each by its own
    // key (the moment is part of it, and `offset 0` forbids to hash the 39,000 cases a unit took part in: most of 90 ms at a million).
    const scope = scopeBy(actor, 'i', {
      text: `exists (select from "case".involvement v where v.town = $2 and v.who = any($1) and v.opened_at = i.opened_at and v.case_id = i.case_id offset 0)`,
      values: [involvedKeys(actor), actor.town],
    })
    return Array.isArray(scope) ? [{ ...found, conditions: [], sight: anyOf(scope, p) }] : []
  }
  return [
    ...areas.map((branch) => ({ ...byOpened, conditions: [shifted(branch, p)] })),
    ...involvedKeys(actor).map((who) => ({ ...byInvolvement, conditions: [`v.town = ${p.add(actor.town)}`, `v.who = ${p.add(who)}`] })),
  ]
}

// What a walk does not begin with is joined only where a condition speaks of it: a page then reads one table instead of two.
const others = {
  c: { names: /\bi\./u, join: 'join incident.incident i on i.town = c.town and i.case_id = c.id' },
  i: { names: /\bc\./u, join: 'join "case".card c on c.town = i.town and c.id = i.case_id' },
} as const

/** The order a page has: by clock only where clocks run. */
export const orderOf = ({ filter, sort }: Pick<ListAsk, 'filter' | 'sort'>): keyof typeof sorts =>
  sort === 'due' && (filter.state ?? 'open') === 'open' ? 'due' : 'opened'

/**
 * The ids of a page, in order, one more than asked: each part of the scope walks its own index with its own limit, then the few rows are
 * merged. Its text differs with every filter, so it is planned each time, for these values; the rows themselves are then read by a kept plan.
 */
export function pageStatement(
  actor: Actor,
  ask: ListAsk,
  members?: readonly string[],
  common: ReadonlySet<string> = new Set(),
): { text: string; values: unknown[] } | undefined {
  const p = new Parameters()
  const town = p.add(actor.town)
  const sort = orderOf(ask)
  const { at, direction, op } = sorts[sort]
  const { q } = ask.filter
  const walks = walksOf(actor, sort, q ? searchOf(q, common) : { once: false }, p)
  if (walks.length === 0) return undefined
  const cursor = readAfter(Cursor, ask.after)
  const place = cursor && `(${p.add(cursor[0])}::timestamptz, ${p.add(cursor[1])}::uuid)`
  const shared = [`${at}.town = ${town}`, ...filterConditions(ask.filter, actor, p, at)]
  if (at === 'c') shared.push(`c.process = 'incident'`)
  if (members) shared.push(`${at === 'c' ? 'c.id' : 'i.case_id'} = any(${p.add(members)}::uuid[])`)
  if ((actor.reach.get('incident.confidential.read') ?? []).length === 0) shared.push(`not ${at}.confidential`)
  const limit = p.add(ask.limit + 1)
  // The same days on the walked column: its index then begins and ends with them.
  const days = shared.filter((each) => each.startsWith('i.opened_at'))
  const { names, join } = others[at]
  const source = walks.map(({ from, key, id, conditions, sight }) => {
    const all = [
      ...shared,
      ...conditions,
      ...(key === 'v.opened_at' ? days.map((each) => each.replace('i.', 'v.')) : []),
      ...(place ? [`(${key}, ${id}) ${op} ${place}`] : []),
    ].join(' and ')
    const rows = `from ${from} ${names.test(all) ? join : ''} where ${all} order by ${key} ${direction}, ${id} ${direction}`
    return sight
      ? `(select i.case_id as id, i.opened_at as k from (select i.case_id, i.opened_at, i.village_code, i.area_code ${rows} offset 0) i where ${sight} order by k ${direction}, id ${direction} limit ${limit})`
      : `(select ${id} as id, ${key} as k ${rows} limit ${limit})`
  })
  const text =
    source.length === 1
      ? source[0]!
      : `select id, k from (${source.join(' union ')}) u order by k ${direction}, id ${direction} limit ${limit}`
  return { text, values: p.values }
}

const rowsStatement =
  prepared(`select c.town, c.id, c.number, c.process, c.version, c.title, c.step, c.area_code, c.village_code, c.unit_id, c.person_id, c.role, c.urgency,
     c.due_at, c.due_clock, c.opened_at, c.since, c.closed_at, c.result, c.confidential, c.seq, c.hash, c.state, c.involved,
     i.class_code, i.class_title, i.grade, i.channel, i.address, i.place, i.reporters, i.returns, i.reworks, i.reopened, i.photo,
     (select count(*) from incident.incident m where m.town = $1 and m.main_case = c.id) as merged
   from unnest($2::uuid[]) with ordinality as page (id, place)
   join "case".card c on c.town = $1 and c.id = page.id join incident.incident i on i.town = $1 and i.case_id = page.id
   order by page.place`)

/** A page of incidents this post may see. */
export async function listIncidents(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  ask: ListAsk,
): Promise<{ rows: IncidentRow[]; next?: string }> {
  const members = ask.filter.indicator ? await indicatorCases(tx, actor, ask.filter) : undefined
  const filter = members ? { state: 'all' as const, plain: ask.filter.plain } : ask.filter
  const common = filter.q ? await commonGrams(tx, platform) : new Set<string>()
  const statement = pageStatement(actor, { ...ask, filter }, members, common)
  if (!statement) return { rows: [] }
  const found = await tx.query<{ id: string }>(statement.text, statement.values)
  if (found.length === 0) return { rows: [] }
  const rows = await tx.query<Row>(rowsStatement, [actor.town, found.slice(0, ask.limit).map((row) => row.id)])
  const cards = await cardsOf(tx, platform, actor.town, rows)
  const last = rows.at(-1)
  const next =
    found.length > ask.limit && last
      ? writeCursor([
          orderOf({ ...ask, filter }) === 'due' ? (last.due_at?.toISOString() ?? 'infinity') : last.opened_at.toISOString(),
          last.id,
        ])
      : undefined
  return {
    rows: rows.map((row, index) => ({
      ...cards[index]!,
      classCode: row.class_code,
      classTitle: row.class_title,
      grade: Grade.catch('III').parse(row.grade),
      channel: Channel.catch('phone').parse(row.channel),
      address: row.address,
      ...(row.place ? { place: row.place } : {}),
      reporters: row.reporters,
      merged: row.merged,
      returns: row.returns,
      reworks: row.reworks,
      reopened: row.reopened,
      ...(row.photo ? { photo: row.photo } : {}),
    })),
    ...(next ? { next } : {}),
  }
}

/** Counts for the tabs under the same filter and scope; with `mine` all of them count my work only. */
export async function countIncidents(tx: Tx, actor: Actor, filter: Partial<IncidentFilter>, now: Date) {
  const scope = scopeOf(actor)
  const at = now.toISOString()
  if (scope === 'none') return { mine: 0, byStep: {}, late: 0, open: 0, at }
  const { step: _step, late: _late, ...rest } = filter
  const p = new Parameters()
  const conditions = [`c.town = ${p.add(actor.town)}`, `c.process = 'incident'`, ...filterConditions({ ...rest, state: 'open' }, actor, p)]
  if (scope !== 'all') conditions.push(anyOf(scope, p))
  const mine = mineCondition(actor, p)
  // The plain tabs ask nothing of the incident: then its wide rows stay unread.
  const joined = conditions.some((each) => /\bi\./u.test(each)) ? 'join incident.incident i on i.town = c.town and i.case_id = c.id' : ''
  const rows = await tx.query<{ step: string; n: number; late: number; mine: number }>(
    `select c.step, count(*) as n, count(*) filter (where c.due_at < now()) as late, count(*) filter (where ${mine}) as mine
     from "case".card c ${joined} where ${conditions.join(' and ')} group by c.step`,
    p.values,
  )
  const sum = (key: 'n' | 'late' | 'mine') => rows.reduce((total, row) => total + row[key], 0)
  return { mine: sum('mine'), byStep: Object.fromEntries(rows.map((r) => [r.step, r.n])), late: sum('late'), open: sum('n'), at }
}
