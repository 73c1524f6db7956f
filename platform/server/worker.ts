import { startHandlers } from './handlers.ts'
import { seedRecurring, startJobs } from './job-runner.ts'
import type { Platform, ServerModule } from './module.ts'
import { relayOf } from './relay.ts'

export interface Worker {
  /** Takes nothing new, waits for what is running, then returns. */
  stop(): Promise<void>
}

/** Starts the background work of these modules: fact handlers, due jobs, repeating jobs. As many processes as wanted. */
export async function startWorker(platform: Platform, modules: readonly ServerModule[]): Promise<Worker> {
  const kinds = modules.flatMap((m) => m.jobs ?? [])
  const twice = kinds.find((kind, i) => kinds.findIndex((k) => k.kind === kind.kind) !== i)
  if (twice) throw new Error(`two modules run jobs of kind ${twice.kind}`)
  await seedRecurring(platform, kinds)
  const handling = startHandlers(platform, modules, await relayOf(platform))
  const jobs = startJobs(platform, kinds)
  return {
    async stop() {
      await Promise.all([handling.stop(), jobs.stop()])
    },
  }
}
