import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { forgetNames } from './names.ts'

/** What this process remembers of one session or machine token between two looks at the database. */
export interface Remembered {
  readonly actor: Actor
  /** When the database was last asked, in epoch milliseconds. */
  readonly loadedAt: number
  /** Last activity of the person, here or elsewhere. */
  seenAt: number
  /** The `seen_at` the database has. */
  writtenAt: number
  readonly idleMs: number
  readonly endsAt: number
}

/**
 * Every request asks who sends it, so the answer is kept for five seconds. A change made in this process forgets
 * at once (`forgetAll`); other processes follow within those five seconds: LISTEN would need a connection of its own per
 * process to save them.
 */
export const rememberMs = 5_000
const limit = 20_000
const caches = new WeakMap<Platform, Map<string, Remembered>>()

export function remembered(platform: Platform): Map<string, Remembered> {
  let cache = caches.get(platform)
  if (!cache) caches.set(platform, (cache = new Map()))
  // Dropped whole when full: entries refill with one statement each, and a town has a few hundred.
  if (cache.size > limit) cache.clear()
  return cache
}

/** Called after a commit that changes what somebody may do or is called. */
export function forgetAll(platform: Platform): void {
  caches.get(platform)?.clear()
  forgetNames()
}
