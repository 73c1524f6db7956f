import type { Tx } from '#platform/server/database.ts'
import { TownCalendar, defaultCalendar } from '../contract.ts'

const cache = new Map<string, { at: number; calendar: TownCalendar }>()
const fresh = 30_000

/**
 * The town's calendar: the one it set, else the State Council days with the default office hours (示例).
 * Kept half a minute in the process, since every act asks for it.
 */
export async function getCalendar(tx: Tx, town: string): Promise<TownCalendar> {
  const known = cache.get(town)
  if (known && Date.now() - known.at < fresh) return known.calendar
  const [row] = await tx.query<{ value: unknown }>(`select value from platform.setting where town = $1 and key = 'calendar'`, [town])
  const own = row ? TownCalendar.safeParse(row.value) : undefined
  const calendar = own?.success ? own.data : defaultCalendar
  cache.set(town, { at: Date.now(), calendar })
  return calendar
}

/** Forgets the kept calendar after a change of the setting. */
export function forgetCalendar(town: string): void {
  cache.delete(town)
}
