import { Client } from 'pg'
import { findConnection, startEmbedded, urlOf, type StorageLog } from './embedded.ts'
import { openServer } from './open-server.ts'
import { prepareRoles, urlFor } from './roles.ts'

/** The database of the embedded default. */
const embeddedDatabase = 'sihe'

/** A running, prepared database. `stop` ends what was started here and nothing else. */
export interface Storage {
  readonly kind: 'embedded' | 'server'
  /** May do everything the given user may: for preparing and for tools, never for requests. */
  readonly adminUrl: string
  readonly migratorUrl: string
  readonly runnerUrl: string
  /** PostgreSQL version, e.g. `18.4`. */
  readonly version: string
  stop(): Promise<void>
}

export interface StorageOptions {
  readonly dataDir: string
  /** The value of DATABASE_URL; undefined or '' means the embedded default. */
  readonly databaseUrl: string | undefined
  readonly log: StorageLog
  /** The embedded server died and could not be brought back; the process should end. */
  readonly onLost?: (error: unknown) => void
}

/**
 * Opens the platform's database: the server of `databaseUrl`, else the embedded one of `dataDir`, started
 * and made when missing; with both roles prepared. Throws a `Fault` of `storageFaults`.
 */
export async function openStorage({ dataDir, databaseUrl, log, onLost }: StorageOptions): Promise<Storage> {
  if (databaseUrl) {
    const server = await openServer(databaseUrl)
    const urls = await prepareRoles(databaseUrl, server.database, log)
    return { kind: 'server', adminUrl: databaseUrl, ...urls, version: server.version, stop: async () => undefined }
  }
  const embedded = await startEmbedded({ dataDir, log, ...(onLost && { onLost }) })
  try {
    const urls = await prepareRoles(embedded.url, embeddedDatabase, log)
    return {
      kind: 'embedded',
      adminUrl: urlFor(embedded.url, embeddedDatabase),
      ...urls,
      version: embedded.version,
      stop: () => embedded.stop(),
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

/** For tools that work beside a running platform (backup, verify): joins its embedded database if it runs, else opens it. */
export async function joinStorage(options: StorageOptions): Promise<Storage> {
  const connection = options.databaseUrl ? undefined : findConnection(options.dataDir)
  if (!connection || !(await answers(urlOf(connection)))) return openStorage(options)
  const url = urlOf(connection)
  const urls = await prepareRoles(url, embeddedDatabase, options.log)
  const { version } = await openServer(urlFor(url, embeddedDatabase))
  return { kind: 'embedded', adminUrl: urlFor(url, embeddedDatabase), ...urls, version, stop: async () => undefined }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}
