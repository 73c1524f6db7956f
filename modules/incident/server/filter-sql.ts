import { queryBigrams } from '#platform/contract/bigrams.ts'
import { type Actor } from '#core/org/contract.ts'
import { codeAfter } from '#core/org/server/index.ts'
import type { IncidentFilter } from '../record.ts'

/** Numbered parameters gathered while a statement is written. */
export class Parameters {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

const day = (date: string, plus = 0): Date => new Date(Date.parse(`${date}T00:00:00+08:00`) + plus * 86_400_000)
const escape = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** What waits for me at this post: my unit's, my role's queue, my unit's open tasks. */
export function mineCondition(actor: Actor, p: Parameters): string {
  const units = p.add(actor.unitIds)
  const roles = p.add(actor.roles)
  // A field role's queue is the part of it in my own areas; a desk role without areas sees all of it. Parameters only
  // where the text names them: PostgreSQL refuses one that no text uses.
  const areas = actor.areas.includes(actor.town)
    ? []
    : actor.areas.map((a) => `(c.area_code >= ${p.add(a)} and c.area_code < ${p.add(codeAfter(a))})`)
  const queue = areas.length ? `(c.role = any(${roles}) and (${areas.join(' or ')}))` : `c.role = any(${roles})`
  return `(c.unit_id = any(${units}::uuid[]) or ${queue} or c.id = any(array(select t.case_id from "case".open_task t where t.town = ${p.add(actor.town)} and t.unit_id = any(${units}::uuid[]))))`
}

export interface Search {
  /** It finds few, under the whole scope at once; else every part of the scope is walked from its newest case on. */
  readonly once: boolean
  /** Looked up in the index of two-character words before anything else: at least one of them is rare. */
  readonly grams?: readonly string[]
}

/** How a text is looked for: a number by its own index, words by how common they are. */
export function searchOf(q: string, common: ReadonlySet<string>): Search {
  if (isNumber(q)) return { once: true }
  const grams = queryBigrams(q) ?? []
  return grams.some((gram) => !common.has(gram)) ? { once: true, grams } : { once: grams.length > 1 }
}

const numberOf = (q: string): string => q.toUpperCase().replaceAll(/\s/g, '')
const isNumber = (q: string): boolean => /^SJ\d{8,14}$/.test(numberOf(q))

function searchCondition(q: string, p: Parameters): string {
  const number = numberOf(q)
  // A range, since `like` takes the index only while its pattern is known to the planner.
  if (isNumber(q)) return `i.number >= ${p.add(number)} and i.number < ${p.add(codeAfter(number))}`
  const grams = queryBigrams(q)
  // Grams are of the normalised text (traditional and full-width forms too), so they also decide; a single character
  // has no gram and is looked for inside the other filters.
  if (grams?.length) return `i.grams @> ${p.add(grams)}`
  return `(i.title || ' ' || i.description || ' ' || i.address || ' ' || i.class_title) ilike ${p.add(`%${escape(q)}%`)}`
}

/**
 * The filter as conditions on `i` (incident) and `c` (case card), all of which must hold.
 * @param at the side that is asked what both know: the one the statement walks, so that the other is joined only where it is needed
 */
export function filterConditions(filter: Partial<IncidentFilter>, actor: Actor, p: Parameters, at: 'c' | 'i' = 'c'): string[] {
  const all: string[] = []
  const state = filter.state ?? 'open'
  if (state === 'open') all.push(at === 'c' ? 'c.closed_at is null' : 'i.open')
  if (state === 'closed') all.push(at === 'c' ? 'c.closed_at is not null' : 'not i.open')
  if (filter.q) all.push(searchCondition(filter.q, p))
  if (filter.step?.length) all.push(`${at}.step = any(${p.add(filter.step)})`)
  if (filter.class) all.push(`i.class_code >= ${p.add(filter.class)} and i.class_code < ${p.add(codeAfter(filter.class))}`)
  if (filter.grade?.length) all.push(`i.grade = any(${p.add(filter.grade)})`)
  if (filter.channel?.length) all.push(`i.channel = any(${p.add(filter.channel)})`)
  if (filter.area) {
    if (filter.area.length >= 12) all.push(`${at}.village_code = ${p.add(filter.area.slice(0, 12))}`)
    if (filter.area.length !== 12)
      all.push(`${at}.area_code >= ${p.add(filter.area)} and ${at}.area_code < ${p.add(codeAfter(filter.area))}`)
  }
  if (filter.unit) all.push(`(c.unit_id = ${p.add(filter.unit)} or i.lead_unit = ${p.add(filter.unit)})`)
  if (filter.mine) all.push(mineCondition(actor, p))
  if (filter.late) all.push('c.due_at < now()')
  if (filter.plain) all.push(`not ${at}.confidential`)
  if (filter.result?.length) all.push(`${at}.result = any(${p.add(filter.result)})`)
  if (filter.from) all.push(`${at}.opened_at >= ${p.add(day(filter.from))}`)
  if (filter.to) all.push(`${at}.opened_at < ${p.add(day(filter.to, 1))}`)
  return all
}
