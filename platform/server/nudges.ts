import type { Tx } from './database.ts'

/** What a loop of this process may be woken for. */
export type NudgeTopic = 'outbox' | 'job'

const listeners: Readonly<Record<NudgeTopic, Set<() => void>>> = { outbox: new Set(), job: new Set() }

/**
 * Wakes this process's loops once the transaction is in. Not NOTIFY inside the transaction: PostgreSQL serialises all
 * commits that carry one on a single lock of the whole server, which ends group commit. The relay tells the other
 * processes afterwards; a lost hint costs one poll.
 */
export function nudgeAfter(tx: Tx, topic: NudgeTopic): void {
  tx.afterCommit(() => nudge(topic))
}

export function nudge(topic: NudgeTopic): void {
  for (const listener of listeners[topic]) listener()
}

/** @returns stops listening */
export function onNudge(topic: NudgeTopic, listener: () => void): () => void {
  listeners[topic].add(listener)
  return () => void listeners[topic].delete(listener)
}
