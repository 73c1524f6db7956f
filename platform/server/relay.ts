import { type Database, prepared } from './database.ts'
import { openHints } from './hints.ts'
import type { Log } from './log.ts'
import type { Platform } from './module.ts'
import { onNudge } from './nudges.ts'
import type { Position } from './position.ts'
import { adoptRestored } from './restored.ts'

export interface OutboxRow extends Position {
  readonly town: string
  readonly name: string
  readonly payload: unknown
  readonly audience: readonly string[]
  readonly at: Date
}

export interface Relay {
  /** Every row up to here has been given out or lies before this process's start. */
  position(): Position
  /** Hears every row settled from now on, once and in order. @returns stops hearing */
  subscribe(hear: (rows: readonly OutboxRow[]) => void): () => void
  stop(): Promise<void>
}

const columns = 'town, xid, seq, name, payload, audience, at'
/** Older than every running transaction: nothing can still appear before such a row. */
export const settled = 'xid < pg_snapshot_xmin(pg_current_snapshot())'
const pageSize = 500
const nextStatement = prepared(
  `select ${columns}, ${settled} as settled from platform.outbox where (xid, seq) > ($1::xid8, $2::bigint) order by xid, seq limit $3`,
)
const pollMs = 1000

/** Settled rows after a place, in order; of one town when named. At most `limit`. */
export async function readOutbox(db: Database, after: Position, limit: number, town?: string): Promise<OutboxRow[]> {
  return db.read.query<OutboxRow>(
    `select ${columns} from platform.outbox
     where (xid, seq) > ($1::xid8, $2::bigint) and ${settled} ${town === undefined ? '' : 'and town = $4'} order by xid, seq limit $3`,
    town === undefined ? [after.xid, after.seq, limit] : [after.xid, after.seq, limit, town],
  )
}

/**
 * Reads the outbox once for the whole process and gives the rows to whoever subscribed. Order is (xid, seq) of settled
 * transactions only, so a transaction that commits late is never skipped. The price: the oldest running transaction of
 * the whole server holds the stream back, so write transactions must be short.
 */
export async function startRelay(db: Database, log: Log): Promise<Relay> {
  await adoptRestored(db)
  const [start] = await db.read.query<{ xid: string }>(`select pg_snapshot_xmin(pg_current_snapshot()) as xid`)
  let position: Position = { xid: start!.xid, seq: 0 }
  let stopped = false
  let reading: Promise<void> | undefined
  let asked = false
  let timer: NodeJS.Timeout | undefined
  let waits = 0
  const hearers = new Set<(rows: readonly OutboxRow[]) => void>()

  async function read(): Promise<boolean> {
    for (;;) {
      const rows = await db.read.query<OutboxRow & { settled: boolean }>(nextStatement, [position.xid, position.seq, pageSize])
      const end = rows.findIndex((row) => !row.settled)
      const ready = end === -1 ? rows : rows.slice(0, end)
      const last = ready.at(-1)
      if (last && !stopped) {
        position = { xid: last.xid, seq: last.seq }
        for (const hear of hearers) hear(ready)
      }
      if (stopped || end !== -1) return end !== -1
      if (rows.length < pageSize) return false
    }
  }

  function wake(): void {
    asked = true
    if (reading || stopped) return
    clearTimeout(timer)
    asked = false
    reading = read()
      // Committed rows behind a running transaction: look again soon, then less often.
      .then((waiting) => (waiting ? Math.min(pollMs, 20 * 2 ** waits++) : ((waits = 0), pollMs)))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'outbox could not be read; trying again')
        return pollMs
      })
      .then((delay) => {
        reading = undefined
        if (stopped) return
        if (asked) wake()
        else timer = setTimeout(wake, delay)
      })
  }

  const hints = openHints(db, 'platform_outbox', log, wake)
  const unhear = onNudge('outbox', () => {
    hints.tell()
    wake()
  })
  wake()
  return {
    position: () => position,
    subscribe(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      unhear()
      await reading
      await hints.stop()
    },
  }
}

const relays = new WeakMap<Database, Promise<Relay>>()

/** The one relay of this process for a platform; started when first asked for. */
export function relayOf({ db, log }: Platform): Promise<Relay> {
  let relay = relays.get(db)
  if (!relay) {
    relay = startRelay(db, log)
    relays.set(db, relay)
    // A database that was away at the start must not leave a dead relay behind.
    relay.catch(() => relays.delete(db))
  }
  return relay
}

export async function stopRelay({ db }: Platform): Promise<void> {
  const relay = relays.get(db)
  relays.delete(db)
  await (await relay?.catch(() => undefined))?.stop()
}
