import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type LiveFact, liveEvents } from '../contract/live.ts'
import type { Database } from './database.ts'
import { type Position, comparePositions, writePosition } from './position.ts'
import { type OutboxRow, readOutbox } from './relay.ts'

/** Unsent bytes after which a reader is cut off: it comes back and resumes where it was. */
const maxUnsent = 1024 * 1024
const pageSize = 500
/** Characters of one event, about. */
const blockLength = 64 * 1024
/** How long a reader catching up may take over one page. */
const longestDrainMs = 30_000
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
  let held: OutboxRow[] | undefined

  function send(block: string): void {
    if (!closed) out.write(block)
  }

  /** Judged before new facts: what is written at once is no sign of a slow reader, what still lies here is. */
  function isSlow(): boolean {
    if (closed || out.writableLength <= maxUnsent) return closed
    closed = true
    out.destroy()
    return true
  }

  function tell(rows: readonly OutboxRow[]): void {
    let block: string[] = []
    let length = 0
    // Several events where facts are large: a reader whose line breaks goes on after the last whole one.
    const flush = () => {
      if (block.length > 0) send(`id: ${writePosition(place)}\ndata: [${block.join(',')}]\n\n`)
      block = []
      length = 0
    }
    for (const row of rows) {
      if (comparePositions(row, place) <= 0) continue
      place = { xid: row.xid, seq: row.seq }
      if (row.town !== town || row.audience.length === 0 || !hears(row.audience)) continue
      block.push(textOf(row))
      length += textOf(row).length
      if (length > blockLength) flush()
    }
    flush()
  }

  /** Waits until the reader has taken what was sent; one that takes too long is cut off. */
  async function drained(): Promise<void> {
    if (!out.writableNeedDrain) return
    const timer = setTimeout(() => out.destroy(), longestDrainMs)
    await Promise.race([once(out, 'drain'), once(out, 'close')])
    clearTimeout(timer)
  }

  async function catchUp(): Promise<void> {
    let missed = 0
    for (;;) {
      await drained()
      if (closed) return
      // What was given out before this read is in the database, so the read has it; what is given during it is held.
      held = []
      const rows = await readOutbox(db, place, pageSize, town)
      if (closed) return
      missed += rows.length
      if (missed > maxMissed) return reset()
      tell(rows)
      // Large last pages are waited for and read after, so that the reader goes live with nothing left lying here.
      if (rows.length < pageSize && !out.writableNeedDrain) return
      held = undefined
    }
  }

  function reset(): void {
    place = given()
    send(`event: ${liveEvents.reset}\nid: ${writePosition(place)}\ndata: {}\n\n`)
  }

  return {
    async start() {
      if (after) await catchUp()
      if (held) tell(held)
      held = undefined
      caughtUp = true
      // Everything given out so far has been read or held, the rest of it was for other towns.
      if (comparePositions(given(), place) > 0) place = given()
      send(`event: ${liveEvents.ready}\nid: ${writePosition(place)}\ndata: {}\n\n`)
    },
    give(rows) {
      if (!caughtUp) held?.push(...rows)
      else if (!isSlow()) tell(rows)
    },
    beat() {
      if (caughtUp && !isSlow()) send(`: \nid: ${writePosition(place)}\n\n`)
    },
    close() {
      closed = true
      out.end()
    },
  }
}
