import type { Tx } from '#platform/server/database.ts'
import type { Keep } from '../kind.ts'

export interface Partition {
  readonly keep: Keep
  readonly day: string
  readonly bytes: number
  /** As the planner believes; exact enough for a forecast. */
  readonly rows: number
}

/** Every day partition there is, oldest first. */
export async function listPartitions(tx: Tx): Promise<Partition[]> {
  const rows = await tx.query<{ name: string; bytes: number; rows: number }>(
    `select c.relname as name, pg_total_relation_size(c.oid) as bytes, greatest(c.reltuples, 0)::bigint as rows
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'sensing' and c.relkind = 'r' and c.relname ~ '^reading_(short|medium|long)_\\d{8}$' order by right(c.relname, 8)`,
  )
  return rows.map(({ name, bytes, rows: count }) => {
    const [, keep, day] = /^reading_(\w+)_(\d{8})$/u.exec(name)!
    return { keep: keep as Keep, day: `${day!.slice(0, 4)}-${day!.slice(4, 6)}-${day!.slice(6)}`, bytes, rows: count }
  })
}
