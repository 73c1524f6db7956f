import pg from 'pg'
import type { Database } from './database.ts'
import type { Log } from './log.ts'

export interface Hints {
  /** Tells the other processes to look. Many calls within 50 ms are one notification. */
  tell(): void
  stop(): Promise<void>
}

/**
 * LISTEN / NOTIFY on a connection of its own (never the pool's: a listening session must stay), reconnecting by
 * itself. Only a hint: whoever uses it polls as well, so a broken connection or an old pgbouncer costs a second, not a fact.
 */
export function openHints(db: Database, channel: string, log: Log, onHint: () => void): Hints {
  let client: pg.Client | undefined
  let stopped = false
  let failures = 0
  let again: NodeJS.Timeout | undefined
  let telling: NodeJS.Timeout | undefined

  function lost(which: pg.Client): void {
    if (client !== which) return
    client = undefined
    which.end().catch(() => undefined)
    if (stopped) return
    again = setTimeout(() => void connect(), Math.min(30_000, 500 * 2 ** failures++)).unref()
  }

  async function connect(): Promise<void> {
    const next = new pg.Client(db.pool.options)
    client = next
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    next.on('notification', (message) => {
      // Our own notification comes back to us; we had the nudge already.
      if (message.processId !== Reflect.get(next, 'processID')) onHint()
    })
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      failures = 0
      // Whatever happened while we were away.
      onHint()
    } catch (error) {
      log.debug({ err: error }, 'no hints from the database; polling')
      lost(next)
    }
  }

  void connect()
  return {
    tell() {
      telling ??= setTimeout(() => {
        telling = undefined
        client?.query('select pg_notify($1, $2)', [channel, '']).catch(() => undefined)
      }, 50).unref()
    },
    async stop() {
      stopped = true
      clearTimeout(again)
      clearTimeout(telling)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
