/** The reasons of the likeness as the reason of the merge; the dispatcher may change it. At most 200 characters, as the form takes. */
export const reasonOf = (reasons: readonly string[]): string => `同一问题：${reasons.join('，')}`.slice(0, 200)
