import { randomInt } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { findAccount } from './account.ts'
import { findFolder, keepPassword, prepareFolder, type ClusterFolder } from './cluster-folder.ts'
import { Cluster } from './cluster.ts'
import { getEngine, reachableEngine, versionOf } from './engine.ts'
import { checkMajor, initCluster, superuser } from './init-cluster.ts'
import { findPidFile } from './postmaster.ts'
import { stopWithProcess } from './stop-with-process.ts'

/** Where lines for the operator go; Fastify's logger fits. */
export interface StorageLog {
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

/** How to reach a cluster as its superuser. `host` is a folder where it is a unix socket. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface EmbeddedPostgres {
  readonly connection: Connection
  /** The same as a URL `pg` understands. */
  readonly url: string
  /** Process number of the postmaster; changes if it had to be restarted. */
  readonly pid: number
  /** PostgreSQL version, e.g. `18.4`. */
  readonly version: string
  /** Stops the server (fast shutdown) and gives up the folder. Safe to repeat. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** DATA_DIR; the cluster lies in its `postgres` folder. Made when missing. */
  readonly dataDir: string
  readonly log: StorageLog
  /** Called when the server died and could not be brought back; the process should end. */
  readonly onLost?: (error: unknown) => void
}

/**
 * Starts the private PostgreSQL of one DATA_DIR, adopting one that an earlier process left running.
 * It restarts the server if that dies and stops it with this process. Throws a `Fault` of `storageFaults`
 * whose text a town's administrator can act on.
 */
export async function startEmbedded({ dataDir, log, onLost }: StartOptions): Promise<EmbeddedPostgres> {
  const account = findAccount(resolve(dataDir))
  const installed = getEngine()
  const folder = prepareFolder(dataDir, account)
  if (account && !folder.home.startsWith(realpathSync(dataDir))) {
    log.warn(
      `${resolve(dataDir)} 在只有 root 能进入的文件夹里，数据库文件实际放在 ${folder.home}；换机器请用 npm run backup，不要只拷贝 DATA_DIR`,
    )
  }
  const engine = reachableEngine(installed, account, folder.home)
  const version = await versionOf(engine, account)
  await initCluster(engine, folder, account)
  checkMajor(folder, version)
  const connection = connectionOf(folder)
  const cluster = new Cluster({ engine, folder, account, version, connection, log, onLost })
  await cluster.open()
  const forget = stopWithProcess(cluster)
  return {
    connection,
    url: urlOf(connection),
    version,
    get pid() {
      return cluster.pid
    },
    stop: async () => {
      forget()
      await cluster.close()
    },
  }
}

/** How to reach the cluster of a DATA_DIR that another process runs, for tools such as the backup. Starts nothing. */
export function findConnection(dataDir: string): Connection | undefined {
  const folder = findFolder(dataDir, findAccount(resolve(dataDir)))
  return folder && findPidFile(folder) ? connectionOf(folder) : undefined
}

function connectionOf(folder: ClusterFolder): Connection {
  const identity = { user: superuser, password: keepPassword(folder), database: 'postgres' }
  if (process.platform !== 'win32') return { host: folder.socket, port: 5432, ...identity }
  // Windows: loopback only, a port nobody can guess in advance; a running server keeps its own.
  return { host: '127.0.0.1', port: findPidFile(folder)?.port ?? randomInt(49152, 65535), ...identity }
}

/** Any characters may be in the folder's path: it travels as an escaped parameter, which `pg` and libpq both read. */
export function urlOf(connection: Connection): string {
  const url = new URL(`postgresql://localhost/${encodeURIComponent(connection.database)}`)
  url.username = connection.user
  url.password = connection.password
  if (connection.host.startsWith('/')) url.searchParams.set('host', connection.host)
  else url.host = `${connection.host}:${connection.port}`
  return url.href.replaceAll('+', '%20') // libpq does not read + as a space
}
