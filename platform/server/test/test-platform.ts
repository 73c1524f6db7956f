import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { Principal } from '../../contract/principal.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database.ts'
import { openFileStore } from '../files/store.ts'
import { serve } from '../http/serve.ts'
import { platformModule } from '../index.ts'
import { makeLog } from '../log.ts'
import { migrate } from '../migrate.ts'
import type { Platform, ServerModule } from '../module.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

export interface TestPlatform {
  readonly platform: Platform
  readonly database: TestDatabase
  readonly modules: readonly ServerModule[]
  /** Moves the platform's clock. */
  setNow(now: Date | undefined): void
  /** The same platform as another process would have it: a pool, a relay and live streams of its own. */
  secondProcess(): Platform
  /** Starts an HTTP server on a free port. @returns `http://127.0.0.1:<port>/api` */
  listen(on?: Platform): Promise<string>
}

/** Whose request it is: `x-test-actor: <town>/<subject>[/<permission>…]`; without the header nobody is signed in. */
export function actorOf(request: FastifyRequest): Principal {
  const [town = '320599101', subject = 'public', ...permissions] = String(request.headers['x-test-actor'] ?? '')
    .split('/')
    .filter(Boolean)
  return { town, subject, permissions: new Set(permissions), signedIn: subject !== 'public' }
}

/** A platform with a fresh database and data folder, as the runner; call once per test file, at top level. */
export async function testPlatform(more: readonly ServerModule[] = []): Promise<TestPlatform> {
  const modules = [platformModule, ...more]
  const database = await testDatabase()
  const migrator = new pg.Pool({ connectionString: database.migratorUrl, max: 1 })
  await migrate(migrator, modules)
  await migrator.end()
  const dataDir = await mkdtemp(join(tmpdir(), 'sihe-data-'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent', DATABASE_URL: database.url }, [])
  let moved: Date | undefined
  const closing: (() => Promise<unknown>)[] = []

  function open(): Platform {
    const db = openDatabase({ connection: { connectionString: database.url }, max: 4 })
    const platform: Platform = {
      config,
      log: makeLog(config.logLevel),
      db,
      files: openFileStore(config),
      contributions: modules.flatMap((m) => m.contributes ?? []),
      permissions: Object.assign({}, ...modules.map((m) => m.permissions ?? {})) as Record<string, string>,
      now: () => moved ?? new Date(),
    }
    closing.unshift(async () => {
      await platformModule.stop?.(platform)
      await db.close()
    })
    return platform
  }

  const platform = open()
  afterAll(async () => {
    for (const close of closing) await close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return {
    platform,
    database,
    modules,
    setNow: (now) => void (moved = now),
    secondProcess: open,
    async listen(on = platform) {
      const authenticating = modules.some((m) => m.authenticate)
        ? modules
        : [...modules, { name: 'test', authenticate: async (r: FastifyRequest) => actorOf(r) }]
      const { app } = await serve(on, authenticating)
      await app.listen({ port: 0, host: '127.0.0.1' })
      closing.unshift(() => app.close())
      const address = app.server.address()
      if (!address || typeof address === 'string') throw new Error('no port')
      return `http://127.0.0.1:${address.port}/api`
    },
  }
}
