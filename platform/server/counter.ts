import type { Database } from './database.ts'

/**
 * Numbers without a hot row: a process takes a block and hands it out; a crash leaves a gap, never a repeat.
 * Measured thought: one `update … returning` per case would serialise all writers of a day on one row.
 */
export function makeCounters(db: Database, block = 20): (town: string, name: string) => Promise<number> {
  const ranges = new Map<string, { next: number; end: number }>()
  const waiting = new Map<string, Promise<void>>()

  async function take(town: string, name: string, key: string): Promise<void> {
    const [row] = await db.apart.query<{ value: number }>(
      `insert into platform.counter as c (town, name, value) values ($1, $2, $3)
       on conflict (town, name) do update set value = c.value + $3 returning value`,
      [town, name, block],
    )
    ranges.set(key, { next: row!.value - block + 1, end: row!.value })
  }

  return async (town, name) => {
    const key = `${town}/${name}`
    for (;;) {
      const range = ranges.get(key)
      if (range && range.next <= range.end) return range.next++
      let pending = waiting.get(key)
      if (!pending) {
        pending = take(town, name, key).finally(() => waiting.delete(key))
        waiting.set(key, pending)
      }
      await pending
    }
  }
}
