import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'
import type { Platform } from './module.ts'
import { recurring } from './recurring.ts'

const day = 86_400_000
/** How long a live reader may be away and still resume. */
export const outboxDays = 7
/** Not even a handler that never comes back may keep the stream longer. */
const outboxMaxDays = 30
/** How long a write may be repeated and still get its first answer: a phone left in a drawer over a month's leave. */
export const replayDays = 30
const batch = 5000

/** Small transactions: a long one would hold the live stream back. */
async function inBatches(db: Database, text: string, values: readonly unknown[]): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await db.read.query(text, [...values, batch])
    count += rows.length
    if (rows.length < batch) return count
  }
}

/** The pseudo handler whose place tells how far a town's stream has been removed. */
export const removedUpTo = 'platform.retention'

/** Removes from the front of each town's stream what is old and has reached every handler. */
async function pruneOutbox(db: Database, now: Date): Promise<number> {
  const towns = await db.read.query<{ town: string }>(`select distinct town from platform.outbox where at < $1`, [
    new Date(now.getTime() - outboxDays * day),
  ])
  let count = 0
  for (const { town } of towns) {
    count += await inBatches(
      db,
      `with last as (select xid, seq from platform.delivery where town = $1 and handler <> '${removedUpTo}' order by xid, seq limit 1),
       old as (select xid, seq, at from platform.outbox where town = $1 order by xid, seq limit $4),
       keep as (select xid, seq from old where at >= $2 or (at >= $3 and (xid, seq) > (select xid, seq from last)) order by xid, seq limit 1),
       gone as (delete from platform.outbox o using old where o.town = $1 and o.xid = old.xid and o.seq = old.seq
                and not exists (select 1 from keep where (old.xid, old.seq) >= (keep.xid, keep.seq)) returning o.xid, o.seq),
       place as (insert into platform.delivery (town, handler, xid, seq) select $1, '${removedUpTo}', xid, seq from gone order by xid desc, seq desc limit 1
                 on conflict (town, handler) do update set xid = excluded.xid, seq = excluded.seq)
       select 1 as ok from gone`,
      [town, new Date(now.getTime() - outboxDays * day), new Date(now.getTime() - outboxMaxDays * day)],
    )
  }
  return count
}

/** Removes replies older than a repeat may be. */
async function pruneReplays(db: Database, now: Date): Promise<number> {
  return inBatches(
    db,
    `delete from platform.replay where ctid = any(array(select ctid from platform.replay where at < $1 limit $2)) returning 1 as ok`,
    [new Date(now.getTime() - replayDays * day)],
  )
}

/** Removes what broken uploads left behind. */
async function pruneScratch(scratch: string, now: Date): Promise<number> {
  let count = 0
  for (const name of await readdir(scratch).catch(() => [])) {
    const path = join(scratch, name)
    const about = await stat(path).catch(() => undefined)
    if (!about || now.getTime() - about.mtimeMs < day) continue
    await rm(path, { force: true })
    count++
  }
  return count
}

export interface Pruned {
  readonly outbox: number
  readonly replays: number
  readonly scratch: number
}

/** Takes away what has served its time. Safe to run at any moment, twice at once too. */
export async function prune({ db, files }: Platform, now: Date): Promise<Pruned> {
  return { outbox: await pruneOutbox(db, now), replays: await pruneReplays(db, now), scratch: await pruneScratch(files.scratch, now) }
}

/** At twenty past three at night, when a town sleeps. */
export const retention = recurring('platform.retention', { daily: '03:20' }, async (_tx, _job, platform) => {
  await prune(platform, platform.now())
})
