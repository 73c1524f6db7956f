import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { engineEnv, programOf, type Engine } from './engine.ts'

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
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const stat = readProc(pid, 'stat')
  return stat === undefined || !/\) [ZX] /.test(stat)
}

/**
 * Removes a `postmaster.pid` whose number now belongs to a stranger. PostgreSQL only looks whether the
 * number is alive; in a restarted container it often is (node itself), and the start would fail for ever.
 */
export function dropStalePidFile(folder: ClusterFolder): void {
  const found = findPidFile(folder)
  if (!found || process.platform !== 'linux' || !isRunning(found.pid)) return
  const command = readProc(found.pid, 'cmdline')
  if (command !== undefined && !command.includes(folder.cluster)) rmSync(join(folder.cluster, 'postmaster.pid'), { force: true })
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
