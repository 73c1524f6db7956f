import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { liveEvents } from '../contract/live.ts'
import type { Database } from './database.ts'
import { type Batch, type Judge, audienceKey, writeRows } from './live-batch.ts'
import { type Position, comparePositions, writePosition } from './position.ts'
import { type OutboxRow, readOutbox } from './relay.ts'

/** Unsent bytes after which a reader is given nothing more: what lies here is all it may cost the others. */
const maxUnsent = 256 * 1024
const pageSize = 500
/** How long a reader may take over what was sent; then it is cut off, comes back and resumes where it was. */
const longestDrainMs = 30_000
/** A reader further back reads everything afresh, which is cheaper for both. */
const maxMissed = 10_000

export interface LiveReader {
  /** Rows in order; those this reader has had or may not hear are left out. */
  give(batch: Batch): void
  /** Keeps proxies from closing the line, and moves the place to resume from past what others heard. */
  beat(): void
  close(): void
}

export interface Reading {
  readonly db: Database
  readonly out: ServerResponse
  readonly judge: Judge
  /** Everything up to here has been given to the readers. */
  readonly given: () => Position
  /** Where the reader was; absent when it starts now. */
  readonly after: Position | undefined
}

/** One event-stream connection: first what it missed, from the database, then what comes. */
export function openReader({ db, out, judge, given, after }: Reading): LiveReader & { start(): Promise<void> } {
  let place = after ?? given()
  let caughtUp = false
  let closed = false
  let dozing = false
  let held: Batch[] | undefined

  function send(block: string | Buffer): void {
    if (!closed) out.write(block)
  }

  /**
   * Judged before new facts: what is written at once is no sign of a slow reader, what still lies here is. It is passed over until it has taken
   * that, and then told to read afresh: cheaper for both than all it missed.
   */
  function isSlow(): boolean {
    if (closed || dozing) return true
    if (out.writableLength <= maxUnsent) return false
    dozing = true
    void drained().then(() => {
      dozing = false
      if (!closed && !out.destroyed) reset()
    })
    return true
  }

  function tell(rows: readonly OutboxRow[]): void {
    const fresh = rows.filter((row) => comparePositions(row, place) > 0)
    const last = fresh.at(-1)
    if (!last) return
    place = { xid: last.xid, seq: last.seq }
    const text = writeRows(fresh, (row) => (row.town === judge.town ? judge.of(audienceKey(row.audience), row.audience) : 'none'))
    if (text !== '') send(text)
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
      const rows = await readOutbox(db, place, pageSize, judge.town)
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
      for (const batch of held ?? []) tell(batch.rows)
      held = undefined
      caughtUp = true
      // Everything given out so far has been read or held, the rest of it was for other towns.
      if (comparePositions(given(), place) > 0) place = given()
      send(`event: ${liveEvents.ready}\nid: ${writePosition(place)}\ndata: {}\n\n`)
    },
    give(batch) {
      if (!caughtUp) held?.push(batch)
      else if (isSlow()) return
      // Read from the database already, some of it: what is left of it is this reader's own.
      else if (comparePositions(batch.first, place) <= 0) tell(batch.rows)
      else {
        place = batch.last
        const block = batch.blockFor(judge)
        if (block) send(block)
      }
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
