import type { z } from 'zod'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { DutySettings, defaultDuty } from '../duty/shift.ts'

interface Kept<T> {
  readonly value: T
  /** 0 while the town has not changed the default. */
  readonly version: number
}

/** A setting of the module, or its default. A stored value that no longer fits its shape counts as not set. */
export async function readConfig<T extends z.ZodType>(
  tx: Tx,
  town: string,
  key: string,
  shape: T,
  otherwise: z.output<T>,
): Promise<Kept<z.output<T>>> {
  const [row] = await tx.query<{ value: unknown; version: number }>(
    `select value, version from dispatch.config where town = $1 and key = $2`,
    [town, key],
  )
  const parsed = row ? shape.safeParse(row.value) : undefined
  return { value: parsed?.success ? parsed.data : otherwise, version: row?.version ?? 0 }
}

/** @throws Fault platform.conflict when somebody changed it since `version` was read */
export async function saveConfig(tx: Tx, actor: Actor, now: Date, key: string, value: unknown, version: number): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into dispatch.config as c (town, key, value, version, changed_at, changed_by) select $1, $2, $3, 1, $4, $5 where $6 = 0
     on conflict (town, key) do nothing returning version`,
    [actor.town, key, JSON.stringify(value), now, actor.subject, version],
  )
  if (row) return row.version
  const [changed] = await tx.query<{ version: number }>(
    `update dispatch.config set value = $3, version = version + 1, changed_at = $4, changed_by = $5
     where town = $1 and key = $2 and version = $6 returning version`,
    [actor.town, key, JSON.stringify(value), now, actor.subject, version],
  )
  if (!changed) throw failPlatform('platform.conflict', { detail: '您打开之后，这项设置已被他人修改', way: '刷新后在新的内容上修改' })
  return changed.version
}

/** The town's shifts and chairs. */
export const dutySettings = (tx: Tx, town: string): Promise<Kept<DutySettings>> => readConfig(tx, town, 'duty', DutySettings, defaultDuty)
