import type { Tx } from '#platform/server/database.ts'
import { type Locator, buildLocator } from '../locate.ts'
import { areasStamp, listAreas } from './store.ts'

interface Kept {
  stamp: string
  checkedAt: number
  locator: Locator
}
const kept = new Map<string, Kept>()
const pending = new Map<string, Promise<Locator>>()
const recheckMs = 5000

async function load(tx: Tx, town: string): Promise<Locator> {
  const stamp = await areasStamp(tx, town)
  const known = kept.get(town)
  if (known?.stamp === stamp) {
    known.checkedAt = Date.now()
    return known.locator
  }
  const locator = buildLocator(await listAreas(tx, town))
  kept.set(town, { stamp, checkedAt: Date.now(), locator })
  return locator
}

/**
 * The town's boundaries ready to locate in. Kept in the process; a change made by another process is seen within five
 * seconds, one made here at once through `forgetLocator`.
 */
export async function getLocator(tx: Tx, town: string): Promise<Locator> {
  const known = kept.get(town)
  if (known && Date.now() - known.checkedAt < recheckMs) return known.locator
  let loading = pending.get(town)
  if (!loading) {
    loading = load(tx, town).finally(() => pending.delete(town))
    pending.set(town, loading)
  }
  return loading
}

/** Drops the kept boundaries of a town after a change. */
export function forgetLocator(town: string): void {
  kept.delete(town)
}
