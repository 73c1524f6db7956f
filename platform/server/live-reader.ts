import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type LiveFact, liveEvents } from '../contract/live.ts'
import type { Database } from './database.ts'
import { type Position, comparePositions, writePosition } from './position.ts'
import { type OutboxRow, readOutbox } from './relay.ts'

/** Unsent bytes after which a reader is cut off: it comes back and resumes where it was. */
const maxUnsent = 1024 * 1024
const pageSize = 500
/** A reader further back reads everything afresh, which is cheaper for both. */
const maxMissed = 10_000

const text = new WeakMap<OutboxRow, string>()

/** A row as it goes out; made once for all its readers. */
function textOf(row: OutboxRow): string {
  let made = text.get(row)
  if (made === undefined) {
    made = JSON.stringify({ id: writePosition(row), name: row.name, payload: row.payload, at: row.at.toISOString() } satisfies LiveFact)
    text.set(row, made)
  }
  return made
}

export interface LiveReader {
  /** Rows in order; those this reader has had or may not hear are left out. */
  give(rows: readonly OutboxRow[]): void
  /** Keeps proxies from closing the line, and moves the place to resume from past what others heard. */
  beat(): void
  close(): void
}

export interface Reading {
  readonly db: Database
  readonly out: ServerResponse
  readonly town: string
  readonly hears: (audience: readonly string[]) => boolean
  /** Everything up to here has been given to the readers. */
  readonly given: () => Position
  /** Where the reader was; absent when it starts now. */
  readonly after: Position | undefined
}

/** One event-stream connection: first what it missed, from the database, then what comes. */
export function openReader({ db, out, town, hears, given, after }: Reading): LiveReader & { start(): Promise<void> } {
  let place = after ?? given()
  let caughtUp = false
  let closed = false
  let held: OutboxRow[] = []

  function send(block: string): void {
    if (closed) return
    // Judged before writing: one large block is no sign of a slow reader, the one before it still lying here is.
    if (out.writableLength > maxUnsent) {
      closed = true
      out.destroy()
      return
    }
    out.write(block)
  }

  function tell(rows: readonly OutboxRow[]): void {
    const fresh = rows.filter((row) => comparePositions(row, place) > 0)
    const last = fresh.at(-1)
    if (!last) return
    place = { xid: last.xid, seq: last.seq }
    const heard = fresh.filter((row) => row.town === town && row.audience.length > 0 && hears(row.audience))
    if (heard.length > 0) send(`id: ${writePosition(place)}\ndata: [${heard.map(textOf).join(',')}]\n\n`)
  }

  async function catchUp(): Promise<void> {
    let missed = 0
    for (;;) {
      // What was given out before this read is in the database, so the read has it; what is given during it is held.
      held = []
      const rows = await readOutbox(db, place, pageSize, town)
      if (closed) return
      missed += rows.length
      if (missed > maxMissed) return reset()
      tell(rows)
      if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')])
      if (closed || rows.length < pageSize) return
    }
  }

  function reset(): void {
    place = given()
    send(`event: ${liveEvents.reset}\nid: ${writePosition(place)}\ndata: {}\n\n`)
  }

  return {
    async start() {
      if (after) await catchUp()
      tell(held)
      held = []
      caughtUp = true
      // Everything given out so far has been read or held, the rest of it was for other towns.
      if (comparePositions(given(), place) > 0) place = given()
      send(`event: ${liveEvents.ready}\nid: ${writePosition(place)}\ndata: {}\n\n`)
    },
    give(rows) {
      if (caughtUp) tell(rows)
      else held.push(...rows)
    },
    beat() {
      if (caughtUp) send(`: \nid: ${writePosition(place)}\n\n`)
    },
    close() {
      closed = true
      out.end()
    },
  }
}
