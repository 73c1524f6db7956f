/** An open urgent case (特急、紧急) somebody must know of before taking over. */
export interface Urgent {
  readonly id: string
}

/** Who read a case, and when (epoch milliseconds). */
export interface Read {
  readonly caseId: string
  readonly at: number
}

/**
 * What still stands between a person and the shift (features.md 1.2.3): every open urgent case they have not read in this
 * hand-over. A reading from before the present shift began says nothing about how the case stands now.
 * @param since when the present shift was taken; 0 when nobody holds one
 */
export function unreadOf<T extends Urgent>(urgent: readonly T[], reads: readonly Read[], since: number): T[] {
  const known = new Set(reads.filter(({ at }) => at >= since).map(({ caseId }) => caseId))
  return urgent.filter(({ id }) => !known.has(id))
}
