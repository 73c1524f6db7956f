import type { Platform } from '#platform/server/module.ts'
import { recurring } from '#platform/server/recurring.ts'
import { exportPartition } from './archive.ts'
import { listPartitions } from './partition-list.ts'
import { keepDays } from './retention.ts'

const dayMs = 86_400_000
const offset = 8 * 3_600_000

/** The day of China's clock, `YYYY-MM-DD`. */
export const dayOfMs = (ms: number): string => new Date(ms + offset).toISOString().slice(0, 10)

const known = new WeakMap<Platform, Set<string>>()

/** Makes the day partitions that these moments need and that are not known to be there. Days ahead are made by the nightly job. */
export async function ensureDays(platform: Platform, moments: readonly { readonly at: number }[]): Promise<void> {
  let days = known.get(platform)
  if (!days) known.set(platform, (days = new Set()))
  let last: number | undefined
  for (const { at } of moments) {
    const number = Math.floor((at + offset) / dayMs)
    // A batch is of one day but for some late ones.
    if (number === last) continue
    last = number
    const day = dayOfMs(at)
    if (days.has(day)) continue
    // On a connection of its own: making a partition locks the parent until its transaction ends.
    await platform.db.apart.query(`select sensing.make_day($1)`, [day])
    days.add(day)
  }
}

/** Exports and drops every partition whose time is over. @returns the paths written */
export async function dropExpired(platform: Platform, now: Date): Promise<string[]> {
  const days = await keepDays(platform)
  const paths: string[] = []
  for (const partition of await listPartitions(platform.db.read)) {
    if (Date.parse(`${partition.day}T00:00:00+08:00`) + (days[partition.keep] + 1) * dayMs > now.getTime()) continue
    const [kept] = await platform.db.read.query(
      `select 1 as ok from sensing.reading_${partition.keep}_${partition.day.replaceAll('-', '')} limit 1`,
    )
    if (kept) paths.push(...(await exportPartition(platform, partition)))
    await platform.db.apart.query(`select sensing.drop_day($1, $2)`, [partition.keep, partition.day])
    known.get(platform)?.delete(partition.day)
  }
  return paths
}

/** Makes a week of partitions ahead and takes the expired ones away. */
export const turnPartitions = recurring('sensing.partitions-turn', { daily: '00:20' }, async (_tx, _job, platform) => {
  const now = platform.now()
  await ensureDays(
    platform,
    Array.from({ length: 8 }, (_, i) => ({ at: now.getTime() + i * dayMs })),
  )
  const paths = await dropExpired(platform, now)
  if (paths.length > 0) platform.log.info({ paths }, 'expired readings exported and dropped')
})
