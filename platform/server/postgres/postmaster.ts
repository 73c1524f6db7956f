import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { engineEnv, programOf, type Engine } from './engine.ts'
import { codeOf } from './storage-faults.ts'

/** What `postmaster.pid` says about the running server. */
export interface PidFile {
  readonly pid: number
  readonly port: number
}

export function findPidFile(folder: ClusterFolder): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder.cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return undefined
  }
}

/** Whether a process runs. A zombie does not: in a container nobody may collect the orphans. */
export function isRunning(pid: number): boolean {
  return isKnown(pid) && !isZombie(pid)
}

function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function isZombie(pid: number): boolean {
  return /\) [ZX] /.test(readProc(pid, 'stat') ?? '')
}

/**
 * Takes the number out of lock files whose process is a zombie or a stranger. PostgreSQL only looks
 * whether the number exists: in a restarted container it often is some other process, and an uncollected
 * zombie stays for ever. Our own number is written instead, which the server, being our child, ignores; the
 * files themselves stay, since they also guard against sessions of the last server that are still ending.
 */
export function retireLocks(folder: ClusterFolder): void {
  if (process.platform !== 'linux') return
  for (const file of [join(folder.cluster, 'postmaster.pid'), join(folder.socket, '.s.PGSQL.5432.lock')]) {
    if (!existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    const pid = Number.parseInt(text, 10)
    if (pid === process.pid || !isKnown(pid)) continue
    const isServer = readProc(pid, 'cmdline')?.includes(folder.cluster) ?? true
    if (!isServer || isZombie(pid)) writeFileSync(file, text.replace(/^\d+/, String(process.pid)))
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

/** Starts the server process. Its own session, so that Ctrl-C in a terminal reaches us first and we stop it in order. */
export function spawnPostmaster(engine: Engine, folder: ClusterFolder, account: Account | undefined, settingsFile: string): ChildProcess {
  const log = openSync(folder.logFile, 'a', 0o600)
  try {
    return spawn(programOf(engine, 'postgres'), ['-D', folder.cluster, '-c', `config_file=${settingsFile}`], {
      ...account,
      cwd: '/',
      env: engineEnv(),
      detached: true,
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

/** Asks the server to stop at once without losing anything (fast shutdown). Returns immediately. */
export function askToStop(engine: Engine, folder: ClusterFolder, pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL' = 'SIGINT'): void {
  try {
    // Windows has no signals: pg_ctl speaks PostgreSQL's own pipe.
    if (process.platform === 'win32') {
      const mode = signal === 'SIGINT' ? 'fast' : 'immediate'
      execFileSync(programOf(engine, 'pg_ctl'), ['stop', '-W', '-m', mode, '-D', folder.cluster], { env: engineEnv(), stdio: 'ignore' })
    } else process.kill(pid, signal)
  } catch {
    // already gone
  }
}

/** Stops the server and waits for it: fast, after 20 s immediate (recovers at the next start), at last by force. */
export async function stopPostmaster(engine: Engine, folder: ClusterFolder, pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    askToStop(engine, folder, pid, signal)
    for (let waited = 0; waited < 20_000; waited += 20) {
      if (!isRunning(pid)) return
      await pause(20)
    }
  }
}
