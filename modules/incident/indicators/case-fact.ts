/** A kept call-back (回访). Solved and satisfied are the citizen's words; absent = not answered or not asked. */
export interface CallbackFact {
  readonly at: number
  readonly answered: boolean
  readonly solved?: boolean
  readonly satisfied?: boolean
}

/** Why an appeal stays out of the 接诉即办 denominators (rules.md §3.4): each needs approval and evidence. */
export interface ExclusionFact {
  readonly reason: 'unreasonable' | 'duplicate-30-days' | 'unreachable'
  readonly approved: boolean
  readonly evidence: boolean
}

/** What the indicators need to know of one case, as plain values. Times are epoch milliseconds; absent = has not happened. */
export interface CaseFact {
  readonly id: string
  /** Found by our own collector (网格员、巡查), not by the public. */
  readonly byCollector: boolean
  readonly urgent: boolean
  readonly reportedAt: number
  readonly registeredAt?: number
  readonly registerDue?: number
  /** Later found to be wrongly registered (错立). */
  readonly wronglyRegistered?: boolean
  readonly verifyDue?: number
  readonly verifiedAt?: number
  readonly dispatchedAt?: number
  readonly dispatchDue?: number
  /** The first unit asked did not return it. */
  readonly firstUnitRight?: boolean
  readonly handledAt?: number
  readonly handleDue?: number
  readonly checkDue?: number
  readonly checkedAt?: number
  readonly failedChecks: number
  /** Limit of the whole case, extensions and approved pauses included. */
  readonly dueAt?: number
  readonly closedAt?: number
  /** An approved 挂账（缓办） is in force at the end of the period. */
  readonly shelved: boolean
  readonly assignedAt?: number
  readonly contactedAt?: number
  readonly contactDue?: number
  readonly callback?: CallbackFact
  readonly exclusion?: ExclusionFact
}

/** Half-open: `from` belongs to it, `to` to the next. Epoch milliseconds. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** Whether an instant lies in the period; false when it has not happened. */
export const within = (at: number | undefined, { from, to }: Period): boolean => at !== undefined && at >= from && at < to

/** Done by its limit. Not done, or no limit known, is not on time. */
export const onTime = (done: number | undefined, due: number | undefined): boolean => done !== undefined && due !== undefined && done <= due
