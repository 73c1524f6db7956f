import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'
import { readConfig } from '#platform/server/config.ts'
import { serve } from '#platform/server/http/serve.ts'
import { earsHear, hearing, platformModule, publish } from '#platform/server/index.ts'
import { openStorage } from '#platform/server/postgres/index.ts'
import { openPlatform } from '#apps/server/start.ts'
import { makeLog } from '#platform/server/log.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { type Order, clockNow, runOrder } from './live-order.ts'

// The server of bench/live.ts, in a process of its own: the platform's live stream as the product has it, and a writer that publishes facts as the
// product does, each in a transaction. Who reads is said by the header `x-reader: <person>/<area>/<whole town?>`.

const town = '320599101'
const said = fact('bench.fact-said', z.object({ n: z.int(), t: z.number(), fill: z.string() }))

const url = process.env['DATABASE_URL']
if (!url) throw new Error('bench/live.ts starts this')
const dataDir = mkdtempSync(join(tmpdir(), 'sihe-live-'))
const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: url, LOG_LEVEL: 'warn' }, [])
const bench: ServerModule = {
  name: 'bench',
  facts: [said],
  contributes: [
    hearing.of((actor, audience) => {
      const [person, area, whole] = actor.subject.split('/')
      return earsHear({ person, units: [], areas: area ? [area] : [], wholeTown: whole === '1' }, audience)
    }),
  ],
  authenticate: async (request) => ({
    town,
    subject: String(request.headers['x-reader'] ?? 'nobody//0'),
    permissions: new Set(),
    signedIn: true,
  }),
}
const modules = [platformModule, bench]
const storage = await openStorage({ dataDir, databaseUrl: url, log: makeLog('error'), onLost: () => process.exit(1) })
const platform = await openPlatform(config, modules, storage)
await platformModule.start?.(platform)
const { app } = await serve(platform, modules)
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()

/** About as long as a real `case.acted`. */
const fill = '事件处置待签收'.repeat(10)

process.on('message', async (order: Order | 'stop') => {
  if (order === 'stop') {
    await app.close()
    await platformModule.stop?.(platform)
    await platform.db.close()
    await storage.stop()
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  }
  const before = process.cpuUsage()
  const commits = await runOrder(order, async (numbers) => {
    await platform.db.transaction(async (tx) => {
      for (const n of numbers) {
        const audience = order.areas.length > 0 ? `a:${order.areas[n % order.areas.length]!}` : '*'
        await publish(tx, town, said, { n, t: clockNow(), fill: order.size ? 'x'.repeat(order.size) : fill }, [audience])
      }
    })
  })
  const { user, system } = process.cpuUsage(before)
  await delay(1500)
  process.send?.({ commits, cpuMs: Math.round((user + system) / 1000), rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20) })
})
process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
