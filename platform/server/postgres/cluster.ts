import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  closeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Account } from './account.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import type { Connection, StorageLog } from './embedded.ts'
import type { Engine } from './engine.ts'
import { claim } from './ownership.ts'
import { askToStop, findPidFile, isRunning, retireLocks, spawnPostmaster, stopPostmaster } from './postmaster.ts'
import { settingsText } from './settings.ts'
import { engineFault, failStorage } from './storage-faults.ts'

export interface ClusterParts {
  readonly engine: Engine
  readonly folder: ClusterFolder
  readonly account: Account | undefined
  readonly version: string
  readonly connection: Connection
  readonly log: StorageLog
  readonly onLost: ((error: unknown) => void) | undefined
}

const logLimit = 20 * 1024 * 1024
/** A server that dies this often within a minute of being brought back is not brought back again. */
const revivals = 5

/** One running cluster and the session by which we own it. */
export class Cluster {
  readonly #parts: ClusterParts
  readonly #settingsFile: string
  readonly #stamp: string
  #session: Client | undefined
  #pid = 0
  #closing = false
  #child: ChildProcess | undefined
  #reviving: Promise<void> = Promise.resolve()
  #revived: number[] = []

  constructor(parts: ClusterParts) {
    const { folder, connection, version, engine } = parts
    this.#parts = parts
    this.#settingsFile = join(folder.home, 'sihe.conf')
    const settings = settingsText({
      socket: process.platform === 'win32' ? undefined : folder.socket,
      port: connection.port,
      localSettings: folder.localSettings,
      fsync: process.env['SIHE_TEST_FSYNC'] !== 'off',
    })
    writeFileSync(this.#settingsFile, settings, { mode: 0o644 })
    const sha256 = createHash('sha256').update(settings).digest('hex')
    this.#stamp = `${JSON.stringify({ format: 1, postgres: version, engine: engine.release, settings: sha256 }, null, 2)}\n`
  }

  get pid(): number {
    return this.#pid
  }

  /** Claims the running server or starts one; returns when statements are answered and nobody else may own it. */
  async open(): Promise<void> {
    const { folder, connection, log, engine, account } = this.#parts
    let logFrom = 0
    let busy = 0
    while (!this.#closing) {
      const seen = await claim(connection).catch((error: unknown) => {
        throw failStorage('platform.storage-failed', {
          detail: `${folder.home}：${error instanceof Error ? error.message : String(error)}`,
        })
      })
      if (seen.found === 'taken') throw failStorage('platform.storage-in-use', { detail: `${folder.home}（${seen.by}）` })
      if (seen.found === 'ours') {
        const running = findPidFile(folder)?.pid ?? 0
        if (!this.#child && !this.#isStamped()) {
          log.warn(`上次异常退出留下的数据库进程 ${running} 版本或设置不同，正在停止后重新启动`)
          await seen.session.end()
          await stopPostmaster(engine, folder, running)
          continue
        }
        if (!this.#child) log.warn(`接管了上次异常退出留下的数据库进程 ${running}`)
        this.#own(seen.session, running)
        return
      }
      if (seen.found === 'nothing' && !this.#child && !this.#isComing()) {
        logFrom = this.#trimLog()
        writeFileSync(folder.stampFile, this.#stamp)
        this.#child = spawnPostmaster(engine, folder, account, this.#settingsFile)
        this.#child.on('error', () => undefined) // shows as an exit below
      }
      if (this.#child && hasEnded(this.#child)) {
        const output = readFrom(folder.logFile, logFrom)
        this.#child = undefined
        // Another process was first, or the last run's sessions are still ending: look again.
        if (!/lock file .* already exists|shared memory block .* still in use|could not bind/i.test(output) || ++busy > 200) {
          throw engineFault(output, folder.home)
        }
      }
      await pause(this.#child ? 15 : 50)
    }
  }

  /** Stops the server if we own it, also one that is just being brought back. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#reviving
    const session = this.#session
    const pid = session ? this.#pid : this.#child?.pid
    this.#session = undefined
    if (session) await letOthersLeave(session)
    await session?.end().catch(() => undefined)
    const { engine, folder } = this.#parts
    if (pid !== undefined) await stopPostmaster(engine, folder, pid)
    this.#child = undefined
    // A short socket folder lies in /tmp and is made again at the next start.
    if (pid !== undefined && !folder.socket.startsWith(folder.home)) rmSync(folder.socket, { recursive: true, force: true })
  }

  /** For `process.on('exit')`, where nothing can be awaited: the server finishes by itself. */
  closeNow(): void {
    this.#closing = true
    const pid = this.#session ? this.#pid : this.#child?.pid
    if (pid !== undefined) askToStop(this.#parts.engine, this.#parts.folder, pid)
  }

  #own(session: Client, pid: number): void {
    this.#session = session
    this.#pid = pid
    session.once('end', () => {
      if (!this.#closing) this.#reviving = this.#revive()
    })
  }

  /** Our session ended without us: the server crashed or was stopped by someone. Bring it back. */
  async #revive(): Promise<void> {
    const { log, onLost } = this.#parts
    this.#session = undefined
    this.#child = undefined
    const now = Date.now()
    this.#revived = [...this.#revived.filter((at) => now - at < 60_000), now]
    log.error(`数据库进程 ${this.#pid} 意外中断，正在恢复`)
    try {
      if (this.#revived.length > revivals) throw failStorage('platform.storage-failed', { detail: '一分钟内多次意外中断' })
      await this.open()
      if (this.#session) log.info(`数据库已恢复，进程 ${this.#pid}`)
    } catch (error) {
      log.error(`数据库没有恢复：${error instanceof Error ? error.message : String(error)}`)
      onLost?.(error)
    }
  }

  /** Whether a server that does not answer yet is on its way: its pid file names a live server of this folder. */
  #isComing(): boolean {
    retireLocks(this.#parts.folder)
    const found = findPidFile(this.#parts.folder)
    return found !== undefined && found.pid !== process.pid && isRunning(found.pid)
  }

  #isStamped(): boolean {
    const { stampFile } = this.#parts.folder
    return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === this.#stamp
  }

  /** Keeps the log small; returns where this start's lines will begin. The server appends, so cutting is safe. */
  #trimLog(): number {
    const { logFile } = this.#parts.folder
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    if (size < logLimit) return size
    copyFileSync(logFile, `${logFile}.1`)
    truncateSync(logFile)
    return 0
  }
}

/**
 * Waits up to half a second for the other sessions to end. `pool.end()` returns before its connections are
 * closed; a server stopping under them would throw an error into the process that nobody listens for.
 */
async function letOthersLeave(session: Client): Promise<void> {
  const others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1"
  for (let waited = 0; waited < 500; waited += 25) {
    const found = await session.query(others).catch(() => undefined)
    if (!found?.rowCount) return
    await pause(25)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

function readFrom(file: string, position: number): string {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(64 * 1024)
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, buffer.length, position))
  } finally {
    closeSync(handle)
  }
}
