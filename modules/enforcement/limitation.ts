/** Limitation of penalty (追责时效), 行政处罚法 art. 36: two years; five where life, health or financial safety was harmed. */

export interface Offence {
  /** `2026-11-22`: the day of the act, or the day a continuing act ended (art. 36 (2)). */
  readonly ended: string
  /** Concerns life, health or financial safety, and did harm. */
  readonly grave: boolean
}

/** The last day on which it may still be found and filed, `2028-11-22`. */
export function lastDayToFile({ ended, grave }: Offence): string {
  const [year = 0, month = 1, day = 1] = ended.split('-').map(Number)
  const last = new Date(Date.UTC(year + (grave ? 5 : 2), month - 1, day))
  // 29 February in a year without one ends on the last of the month.
  if (last.getUTCMonth() !== month - 1) last.setUTCDate(0)
  return last.toISOString().slice(0, 10)
}

/** Whether the act can no longer be punished when it is found on this day. */
export const isPastLimitation = (offence: Offence, found: string): boolean => found > lastDayToFile(offence)
