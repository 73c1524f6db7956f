import { z } from 'zod'
import type { Tx } from '#platform/server/database.ts'

const key = 'town.simulator'
const Value = z.object({ on: z.boolean() })

/** On in a demo town unless somebody switched it off; never in a real one. */
export async function readSwitch(tx: Tx, town: string): Promise<{ available: boolean; on: boolean }> {
  const [row] = await tx.query<{ demo: boolean; value: unknown }>(
    `select t.demo, s.value from org.town t left join platform.setting s on s.town = t.town and s.key = $2 where t.town = $1`,
    [town, key],
  )
  if (!row?.demo) return { available: false, on: false }
  const value = Value.safeParse(row.value)
  return { available: true, on: value.success ? value.data.on : true }
}

export async function writeSwitch(tx: Tx, town: string, on: boolean, by: string): Promise<void> {
  await tx.query(
    `insert into platform.setting (town, key, value, changed_by) values ($1, $2, $3, $4)
     on conflict (town, key) do update set value = excluded.value, version = platform.setting.version + 1, changed_at = now(), changed_by = excluded.changed_by`,
    [town, key, JSON.stringify({ on }), by],
  )
}
