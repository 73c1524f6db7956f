import { dateOf, formatDay, parseDay } from '#core/calendar/contract.ts'
import type { CaseState } from '#core/case/contract.ts'
import { type Gap, changed, changesOf, materialsOf, missing, outstanding } from './case-material.ts'

type Facts = Readonly<Record<string, unknown>>

/** `2026-03-31` + 12 months: the same day, or the month's last. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

function acceptance(state: CaseState, input: Facts, from: number, at: number): Facts {
  const list = changed(materialsOf(state.data), changesOf(input['changes']))
  const latest = outstanding(list)
    .map(({ due }) => due ?? '')
    .sort()
    .at(-1)
  return {
    acceptedOn: dateOf(from),
    promising: list.some((m) => m.state === 'promised'),
    ...(latest ? { deferredLimit: { n: Math.max(0, parseDay(latest) - parseDay(dateOf(at))), unit: 'calendar-day' } } : {}),
  }
}

function gaps(state: CaseState, input: Facts): Gap[] {
  const list = changed(materialsOf(state.data), changesOf(input['changes']))
  return [
    ...missing(list).map(({ key, name }) => ({ key, text: name })),
    ...text(input['more'])
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => ({ text: line })),
  ]
}

function decided(state: CaseState, input: Facts, at: number): Facts {
  const months = state.data['validMonths']
  const granted = input['outcome'] === 'granted'
  return {
    decidedOn: dateOf(at),
    ...(granted && typeof months === 'number' ? { validUntil: addMonths(dateOf(at), months) } : {}),
  }
}

const dayWords = (ms: number): string => `${formatDay(parseDay(dateOf(ms)))}`

const rules: Readonly<Record<string, (input: Facts, state: CaseState, at: number) => Facts>> = {
  accept: (input, state, at) => acceptance(state, input, at, at),
  'accept-by-law': (input, state, at) => ({
    ...acceptance(state, input, state.openedAt, at),
    deemedWhy: `${dayWords(state.openedAt)} 收到申请材料，至 ${dayWords((state.clocks['notify']?.dueAt ?? at) - 1)} 五个工作日届满没有告知补正。依《行政许可法》第三十二条，自收到申请材料之日（${dayWords(state.openedAt)}）起即为受理。`,
  }),
  'accept-resubmitted': (input, state, at) => {
    const from = state.done['resubmit']?.lastAt ?? at
    return {
      ...acceptance(state, input, from, at),
      deemedWhy: `${dayWords(from)} 收到补正材料，至 ${dayWords((state.clocks['answer']?.dueAt ?? at) - 1)} 没有答复。按要求补正的应当受理（《行政许可法》第三十二条），自收到补正材料之日起计算期限（示例）。`,
    }
  },
  'notify-correction': (input, state) => ({ gaps: gaps(state, input) }),
  'start-special': (input) => ({ reason: `${text(input['special'])}：${text(input['words'])}`.slice(0, 190) }),
  'grant-extension': (_input, state) => ({ extra: { n: Number(state.data['extensionDays'] ?? 10), unit: 'working-day' } }),
  decide: (input, state, at) => decided(state, input, at),
  'sole-decide': (input, state, at) => decided(state, input, at),
  'renew-by-law': (_input, state, at) => ({
    decidedOn: dateOf(at - 1),
    deemedWhy: `至许可有效期届满（${dayWords((state.clocks['renewal']?.dueAt ?? at) - 1)}）没有作出决定，依《行政许可法》第五十条视为准予延续。`,
  }),
  'verify-promise': (input, state) => ({ verified: input['kept'] === true ? text(state.data['outcome']) : 'revoked' }),
  revoke: () => ({ revokedAs: 'revoked' }),
  'spot-check': (input) => ({ sampleResult: input['sound'] === true ? 'sound' : 'unsound' }),
}

/**
 * What the form of an act does not ask since the law or the file already answers it; numbers of papers are the server's. Pure.
 * @param at epoch milliseconds of the act
 */
export function caseDerived(action: string, input: Facts, state: CaseState, at: number): Record<string, unknown> {
  const changes = changesOf(input['changes'])
  return {
    ...(changes.length > 0 ? { materials: changed(materialsOf(state.data), changes) } : {}),
    ...rules[action]?.(input, state, at),
  }
}
