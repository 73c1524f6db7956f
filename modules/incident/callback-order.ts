/** A message that waits to be sent. */
export interface Waiting {
  readonly id: string
  readonly number: string
  readonly seq: number
  readonly payload: unknown
}

/**
 * Queued order, but within one number by `seq`: two acts on a case may be told in the order their transactions began, which is not always
 * the order they were done in.
 * @param queued by id
 */
export function inOrder(queued: readonly Waiting[]): Waiting[] {
  const byNumber = Map.groupBy(queued, (w) => w.number)
  for (const own of byNumber.values()) own.sort((a, b) => a.seq - b.seq)
  return queued.map(({ number }) => byNumber.get(number)!.shift()!)
}
