import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

// Parse types once. int8 counts fit a double here; a date stays text, since `pg` would make it local midnight, a day
// early as UTC; a point becomes [lng, lat].
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)
// The types of `pg` list no geometric oid; 600 is `point`.
const setParser: (oid: number, parse: (text: string) => unknown) => void = pg.types.setTypeParser
setParser(600, (text) => text.slice(1, -1).split(',').map(Number))

/** A place to run statements: one transaction, or single statements outside any. */
export interface Tx {
  /** Runs one statement with `$1` parameters and answers its rows. */
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** The same place as a Kysely of the caller's own schema type. */
  as<DB>(): Kysely<DB>
  /** Runs after a successful commit; never for what must not be lost (use the outbox). */
  afterCommit(effect: () => void): void
  /**
   * A statement whose answer nobody waits for: it is done in its place, in one flight with what follows, and its failure is the
   * transaction's. Outside a transaction it is waited for.
   */
  post(text: string, values?: readonly unknown[]): Promise<void>
  /** The last statement of the transaction, sent in one flight with the commit; its failure is the transaction's. Outside one it runs at once. */
  withCommit(text: string, values: readonly unknown[]): void
  /** The underlying connection, for COPY streams. */
  readonly connection: pg.ClientBase | pg.Pool
}

export interface Database {
  /** Opens a transaction, commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Single statements, each on its own; for reading. */
  readonly read: Tx
  /**
   * Single statements on a connection no transaction can take: for the rare one that must commit by itself while a transaction is
   * open (a block of numbers). On `read` it would wait for a connection of the very transactions that wait for it.
   */
  readonly apart: Tx
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** Kysely wants a pool; this one hands out the one connection we are already on. */
function kyselyOn(source: pg.Pool | pg.ClientBase): Kysely<unknown> {
  const pool =
    source instanceof pg.Pool
      ? source
      : { connect: async () => ({ query: source.query.bind(source), release: () => undefined }), end: async () => undefined }
  return new Kysely({ dialect: new PostgresDialect({ pool: pool as pg.Pool }) })
}

const names = new Map<string, string>()

/**
 * Marks a statement of the hot path: each connection parses and plans it once (`act` spends as long planning as writing). Only for constant
 * texts with named columns: a kept `select *` fails when a migration adds a column under a running process.
 */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `sihe_${names.size}`)
  return text
}

interface Wired {
  /** pg sends a statement without waiting for the answer of the one before. */
  pipeline: boolean
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}
// The types of `pg` know neither field yet.
const wired = (client: pg.ClientBase): pg.ClientBase & Wired => client as pg.ClientBase & Wired

/**
 * Sends a statement; those asked for in one turn leave in one write. Seventeen writes per act took a third of the process before: waking
 * PostgreSQL for each costs more than what it then does.
 */
function send<R extends object>(source: pg.Pool | pg.ClientBase, text: string, values?: readonly unknown[]): Promise<pg.QueryResult<R>> {
  const name = values && names.get(text)
  const question = { text, ...(values ? { values: [...values] } : {}), ...(name ? { name } : {}) }
  if (source instanceof pg.Pool) return source.query<R>(question)
  const { stream } = wired(source).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
  return source.query<R>(question)
}

interface Ending {
  /** Why a posted statement failed; what failed after it only followed. */
  failure?: unknown
  readonly effects: (() => void)[]
  readonly statements: { text: string; values: readonly unknown[] }[]
}

function place(source: pg.Pool | pg.ClientBase, ending: Ending | undefined): Tx {
  let kysely: Kysely<unknown> | undefined
  return {
    query: async <R extends object>(text: string, values?: readonly unknown[]) => (await send<R>(source, text, values)).rows,
    as: <DB>() => (kysely ??= kyselyOn(source)) as Kysely<DB>,
    async post(text, values) {
      const sent = send(source, text, values)
      if (ending) sent.catch((error: unknown) => (ending.failure ??= error))
      else await sent
    },
    afterCommit: (effect) => (ending ? ending.effects.push(effect) : effect()),
    withCommit: (text, values) => (ending ? ending.statements.push({ text, values }) : void send(source, text, values)),
    get connection() {
      // A COPY takes the line for itself.
      if (!(source instanceof pg.Pool)) wired(source).pipeline = false
      return source
    },
  }
}

export interface DatabaseOptions {
  /** Connection string or socket settings. */
  readonly connection: pg.PoolConfig
  readonly max?: number
  readonly onError?: (error: Error) => void
}

// Starting a second worker or a compiler costs more than our statements do: a page of a unit took 75 ms for the worker, 2 for itself.
const settle = async (client: pg.ClientBase): Promise<void> =>
  void (await client.query('set jit = off; set max_parallel_workers_per_gather = 0'))

/** Opens the pool. Errors of idle connections go to `onError`: a server that goes away must not end the process. */
export function openDatabase({ connection, max = 12, onError }: DatabaseOptions): Database {
  const shared = { ...connection, application_name: 'sihe', onConnect: settle }
  const pool = new pg.Pool({ ...shared, max })
  const apart = new pg.Pool({ ...shared, max: 1 })
  for (const one of [pool, apart]) {
    one.on('error', (error) => onError?.(error))
    // The pool listens to idle connections only: one lost in the middle of a transaction would end the process. Its statement rejects, which is enough.
    one.on('connect', (client) => void client.on('error', () => undefined))
  }
  return {
    pool,
    read: place(pool, undefined),
    apart: place(apart, undefined),
    async transaction(work) {
      const client = await pool.connect()
      const ending: Ending = { effects: [], statements: [] }
      try {
        wired(client).pipeline = true
        // Not waited for: it leaves with the first statement.
        const begun = send(client, 'begin')
        begun.catch(() => undefined)
        const result = await work(place(client, ending))
        await begun
        const last = ending.statements.map(({ text, values }) => send(client, text, values))
        // After a failed statement PostgreSQL makes the commit a rollback.
        await Promise.all([...last, send(client, 'commit')])
        if (ending.failure !== undefined) throw ending.failure
        client.release()
        for (const effect of ending.effects) effect()
        return result
      } catch (error) {
        // A connection whose rollback fails is broken: hand it back as such.
        await client.query('rollback').then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        )
        throw ending.failure ?? error
      }
    },
    close: async () => void (await Promise.all([pool.end(), apart.end()])),
  }
}
