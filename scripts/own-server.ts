import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { exitOf, spawnNode } from './child.ts'

export interface OwnServer {
  readonly url: string
  /** Its folder, for the tools that work beside a running platform. */
  readonly dataDir: string
  /** Stops the server and removes its folder. */
  readonly stop: () => Promise<void>
  /** The last lines the server printed. */
  readonly tail: () => string
}

const READY_WITHIN_MS = 180_000
const STOP_WITHIN_MS = 20_000

/** Starts a Sihe of our own, as `npm start` would: a free port, a fresh folder, the demo town; ready when it resolves. */
export async function startOwnServer(env: NodeJS.ProcessEnv = process.env): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sihe-'))
  chmodSync(folder, 0o755) // started by root, PostgreSQL runs as another user and must be able to enter
  const logFile = join(folder, 'server.log')
  const log = createWriteStream(logFile)
  const port = String(await freePort())
  const mqttPort = env['MQTT_PORT'] ?? String(await freePort())
  const dataDir = join(folder, 'data')
  const child = spawnNode(['scripts/start.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, PORT: port, MQTT_PORT: mqttPort, DATA_DIR: dataDir, TOWN: env['TOWN'] ?? 'demo', SIMULATOR: 'off' },
  })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })

  const url = `http://127.0.0.1:${port}`
  const tail = (): string => readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    await exitOf(child)
    clearTimeout(hard)
    log.end()
    rmSync(folder, { recursive: true, force: true })
  }

  const deadline = Date.now() + READY_WITHIN_MS
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const reason = child.exitCode === null ? `${READY_WITHIN_MS / 1000} 秒内没有就绪` : `退出码 ${child.exitCode}`
      const printed = tail()
      await stop()
      throw new Error(`服务器没有启动（${reason}）。它最后的输出：\n${printed}`)
    }
    await delay(200)
  }
  return { url, dataDir, stop, tail }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    return false // not listening yet
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
