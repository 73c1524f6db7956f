import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** The product's own server on a data folder, as `npm start` runs it, in a process of its own. */
export async function startServer(dataDir: string): Promise<ServerProcess> {
  const main = fileURLToPath(new URL('../../apps/server/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, DATA_DIR: dataDir, TOWN: 'empty', PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /http:\/\/localhost:(\d+)/u.exec(line)?.[1]
    if (port === undefined) continue
    child.stdout.resume()
    return {
      port: Number(port),
      pid: child.pid!,
      stop: async () => {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  }
  throw new Error('the server did not start')
}
