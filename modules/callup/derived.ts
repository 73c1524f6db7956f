import type { CaseState } from '#core/case/contract.ts'
import { arrivedUnits } from './guards.ts'

const openUnits = (state: CaseState): string[] => state.tasks.filter((task) => task.state === 'open').map(({ unitId }) => unitId)

/** Everybody still expected has come. */
export const allThere = (expected: readonly string[], arrived: readonly string[]): boolean =>
  expected.every((unit) => arrived.includes(unit))

/** Who is there once this unit reports in, and whether it was the last of them: the same on the server and on the phone. */
export function arrivalOf(state: CaseState, unitId: string): { readonly arrived: string[]; readonly allArrived: boolean } {
  const arrived = [...new Set([...arrivedUnits(state.data), unitId])]
  return { arrived, allArrived: allThere(openUnits(state), arrived) }
}

/** Whom a second blow calls: the same units; the third goes to a leader and calls nobody (rules.md §3.2). */
export const calledAgain = (state: CaseState): string[] =>
  state.done['reblow'] ? [] : [...new Set(state.tasks.filter((task) => task.state === 'answered').map(({ unitId }) => unitId))]

/** Still expected when this unit need not come. */
export const expectedWithout = (state: CaseState, unitId: string): string[] => openUnits(state).filter((one) => one !== unitId)
