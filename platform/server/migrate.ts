import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type pg from 'pg'
import { Fault } from '../contract/problem.ts'
import { failStorage } from './postgres/storage-faults.ts'

export interface MigrationSource {
  readonly name: string
  readonly migrations?: URL
}

/**
 * Reads `<time>-<what>.sql` of every module; the recorded name is `<time>-<module>-<what>`. With `only`, nothing
 * but those: a restore brings the structure to the point of its backup.
 */
function provider(sources: readonly MigrationSource[], only: readonly string[] | undefined): MigrationProvider {
  return {
    async getMigrations() {
      const all: Record<string, Migration> = {}
      for (const source of sources) {
        if (!source.migrations) continue
        const folder = fileURLToPath(source.migrations)
        const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
        for (const file of files) {
          const cut = file.indexOf('-')
          const name = `${file.slice(0, cut)}-${source.name}-${file.slice(cut + 1, -4)}`
          const text = await readFile(`${folder}/${file}`, 'utf8')
          all[name] = { up: async (db) => void (await sql.raw(text).execute(db)) }
        }
      }
      const missing = only?.filter((name) => !all[name]) ?? []
      if (missing.length) throw failStorage('platform.backup-newer', { detail: `本程序没有这些结构升级：${missing.join('、')}` })
      return only ? Object.fromEntries(only.map((name) => [name, all[name]!])) : all
    },
  }
}

/**
 * Applies every migration not yet recorded, in the order of their names, under Kysely's lock: of four starters at
 * once one applies and three wait.
 * @param only these and no others; throws before changing anything when one is unknown
 * @returns the names applied now
 */
export async function migrate(pool: pg.Pool, sources: readonly MigrationSource[], only?: readonly string[]): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await sql`create schema if not exists platform`.execute(db)
  const migrator = new Migrator({
    db,
    provider: provider(sources, only),
    allowUnorderedMigrations: true,
    migrationTableSchema: 'platform',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((r) => r.status === 'Error')
  if (error instanceof Fault) throw error
  if (error) throw new Error(`数据库结构升级失败${failed ? `：${failed.migrationName}` : ''}`, { cause: error })
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}
