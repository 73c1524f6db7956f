import { dateOf } from '#core/calendar/contract.ts'
import type { CaseState } from '#core/case/contract.ts'
import { PenaltyKind, PartyKind, type HearingThreshold, hearingReason } from './hearing-threshold.ts'
import { type ExcludedDays, centsOf, daysLate, lateFine } from './money.ts'

type Facts = Readonly<Record<string, unknown>>

const kindsOf = (value: unknown): PenaltyKind[] =>
  Array.isArray(value) ? value.flatMap((kind) => PenaltyKind.safeParse(kind).data ?? []) : []
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])

/** What the form of an act does not ask since the law or the file already answers it. Pure. @param at epoch milliseconds of the act */
export function derived(
  action: string,
  input: Facts,
  state: CaseState,
  at: number,
  thresholds: readonly HearingThreshold[],
): Record<string, unknown> {
  return { ...together(input, state), ...rules[action]?.(input, state, at, thresholds) }
}

const together = (input: Facts, state: CaseState): Facts =>
  typeof input['second'] === 'string' ? { seconds: [...new Set([...texts(state.data['seconds']), input['second']])] } : {}

const rules: Readonly<
  Record<string, (input: Facts, state: CaseState, at: number, thresholds: readonly HearingThreshold[]) => Record<string, unknown>>
> = {
  file: (_input, state, at) => ({ filedOn: dateOf(at), power: state.data['power'] }),
  recuse: (input, state) => ({ recusedPeople: [...new Set([...texts(state.data['recusedPeople']), String(input['recused'])])] }),
  'finish-investigation': (input, state, at, thresholds) => {
    const kinds = input['proposal'] === 'punish' ? kindsOf(input['kinds']) : []
    const party = PartyKind.safeParse(state.data['partyKind']).data ?? 'citizen'
    const reason = hearingReason(
      {
        kinds,
        fine: centsOf(input['fine']) ?? 0,
        confiscated: centsOf(input['confiscate']) ?? 0,
        party,
        business: state.data['business'] === true,
      },
      thresholds,
      dateOf(at),
    )
    return { hearingDue: reason !== undefined, hearingReason: reason ?? '', penaltyKinds: kinds }
  },
  collect: (_input, state) => ({ paid: centsOf(state.data['decidedFine']) ?? 0, settled: true }),
  'remedy-ends': (input, state) => {
    const before = Array.isArray(state.data['excludedDays']) ? (state.data['excludedDays'] as ExcludedDays[]) : []
    return { excludedDays: [...before, { from: String(state.data['remedyFrom']), to: String(input['remedyTo']) }] }
  },
  'serve-notice': (_input, state) => ({ noticeFine: state.data['fine'] ?? 0 }),
  'extend-seize': () => ({ limit: { n: 30, unit: 'calendar-day' } }),
  decide: (input, _state, at) => {
    const kinds = input['decided'] === 'punish' ? kindsOf(input['decidedKinds']) : []
    const money = kinds.includes('fine')
    // A warning is done by being said; everything else waits for the party.
    return { decidedOn: dateOf(at), toPayMoney: money, toPay: money || kinds.some((kind) => kind !== 'warning' && kind !== 'criticism') }
  },
  defer: (input, state, at) => {
    const due = state.clocks['pay']?.dueAt ?? at
    const days = Math.round(
      (Date.parse(`${String(input['payBy'])}T00:00:00+08:00`) - Date.parse(`${dateOf(due)}T00:00:00+08:00`)) / 86_400_000,
    )
    return { deferral: { n: Math.max(1, days), unit: 'calendar-day' } }
  },
  pay: (input, state) => account(state, input),
  close: (_input, state) => ({ outcome: state.data['decided'] === 'punish' ? 'punished' : state.data['decided'] }),
}

/** What is owed and paid, in cents, after a payment: the fine and, past the deadline, 3 % a day (行政处罚法 art. 72; rules.md §4.8). */
function account(state: CaseState, input: Facts): Record<string, unknown> {
  const fine = centsOf(state.data['decidedFine']) ?? 0
  const due = state.clocks['pay']?.dueAt
  const excluded = Array.isArray(state.data['excludedDays']) ? (state.data['excludedDays'] as ExcludedDays[]) : []
  const before = typeof state.data['paid'] === 'number' ? state.data['paid'] : 0
  const open = Math.max(0, fine - before)
  const days = due === undefined ? 0 : daysLate(dateOf(due), String(input['paidOn']), excluded)
  const known = typeof state.data['late'] === 'number' ? state.data['late'] : 0
  const late = Math.min(fine, Math.max(known, lateFine(open, days)))
  const paid = before + (centsOf(input['amount']) ?? 0)
  // An agreement waives the added fine only, never the fine itself (行政强制法 art. 42).
  const owed = fine + Math.max(0, late - (centsOf(state.data['waived']) ?? 0))
  return { paid, late, owed, settled: paid >= owed }
}
