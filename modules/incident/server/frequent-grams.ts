import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'

interface Kept {
  readonly at: number
  readonly grams: Promise<ReadonlySet<string>>
}
const kept = new WeakMap<Platform['db'], Kept>()
/** PostgreSQL counts anew after a tenth of the table has changed: no need to ask often. */
const keepMs = 5 * 60_000

/**
 * The two-character words PostgreSQL knows to be common (about one case in 250 and more), from its own statistics. Only they may be looked for by
 * walking from the newest case on: the planner would walk for any word while a page is short, and for one that few cases have it then
 * reads them all (a new word beside a million cases: 200 ms of processor for each search).
 */
export function commonGrams(tx: Tx, { db }: Platform): Promise<ReadonlySet<string>> {
  const known = kept.get(db)
  if (known && Date.now() - known.at < keepMs) return known.grams
  const grams = tx
    .query<{ gram: string }>(
      `select unnest(most_common_elems::text::text[]) as gram from pg_stats where schemaname = 'incident' and tablename = 'incident' and attname = 'grams'`,
    )
    .then((rows) => new Set(rows.map((row) => row.gram)))
  kept.set(db, { at: Date.now(), grams })
  // Not known this time; asked again the next.
  grams.catch(() => kept.delete(db))
  return grams
}
