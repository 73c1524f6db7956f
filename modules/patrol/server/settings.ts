import { z } from 'zod'
import type { Tx } from '#platform/server/database.ts'

/** How positions are handled in this town; every number is a setting (示例 until the town sets its own). */
export const PatrolSettings = z.object({
  /** Older positions are drawn grey and say so. */
  staleMinutes: z.int().min(1).max(240).default(10),
  /** A forgotten duty ends by itself: nobody is followed home. */
  dutyHours: z.int().min(1).max(24).default(12),
  /** How long tracks are kept (个人信息保护法 art. 19: the shortest necessary). */
  trackDays: z.int().min(7).max(1100).default(180),
  /** How often a phone sends. */
  everySeconds: z.int().min(10).max(600).default(60),
  /** A visit farther from its object than this is marked 距离过远. */
  visitMetres: z.int().min(20).max(1000).default(100),
})
export type PatrolSettings = z.infer<typeof PatrolSettings>

const cache = new Map<string, { at: number; settings: PatrolSettings }>()

/** The town's settings, at most half a minute old. */
export async function patrolSettings(tx: Tx, town: string): Promise<PatrolSettings> {
  const known = cache.get(town)
  if (known && Date.now() - known.at < 30_000) return known.settings
  const [row] = await tx.query<{ value: unknown }>(`select value from platform.setting where town = $1 and key = 'patrol'`, [town])
  const parsed = PatrolSettings.safeParse(row?.value ?? {})
  const settings = parsed.success ? parsed.data : PatrolSettings.parse({})
  cache.set(town, { at: Date.now(), settings })
  return settings
}
