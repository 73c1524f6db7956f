import { z } from 'zod'
import type { Tx } from '#platform/server/database.ts'
import { HearingThreshold, defaultThresholds } from '../hearing-threshold.ts'

/** The hearing thresholds a town set, else the shipped ones (示例). */
export async function thresholdsOf(tx: Tx, town: string): Promise<readonly HearingThreshold[]> {
  const [row] = await tx.query<{ value: unknown }>(
    `select value from platform.setting where town = $1 and key = 'enforcement.hearing-thresholds'`,
    [town],
  )
  const own = z.array(HearingThreshold).min(1).safeParse(row?.value)
  return own.success ? own.data : defaultThresholds
}
