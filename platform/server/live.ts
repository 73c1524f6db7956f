import { type LiveFact, live, liveEvents } from '../contract/live.ts'
import type { Principal } from '../contract/principal.ts'
import { hearing, hearsAll, overhearing } from './hearing.ts'
import { Batch, makeJudge } from './live-batch.ts'
import { type LiveReader, openReader } from './live-reader.ts'
import { type Call, type Platform, type Route, routeFor } from './module.ts'
import { type Position, readPosition } from './position.ts'
import { type OutboxRow, relayOf } from './relay.ts'
import { removedUpTo } from './retention.ts'

/**
 * Facts that come close together go out together: 9–11 times cheaper a delivery than one by one (measured). How close depends on what the round
 * costs: with few readers ten milliseconds, with a thousand about twice the time of their thousand writes, never more than a tenth of a second.
 */
const coalesce = { leastMs: 10, mostMs: 100, timesCost: 2 } as const
const heartbeatMs = 15_000
/** A stream ends and comes back by itself after so long, so that a lost post or session is noticed. */
const longestMs = 10 * 60_000

interface Hub {
  readonly given: () => Position
  join(reader: LiveReader): () => void
  close(): void
}

/** Fans the process's relay out to its readers. */
async function openHub(platform: Platform): Promise<Hub> {
  const relay = await relayOf(platform)
  const readers = new Set<LiveReader>()
  let given = relay.position()
  let batch: OutboxRow[] = []
  let timer: NodeJS.Timeout | undefined
  let cost = 0

  function flush(): void {
    timer = undefined
    const [first, ...rest] = batch
    batch = []
    if (!first) return
    const begun = performance.now()
    const together = new Batch([first, ...rest])
    given = together.last
    for (const reader of readers) reader.give(together)
    // Eased, so that one garbage collection is not taken for a crowd.
    cost += (performance.now() - begun - cost) / 4
  }

  const unsubscribe = relay.subscribe((rows) => {
    batch.push(...rows)
    timer ??= setTimeout(flush, Math.min(coalesce.mostMs, Math.max(coalesce.leastMs, cost * coalesce.timesCost)))
  })
  const beats = setInterval(() => {
    for (const reader of readers) reader.beat()
  }, heartbeatMs)
  return {
    given: () => given,
    join(reader) {
      readers.add(reader)
      return () => void readers.delete(reader)
    },
    close() {
      unsubscribe()
      clearTimeout(timer)
      clearInterval(beats)
      for (const reader of readers) reader.close()
    },
  }
}

const hubs = new WeakMap<Platform['db'], Promise<Hub>>()

function hubOf(platform: Platform): Promise<Hub> {
  let hub = hubs.get(platform.db)
  if (!hub) {
    hub = openHub(platform)
    hubs.set(platform.db, hub)
    hub.catch(() => hubs.delete(platform.db))
  }
  return hub
}

/** Ends every live stream of this process; without it the HTTP server would wait for them for ever. */
export async function closeLive({ db }: Pick<Platform, 'db'>): Promise<void> {
  const hub = hubs.get(db)
  hubs.delete(db)
  const open = await hub?.catch(() => undefined)
  open?.close()
}

/** Whether the stream after this place is still there: not removed by age, not of another server before a restore. */
async function canResume(platform: Platform, town: string, { xid, seq }: Position): Promise<boolean> {
  const [row] = await platform.db.read.query<{ ok: boolean }>(
    `select $2::xid8 < pg_snapshot_xmax(pg_current_snapshot()) and not exists (
       select 1 from platform.delivery where town = $1 and handler = '${removedUpTo}' and (xid, seq) > ($2::xid8, $3::bigint)) as ok`,
    [town, xid, seq],
  )
  return row?.ok ?? false
}

/** What this actor hears, as the modules say. */
export function hearsOf(platform: Platform, actor: Principal): (audience: readonly string[]) => boolean {
  const all = [hearsAll, ...hearing.from(platform.contributions)]
  return (audience) => all.some((hears) => hears(actor, audience))
}

/** Whether this actor may know that something happened of which it hears nothing. */
const overhearsOf = (platform: Platform, actor: Principal): boolean =>
  overhearing.from(platform.contributions).some((overhears) => overhears(actor))

async function stream({ platform, actor, query, request, reply }: Call<typeof live>): Promise<LiveFact[]> {
  // A database that is away is still a plain 503 here; afterwards only the stream can say something.
  const hub = await hubOf(platform)
  const asked = String(request.headers['last-event-id'] ?? query.after ?? '')
  const wanted = asked ? readPosition(asked) : undefined
  const after = wanted && (await canResume(platform, actor.town, wanted)) ? wanted : undefined
  reply.hijack()
  const out = reply.raw
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    // nginx would hold the events back until its buffer is full.
    'x-accel-buffering': 'no',
  })
  out.on('error', () => undefined)
  const judge = makeJudge(actor.town, hearsOf(platform, actor), overhearsOf(platform, actor))
  const reader = openReader({ db: platform.db, out, judge, given: hub.given, after })
  const leave = hub.join(reader)
  // Spread out, so that a restart's readers do not all come back in the same second for ever.
  const end = setTimeout(() => reader.close(), longestMs * (0.8 + Math.random() * 0.4))
  out.on('close', () => {
    clearTimeout(end)
    leave()
    reader.close()
  })
  out.write('retry: 1500\n\n')
  if (asked && !after) out.write(`event: ${liveEvents.reset}\ndata: {}\n\n`)
  await reader.start().catch((error: unknown) => {
    platform.log.warn({ err: error }, 'a live stream could not catch up')
    reader.close()
  })
  return []
}

export const liveRoutes: readonly Route[] = [routeFor<Principal>()(live, stream)]
