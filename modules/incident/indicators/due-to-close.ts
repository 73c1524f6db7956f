import { within } from './case-fact.ts'
import type { CaseFact, Period } from './case-fact.ts'

/** 本期结案. */
export const closedIn = (fact: CaseFact, period: Period): boolean => within(fact.closedAt, period)

/**
 * 应结案, rules.md §1.8 (proposal): registered cases whose deadline falls inside the period, cases carried over from before,
 * and cases closed in the period although due later. Closed before the period = counted then, not again, so that a
 * year's months add up. Approved hang-ups still open are told apart by {@link hungUp}: cities differ on taking them out.
 */
export function dueToClose(fact: CaseFact, period: Period): boolean {
  if (fact.registeredAt === undefined || fact.registeredAt >= period.to) return false
  if (fact.closedAt !== undefined && fact.closedAt < period.from) return false
  return closedIn(fact, period) || (fact.dueAt !== undefined && fact.dueAt < period.to)
}

/** 缓办: due, under an approved hang-up, and not closed in the period. */
export const hungUp = (fact: CaseFact, period: Period): boolean => fact.shelved && dueToClose(fact, period) && !closedIn(fact, period)
