/** Money in whole cents: yuan with decimals never meet arithmetic here. */

const DAY = 86_400_000

/** Yuan as typed to cents. @returns undefined when it has more than two decimals or is not a sum */
export function centsOf(yuan: unknown): number | undefined {
  if (typeof yuan !== 'number' || !Number.isFinite(yuan) || yuan < 0) return undefined
  const cents = Math.round(yuan * 100)
  return Math.abs(cents / 100 - yuan) < 1e-9 && Number.isSafeInteger(cents) ? cents : undefined
}

/** `200000` → `2,000.00`. */
export function yuanText(cents: number): string {
  return (cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/**
 * Added fine for late payment (加处罚款): 3 % of the fine a day, never more than the fine itself. 行政处罚法 art. 72 (1).
 * Rounded half up in integers (rules.md §4.8).
 * @param days whole calendar days after the payment deadline, excluded days already left out
 */
export function lateFine(fineCents: number, days: number): number {
  if (days <= 0) return 0
  return Math.min(Math.floor((fineCents * 3 * days + 50) / 100), fineCents)
}

/** Days `[from, to)` that do not count, as local dates `2026-11-22`. */
export interface ExcludedDays {
  readonly from: string
  readonly to: string
}

/**
 * Whole calendar days late: from the day after the deadline up to and with the day of payment, less the days of reconsideration, litigation and
 * approved deferral (行政处罚法 arts. 66, 73 (3); rules.md §4.8).
 * @param deadline the last day to pay, `2026-11-22`
 */
export function daysLate(deadline: string, paid: string, excluded: readonly ExcludedDays[] = []): number {
  const first = Date.parse(`${deadline}T00:00:00Z`) + DAY
  const last = Date.parse(`${paid}T00:00:00Z`)
  let days = 0
  for (let day = first; day <= last; day += DAY) {
    const out = excluded.some(({ from, to }) => day >= Date.parse(`${from}T00:00:00Z`) && day < Date.parse(`${to}T00:00:00Z`))
    if (!out) days++
  }
  return days
}
