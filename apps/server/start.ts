import pg from 'pg'
import type { Config } from '#platform/server/config.ts'
import { startWorker } from '#platform/server/index.ts'
import { serve } from '#platform/server/http/serve.ts'
import { makeLog } from '#platform/server/log.ts'
import { migrate } from '#platform/server/migrate.ts'
import type { Platform, ServerModule } from '#platform/server/module.ts'
import { type Storage, openStorage } from '#platform/server/postgres/index.ts'
import { platformOf } from './platform-of.ts'
import { serveWeb } from './web.ts'

export interface Started {
  readonly platform: Platform
  /** Where it listens; undefined for a process without `http`. */
  readonly url: string | undefined
  stop(): Promise<void>
}

/** Opens the database, brings its structure up to date and answers a platform; nothing listens yet. */
export async function openPlatform(config: Config, modules: readonly ServerModule[], storage: Storage): Promise<Platform> {
  const log = makeLog(config.logLevel)
  const migrator = new pg.Pool({ connectionString: storage.migratorUrl, max: 1 })
  try {
    const applied = await migrate(migrator, modules)
    if (applied.length) log.info({ applied }, 'migrations applied')
  } finally {
    await migrator.end()
  }
  return platformOf(config, modules, storage)
}

export interface StartHooks {
  /** Loads the demo town before the modules start. */
  readonly load?: (platform: Platform) => Promise<void>
  /** Something of the application's own that runs beside the worker; its answer stops it. */
  readonly beside?: (platform: Platform) => Promise<() => Promise<void>>
  /** The pages are built: awaited before anything is served. */
  readonly pages?: Promise<unknown>
}

/** config → platform → core → modules, then the chosen services. Everything begun is ended by `stop`, in reverse. */
export async function start(config: Config, modules: readonly ServerModule[], hooks: StartHooks = {}): Promise<Started> {
  const log = makeLog(config.logLevel)
  const ending: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end().catch((error: unknown) => log.error({ err: error }, 'stopping'))
  }
  try {
    const storage = await openStorage({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log, onLost: () => process.exit(1) })
    ending.push(() => storage.stop())
    const platform = await openPlatform(config, modules, storage)
    ending.push(() => platform.db.close())
    await hooks.load?.(platform)
    for (const module of modules) {
      await module.start?.(platform)
      if (module.stop) ending.push(async () => module.stop!(platform))
    }
    if (config.services.has('worker')) {
      const worker = await startWorker(platform, modules)
      ending.push(() => worker.stop())
      const endBeside = await hooks.beside?.(platform)
      if (endBeside) ending.push(endBeside)
    }
    for (const service of config.services) {
      for (const module of modules) {
        const end = await module.services?.[service]?.(platform)
        if (end) ending.push(end)
      }
    }
    await hooks.pages
    const url = config.services.has('http') ? await listen(platform, modules, ending) : undefined
    return { platform, url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function listen(platform: Platform, modules: readonly ServerModule[], ending: (() => Promise<unknown>)[]): Promise<string> {
  const { app } = await serve(platform, modules)
  await serveWeb(app)
  const { port, host } = platform.config
  await app.listen({ port, host })
  ending.push(() => app.close())
  const address = app.server.address()
  return `http://localhost:${address && typeof address === 'object' ? address.port : port}`
}
