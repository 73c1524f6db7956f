import type { Config } from '#platform/server/config.ts'
import { openDatabase } from '#platform/server/database.ts'
import { openFileStore } from '#platform/server/index.ts'
import { makeLog } from '#platform/server/log.ts'
import type { Platform, ServerModule } from '#platform/server/module.ts'
import type { Storage } from '#platform/server/postgres/index.ts'

/** A platform on a storage that stands; nothing is migrated and nothing listens. The caller closes `db`. */
export function platformOf(config: Config, modules: readonly ServerModule[], storage: Storage): Platform {
  const log = makeLog(config.logLevel)
  return {
    config,
    log,
    db: openDatabase({
      connection: { connectionString: storage.runnerUrl },
      onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    }),
    files: openFileStore(config),
    contributions: modules.flatMap((m) => m.contributes ?? []),
    permissions: Object.assign({}, ...modules.map((m) => m.permissions ?? {})) as Record<string, string>,
    now: () => new Date(),
  }
}
