import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type CaseRow, cardsOf } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { type Branch, scopeBranches } from '#core/org/server/index.ts'
import { Grade } from '../classes/class.ts'
import { Channel, type IncidentFilter, type IncidentRow } from '../record.ts'
import { Parameters, filterConditions } from './filter-sql.ts'
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

/** Where the read permission of an incident looks; see core/org scope. Villages are an indexed column of their own. */
export function scopeOf(actor: Actor): Branch[] | 'all' | 'none' {
  const branches = scopeBranches(actor, 'incident.case.read', { unit: ['c.unit_id'], area: 'c.area_code', person: ['i.opened_by'] })
  if (typeof branches === 'string') return branches
  const reach = actor.reach.get('incident.case.read') ?? []
  const who = [
    ...(reach.includes('unit') ? actor.unitIds.map((u) => `u:${u}`) : []),
    ...(reach.includes('own') && actor.personId ? [`p:${actor.personId}`] : []),
  ]
  // What my unit once held or I once did stays in sight.
  if (who.length)
    branches.push({
      text: `exists (select from "case".involvement v where v.town = c.town and v.who = any($1) and v.opened_at = c.opened_at and v.case_id = c.id)`,
      values: [who],
    })
  return branches.map((branch) => narrowed(branch))
}

/** An area branch of village depth or below also names the village, which has the index. */
function narrowed(branch: Branch): Branch {
  const [code] = branch.values
  if (!branch.text.startsWith('c.area_code') || typeof code !== 'string' || code.length < 12) return branch
  return { text: `c.village_code = $3 and ${branch.text}`, values: [...branch.values, code.slice(0, 12)] }
}

const shifted = (branch: Branch, p: Parameters): string => {
  const names = branch.values.map((value) => p.add(value))
  return branch.text.replaceAll(/\$(\d+)/g, (_, n: string) => names[Number(n) - 1]!)
}

export interface ListAsk {
  readonly filter: Partial<IncidentFilter>
  readonly sort: 'due' | 'opened'
  readonly after?: string | undefined
  readonly limit: number
}

const sorts = {
  // Cases without a running clock come last; ties by id.
  due: { by: `coalesce(c.due_at, 'infinity'::timestamptz)`, direction: 'asc', op: '>' },
  opened: { by: 'c.opened_at', direction: 'desc', op: '<' },
} as const

const Cursor = z.tuple([z.union([z.iso.datetime(), z.literal('infinity')]), Id])

function afterCondition(sort: keyof typeof sorts, after: string | undefined, p: Parameters): string[] {
  const cursor = readAfter(Cursor, after)
  if (!cursor) return []
  const { by, op } = sorts[sort]
  return [`(${by}, c.id) ${op} (${p.add(cursor[0])}::timestamptz, ${p.add(cursor[1])}::uuid)`]
}

/** The statement of a page: each scope branch runs on its own index with its own limit, then the few rows are merged. */
export function pageStatement(actor: Actor, ask: ListAsk, members?: readonly string[]): { text: string; values: unknown[] } | undefined {
  const scope = scopeOf(actor)
  if (scope === 'none') return undefined
  const p = new Parameters()
  const town = p.add(actor.town)
  const { by, direction } = sorts[ask.sort]
  const conditions = [
    `c.town = ${town}`,
    `c.process = 'incident'`,
    ...filterConditions(ask.filter, actor, p),
    ...afterCondition(ask.sort, ask.after, p),
  ]
  if (members) conditions.push(`c.id = any(${p.add(members)}::uuid[])`)
  if ((actor.reach.get('incident.confidential.read') ?? []).length === 0) conditions.push('not c.confidential')
  const limit = p.add(ask.limit + 1)
  const one = (extra: string[]) =>
    `(select c.id, ${by} as k from "case".card c join incident.incident i on i.town = c.town and i.case_id = c.id
      where ${[...conditions, ...extra].join(' and ')} order by ${by} ${direction}, c.id ${direction} limit ${limit})`
  const source = scope === 'all' ? one([]) : scope.map((branch) => one([shifted(branch, p)])).join(' union ')
  const text = `with page as (select id, k from (${source}) u order by k ${direction}, id ${direction} limit ${limit})
    select c.*, i.class_code, i.class_title, i.grade, i.channel, i.address, i.place, i.reporters, i.returns, i.reworks, i.reopened, i.photo,
      (select count(*) from incident.incident m where m.town = ${town} and m.main_case = c.id) as merged
    from page join "case".card c on c.town = ${town} and c.id = page.id join incident.incident i on i.town = ${town} and i.case_id = page.id
    order by page.k ${direction}, page.id ${direction}`
  return { text, values: p.values }
}

/** A page of incidents this post may see. */
export async function listIncidents(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  ask: ListAsk,
): Promise<{ rows: IncidentRow[]; next?: string }> {
  const members = ask.filter.indicator ? await indicatorCases(tx, actor, ask.filter) : undefined
  const filter = members ? { state: 'all' as const } : ask.filter
  const statement = pageStatement(actor, { ...ask, filter }, members)
  if (!statement) return { rows: [] }
  const found = await tx.query<Row>(statement.text, statement.values)
  const rows = found.slice(0, ask.limit)
  const cards = await cardsOf(tx, platform, actor.town, rows)
  const last = rows.at(-1)
  const next =
    found.length > ask.limit && last
      ? writeCursor([ask.sort === 'due' ? (last.due_at?.toISOString() ?? 'infinity') : last.opened_at.toISOString(), last.id])
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
  if (scope !== 'all') conditions.push(`(${scope.map((b) => `(${shifted(b, p)})`).join(' or ')})`)
  const mine = ownQueue(actor, p)
  const rows = await tx.query<{ step: string; n: number; late: number; mine: number }>(
    `select c.step, count(*) as n, count(*) filter (where c.due_at < now()) as late, count(*) filter (where ${mine}) as mine
     from "case".card c join incident.incident i on i.town = c.town and i.case_id = c.id where ${conditions.join(' and ')} group by c.step`,
    p.values,
  )
  const sum = (key: 'n' | 'late' | 'mine') => rows.reduce((total, row) => total + row[key], 0)
  return { mine: sum('mine'), byStep: Object.fromEntries(rows.map((r) => [r.step, r.n])), late: sum('late'), open: sum('n'), at }
}

const ownQueue = (actor: Actor, p: Parameters): string => filterConditions({ state: 'all', mine: true }, actor, p).join(' and ')
