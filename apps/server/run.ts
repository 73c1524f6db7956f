import { flushCompileCache } from 'node:module'
import { readConfig } from '#platform/server/config.ts'
import { sayFault } from '#platform/server/postgres/index.ts'
import { foreseeDemoTown, loadDemoTown } from '#town/load.ts'
import { startSimulator } from '#town/simulator.ts'
import { modules } from './modules.ts'
import { start } from './start.ts'

/** What a person reads when the start fails. */
function explain(error: unknown, port: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `端口 ${port} 已被别的程序占用。\n换一个端口启动，例如：PORT=3001 npm start`
  if (code === 'EACCES' && port !== undefined && port < 1024)
    return `没有权限监听端口 ${port}。\n换一个 1024 以上的端口，例如：PORT=3000 npm start`
  return sayFault(error)
}

/** What the process waits for besides its own work. */
export interface RunOptions {
  /** The pages are there: nothing is served before. */
  readonly pages?: Promise<unknown>
}

/** Starts the platform as environment and arguments say and stays until a signal; ends the process with the reason where it cannot. */
export async function run({ pages }: RunOptions = {}): Promise<void> {
  const begun = performance.timeOrigin
  let port: number | undefined
  try {
    const config = readConfig()
    port = config.port
    // What was compiled so far is there for the maker, too.
    flushCompileCache()
    const maker = foreseeDemoTown(config)
    const running = await start(config, modules, {
      load: async (platform) => {
        if (config.town === 'demo') await loadDemoTown(platform, { maker })
      },
      beside: startSimulator,
      ...(pages ? { pages } : {}),
    })
    if (running.url)
      console.log(`四河已启动：${running.url}（用时 ${((Date.now() - begun) / 1000).toFixed(1)} 秒）\n群众上报：${running.url}/p/`)
    let stopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) return
        stopping = true
        void running.stop().then(() => process.exit(0))
      })
    }
  } catch (error) {
    console.error(explain(error, port))
    process.exit(1)
  }
}
