import { spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './cluster.ts'

export interface Program {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** Starts the real server from source as `npm start` does, on a database of the bench, and waits until it is healthy. */
export async function startProgram(env: NodeJS.ProcessEnv & { DATA_DIR: string }, node: readonly string[] = []): Promise<Program> {
  const port = await freePort()
  const logFile = join(env.DATA_DIR, 'server.log')
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [...node, 'apps/server/main.ts'], {
    cwd: new URL('..', import.meta.url).pathname,
    stdio: ['ignore', log, log],
    env: { ...process.env, TOWN: 'empty', LOG_LEVEL: 'warn', ...env, PORT: String(port), HOST: '127.0.0.1' },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; ; tries++) {
    const healthy = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (r) => r.ok,
      () => false,
    )
    if (healthy) break
    if (child.exitCode !== null || tries > 600) throw new Error(`the server did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
    await delay(100)
  }
  return {
    port,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
