import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { type CaseFact, type Period } from '../indicators/case-fact.ts'
import { type IndicatorKey, indicators } from '../indicators/indicators.ts'
import { measure } from '../indicators/measure.ts'
import type { IncidentFilter } from '../record.ts'
import { Parameters } from './filter-sql.ts'
import { scopeCondition } from '#core/org/server/index.ts'
import { failPlatform } from '#platform/contract/problem.ts'

/** Shown on the page, in this order. */
export const shown = [
  'closed',
  'closedOnTime',
  'handledOnTime',
  'rework',
  'responded',
  'solved',
  'satisfied',
  'registeredOnTime',
] as const satisfies readonly IndicatorKey[]

interface Row {
  case_id: string
  channel: string
  grade: string
  opened_at: Date
  accepted_at: Date | null
  accept_due: Date | null
  dispatched_at: Date | null
  contacted_at: Date | null
  handled_at: Date | null
  finish_due: Date | null
  verified_at: Date | null
  called_at: Date | null
  closed_at: Date | null
  returns: number
  reworks: number
  shelved: boolean
  answer: string | null
  satisfied: string | null
  result: string | null
}

const ms = <K extends string>(key: K, date: Date | null): { [P in K]?: number } =>
  date ? ({ [key]: date.getTime() } as { [P in K]?: number }) : {}

/** The plain facts the formulas read, from an incident row. */
export function factOf(row: Row): CaseFact {
  const called = row.called_at && row.answer
  return {
    id: row.case_id,
    byCollector: row.channel === 'grid' || row.channel === 'video',
    urgent: row.grade === 'I' || row.grade === 'II',
    reportedAt: row.opened_at.getTime(),
    ...ms('registeredAt', row.accepted_at),
    ...ms('registerDue', row.accept_due),
    ...ms('dispatchedAt', row.dispatched_at),
    ...ms('assignedAt', row.dispatched_at),
    ...ms('contactedAt', row.contacted_at),
    // First contact within a day of the order: 24 h signing-and-contact base line (规则 3.4 示例).
    ...(row.dispatched_at ? { contactDue: row.dispatched_at.getTime() + 86_400_000 } : {}),
    ...ms('handledAt', row.handled_at),
    ...ms('handleDue', row.finish_due),
    ...ms('checkedAt', row.verified_at),
    ...ms('dueAt', row.finish_due),
    ...ms('closedAt', row.closed_at),
    firstUnitRight: row.returns === 0,
    failedChecks: row.reworks,
    shelved: row.shelved,
    ...(called
      ? {
          callback: {
            at: row.called_at!.getTime(),
            answered: row.answer !== 'unreached',
            solved: row.answer === 'solved',
            satisfied: row.satisfied === 'satisfied' || row.satisfied === 'fair',
          },
        }
      : {}),
  }
}

export interface FiguresAsk {
  readonly from: string
  readonly to: string
  readonly area?: string | undefined
  readonly unit?: string | undefined
  /** Without confidential cases. */
  readonly plain?: boolean | undefined
}

const periodOf = (ask: FiguresAsk): Period => ({
  from: Date.parse(`${ask.from}T00:00:00+08:00`),
  to: Date.parse(`${ask.to}T00:00:00+08:00`) + 86_400_000,
})

/** Every case the period's figures may count: opened or closed in it, due in it, or carried over. */
async function factsFor(tx: Tx, actor: Actor, ask: FiguresAsk): Promise<CaseFact[]> {
  const period = periodOf(ask)
  if (!(period.to > period.from))
    throw failPlatform('platform.invalid', {
      detail: '结束日期不能早于开始日期',
      fields: [{ path: 'to', message: '结束日期不能早于开始日期' }],
    })
  if (period.to - period.from > 400 * 86_400_000)
    throw failPlatform('platform.invalid', { detail: '一次最多统计 400 天', fields: [{ path: 'to', message: '一次最多统计 400 天' }] })
  const p = new Parameters()
  const town = p.add(actor.town)
  const from = p.add(new Date(period.from))
  const to = p.add(new Date(period.to))
  const scope = scopeCondition(
    actor,
    'incident.figures.read',
    { unit: ['i.lead_unit'], area: 'i.area_code', person: ['i.opened_by'] },
    p.values.length + 1,
  )
  p.values.push(...scope.values)
  const conditions = [
    `i.town = ${town}`,
    scope.text,
    `i.opened_at < ${to}`,
    `(i.closed_at is null or i.closed_at >= ${from})`,
    'i.main_case is null',
    `i.result is distinct from 'invalid'`,
  ]
  if (ask.area) {
    if (ask.area.length >= 12) conditions.push(`i.village_code = ${p.add(ask.area.slice(0, 12))}`)
    conditions.push(`i.area_code like ${p.add(`${ask.area}%`)}`)
  }
  if (ask.unit) conditions.push(`i.lead_unit = ${p.add(ask.unit)}`)
  if (ask.plain) conditions.push('not i.confidential')
  const rows = await tx.query<Row>(
    `select case_id, channel, grade, opened_at, accepted_at, accept_due, dispatched_at, contacted_at, handled_at, finish_due, verified_at, called_at, closed_at,
       returns, reworks, shelved, answer, satisfied, result from incident.incident i where ${conditions.join(' and ')}`,
    p.values,
  )
  return rows.map(factOf)
}

/** The figures of a period, each with the query of the lists behind it. */
export async function figures(tx: Tx, actor: Actor, ask: FiguresAsk) {
  const facts = await factsFor(tx, actor, ask)
  const period = periodOf(ask)
  const link = (indicator: string) =>
    new URLSearchParams({
      state: 'all',
      indicator,
      from: ask.from,
      to: ask.to,
      ...(ask.area ? { area: ask.area } : {}),
      ...(ask.unit ? { unit: ask.unit } : {}),
      ...(ask.plain ? { plain: '1' } : {}),
    }).toString()
  return shown.map((key) => {
    const indicator = indicators[key]
    const measured = measure(indicator, facts, period)
    return {
      key,
      title: indicator.name,
      formula: indicator.formula,
      source: indicator.source,
      numerator: measured.hit,
      denominator: measured.base,
      ...(measured.percent !== undefined ? { value: measured.percent / 100 } : {}),
      numeratorList: link(`${key}.hit`),
      denominatorList: link(`${key}.base`),
    }
  })
}

/**
 * The cases behind a number: `rework.hit`, `closed.base`, `closedOnTime.miss`.
 * @throws Fault platform.invalid for an unknown indicator or a missing period
 */
export async function indicatorCases(tx: Tx, actor: Actor, filter: Partial<IncidentFilter>): Promise<string[]> {
  const [key, part] = (filter.indicator ?? '').split('.')
  const indicator = Object.hasOwn(indicators, key ?? '') ? indicators[key as IndicatorKey] : undefined
  if (!indicator || !filter.from || !filter.to)
    throw failPlatform('platform.invalid', {
      detail: '没有这个指标，或缺少起止日期',
      fields: [{ path: 'indicator', message: '没有这个指标，或缺少起止日期' }],
    })
  const ask = { from: filter.from, to: filter.to, area: filter.area, unit: filter.unit, plain: filter.plain }
  const { hitIds, missIds } = measure(indicator, await factsFor(tx, actor, ask), periodOf(ask))
  return part === 'hit' ? [...hitIds] : part === 'miss' ? [...missIds] : [...hitIds, ...missIds]
}
