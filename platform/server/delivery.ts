import { prepared } from './database.ts'
import type { FactHandler, Platform } from './module.ts'
import { type Position, beginning } from './position.ts'
import { type OutboxRow, settled } from './relay.ts'

/** After so many failures a fact is set aside and the handler goes on: about ten minutes with the pauses below. */
export const maxFailures = 10
/** Seconds before the next try: 1, 2, 4 … 120. */
export const pauseAfter = (failures: number) => Math.min(120, 2 ** (failures - 1)) * 1000

export type Delivered =
  /** Nothing left for this handler. */
  | { readonly state: 'done' }
  /** Some were handled and there may be more. */
  | { readonly state: 'more' }
  /** Another process has this handler in hand. */
  | { readonly state: 'busy' }
  /** A fact failed; not before `retryAt`. */
  | { readonly state: 'failed'; readonly retryAt: Date }

interface Cursor extends Position {
  failures: number
  retry_at: Date | null
}

/** Faults of the database's moment, not of the fact: try again without counting. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(08|40|53|57P|55P03|57014|ECONN|EPIPE)/.test(code)
}

class Unreadable extends Error {}

const cursorStatement = prepared(
  `select xid, seq, failures, retry_at from platform.delivery where town = $1 and handler = $2 for update skip locked`,
)
const beginStatement = `insert into platform.delivery (town, handler, xid, seq) values ($1, $2, $3::xid8, $4) on conflict (town, handler) do nothing returning 1 as ok`
const factsStatement = prepared(`select town, xid, seq, name, payload, audience, at from platform.outbox
  where town = $1 and name = $2 and (xid, seq) > ($3::xid8, $4::bigint) and ${settled} order by xid, seq limit $5`)
const moveStatement = prepared(
  `update platform.delivery set xid = $3::xid8, seq = $4, failures = 0, retry_at = null, last_error = null where town = $1 and handler = $2`,
)

async function take(
  platform: Platform,
  handler: FactHandler,
  town: string,
  limit: number,
  seen: { row?: OutboxRow; cursor?: Cursor },
): Promise<Delivered> {
  return platform.db.transaction(async (tx): Promise<Delivered> => {
    const [cursor] = await tx.query<Cursor>(cursorStatement, [town, handler.name])
    if (!cursor) {
      const first = await tx.query(beginStatement, [town, handler.name, beginning.xid, beginning.seq])
      return { state: first.length > 0 ? 'more' : 'busy' }
    }
    seen.cursor = cursor
    if (cursor.retry_at && cursor.retry_at > platform.now()) return { state: 'failed', retryAt: cursor.retry_at }
    const rows = await tx.query<OutboxRow>(factsStatement, [town, handler.fact.name, cursor.xid, cursor.seq, limit])
    for (const row of rows) {
      seen.row = row
      const payload = handler.fact.payload.safeParse(row.payload)
      if (!payload.success) throw new Unreadable(`payload of ${row.name}: ${payload.error.message}`)
      // The fact's own schema made the payload; `onFact` tied the handler to that schema.
      await handler.handle(tx, payload.data as never, { town, at: row.at }, platform)
    }
    const last = rows.at(-1)
    if (!last) return { state: 'done' }
    await move(tx, town, handler.name, last)
    return { state: rows.length === limit ? 'more' : 'done' }
  })
}

type Tx = Platform['db']['read']

const move = (tx: Tx, town: string, handler: string, to: Position) => tx.post(moveStatement, [town, handler, to.xid, to.seq])

/** Notes a failure, unless another process has moved on meanwhile. */
async function noteFailure(
  platform: Platform,
  handler: FactHandler,
  town: string,
  cursor: Cursor,
  row: OutboxRow,
  error: unknown,
): Promise<Delivered> {
  const failures = cursor.failures + (isPassing(error) ? 0 : 1)
  const retryAt = new Date(platform.now().getTime() + pauseAfter(Math.max(1, failures)))
  const text = error instanceof Error ? error.message : String(error)
  return platform.db.transaction(async (tx): Promise<Delivered> => {
    const [ours] = await tx.query(
      `select 1 as ok from platform.delivery where town = $1 and handler = $2 and xid = $3::xid8 and seq = $4 for update`,
      [town, handler.name, cursor.xid, cursor.seq],
    )
    if (!ours) return { state: 'more' }
    if (failures >= maxFailures || error instanceof Unreadable) {
      await tx.query(
        `insert into platform.dead_letter (town, handler, xid, seq, name, payload, error, at) values ($1, $2, $3::xid8, $4, $5, $6, $7, $8)
         on conflict (town, handler, xid, seq) do nothing`,
        [town, handler.name, row.xid, row.seq, row.name, JSON.stringify(row.payload), text.slice(0, 2000), platform.now()],
      )
      await move(tx, town, handler.name, row)
      return { state: 'more' }
    }
    await tx.query(`update platform.delivery set failures = $3, retry_at = $4, last_error = $5 where town = $1 and handler = $2`, [
      town,
      handler.name,
      failures,
      retryAt,
      text.slice(0, 2000),
    ])
    return { state: 'failed', retryAt }
  })
}

/**
 * Gives one handler its next facts of one town. The handler's work and its place in the stream commit together, so
 * each fact takes effect once however often processes crash; the row lock keeps two processes apart.
 * A batch is tried whole first; where it fails, one by one, so that only the failing fact waits.
 */
export async function deliver(platform: Platform, handler: FactHandler, town: string, batch = 50): Promise<Delivered> {
  const seen: { row?: OutboxRow; cursor?: Cursor } = {}
  try {
    return await take(platform, handler, town, batch, seen)
  } catch (error) {
    const { row, cursor } = seen
    if (!row || !cursor) throw error
    if (batch > 1) {
      for (let i = 0; i < batch; i++) {
        const one = await deliver(platform, handler, town, 1)
        if (one.state !== 'more') return one
      }
      return { state: 'more' }
    }
    platform.log.error(
      { err: error, handler: handler.name, fact: row.name, position: `${row.xid}.${row.seq}` },
      'a fact could not be handled',
    )
    return noteFailure(platform, handler, town, cursor, row, error)
  }
}

/** A manifest error is found at the start, not at the first fact. */
export function checkHandlers(handlers: readonly FactHandler[]): void {
  const names = new Set<string>()
  for (const { name } of handlers) {
    if (names.has(name)) throw new Error(`two fact handlers are named ${name}`)
    names.add(name)
  }
}
