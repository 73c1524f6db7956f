import { deliver, checkHandlers } from './delivery.ts'
import type { FactHandler, Platform, ServerModule } from './module.ts'
import { type Position, comparePositions } from './position.ts'
import { type OutboxRow, type Relay, settled } from './relay.ts'

const lanes = 3
const tickMs = 1000
/** A full look at every handler, for what a crashed process left half-way. */
const sweepEveryTicks = 20

/** Towns with rows in the outbox: jumps along the primary key instead of reading it all. */
async function townsWithFacts(platform: Platform): Promise<string[]> {
  const rows = await platform.db.read.query<{ town: string }>(
    `with recursive t as (
       (select town from platform.outbox order by town limit 1)
       union all select (select o.town from platform.outbox o where o.town > t.town order by o.town limit 1) from t where t.town is not null)
     select town from t where town is not null`,
  )
  return rows.map((row) => row.town)
}

export interface Handling {
  stop(): Promise<void>
}

/** Runs the modules' fact handlers: woken by the relay, retried after a failure, at most `lanes` at once. */
export function startHandlers(platform: Platform, modules: readonly ServerModule[], relay: Relay): Handling {
  const handlers = modules.flatMap((m) => m.handlers ?? [])
  checkHandlers(handlers)
  const byFact = Map.groupBy(handlers, (h) => h.fact.name)
  const waiting = new Map<string, { handler: FactHandler; town: string }>()
  const retries = new Map<string, { handler: FactHandler; town: string; at: number }>()
  const running = new Map<string, Promise<void>>()
  let stopped = false

  function wake(handler: FactHandler, town: string): void {
    waiting.set(`${handler.name}/${town}`, { handler, town })
    fill()
  }

  function fill(): void {
    for (const [key, { handler, town }] of waiting) {
      if (stopped || running.size >= lanes) return
      if (running.has(key)) continue
      waiting.delete(key)
      running.set(
        key,
        run(key, handler, town).finally(() => {
          running.delete(key)
          fill()
        }),
      )
    }
  }

  async function run(key: string, handler: FactHandler, town: string): Promise<void> {
    try {
      const result = await deliver(platform, handler, town)
      retries.delete(key)
      // Another batch goes to the end of the queue: one busy handler may not starve the rest.
      if (result.state === 'more') waiting.set(key, { handler, town })
      // Who holds it may have read before our fact was in, or may die.
      if (result.state === 'busy') retries.set(key, { handler, town, at: platform.now().getTime() + tickMs })
      if (result.state === 'failed') retries.set(key, { handler, town, at: result.retryAt.getTime() })
    } catch (error) {
      platform.log.warn({ err: error, handler: handler.name }, 'facts could not be delivered; trying again')
      retries.set(key, { handler, town, at: platform.now().getTime() + tickMs })
    }
  }

  async function sweep(): Promise<void> {
    try {
      for (const town of await townsWithFacts(platform)) for (const handler of handlers) wake(handler, town)
    } catch (error) {
      platform.log.warn({ err: error }, 'the outbox could not be swept; trying again')
      ticks = sweepEveryTicks - 5
    }
  }

  let ticks = 0
  let sweeping: Promise<void> | undefined
  function tick(): void {
    const now = platform.now().getTime()
    for (const [key, { handler, town, at }] of retries)
      if (at <= now) {
        retries.delete(key)
        wake(handler, town)
      }
    if (++ticks >= sweepEveryTicks) {
      ticks = 0
      sweeping = sweep()
    }
  }

  const unsubscribe = relay.subscribe((rows: readonly OutboxRow[]) => {
    for (const { name, town } of rows) for (const handler of byFact.get(name) ?? []) wake(handler, town)
  })
  sweeping = handlers.length > 0 ? sweep() : undefined
  const timer = setInterval(tick, tickMs)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      unsubscribe()
      await sweeping
      await Promise.all(running.values())
    },
  }
}

/**
 * For tests: gives every handler everything committed before the call, then returns. Facts that failing handlers put
 * off are left for their time.
 */
export async function deliverAll(platform: Platform, modules: readonly ServerModule[]): Promise<void> {
  const { db } = platform
  const handlers = modules.flatMap((m) => m.handlers ?? [])
  const [newest] = await db.read.query<Position>(`select xid, seq from platform.outbox order by outbox.xid desc, seq desc limit 1`)
  if (!newest) return
  // Other databases of the same server hold the stream back for as long as their transactions run.
  for (;;) {
    const [row] = await db.read.query<{ ready: boolean }>(`select ${settled} as ready from (select $1::xid8 as xid) as it`, [newest.xid])
    if (row?.ready) break
    await new Promise((next) => setTimeout(next, 5))
  }
  for (const town of await townsWithFacts(platform)) {
    for (const handler of handlers) while ((await deliver(platform, handler, town)).state === 'more');
  }
  // What the handlers published themselves.
  const [last] = await db.read.query<Position>(`select xid, seq from platform.outbox order by outbox.xid desc, seq desc limit 1`)
  if (last && comparePositions(last, newest) > 0) await deliverAll(platform, modules)
}
