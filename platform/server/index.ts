import { fileFaults } from '../contract/files.ts'
import { platformFaults } from '../contract/problem.ts'
import { deviceKeyRoutes } from './device-key.ts'
import { fileRoutes } from './files/routes.ts'
import { healthRoutes } from './health.ts'
import { closeLive, liveRoutes } from './live.ts'
import type { ServerModule } from './module.ts'
import { relayOf, stopRelay } from './relay.ts'
import { retention } from './retention.ts'

export { fileReaders, getReadable, type FileReader } from './files/access.ts'
export { findFile, findFiles } from './files/rows.ts'
export { saveUpload, type Upload } from './files/save.ts'
export { openFileStore, type FileStore } from './files/store.ts'
export { thumbnail } from './files/thumbnails.ts'
export { earsHear, hearing, overhearing, type Ears, type Hears } from './hearing.ts'
export { cancel, schedule, type Job, type JobKey } from './jobs.ts'
export { runDue } from './job-runner.ts'
export { deliverAll } from './handlers.ts'
export { publish } from './outbox.ts'
export { recurring } from './recurring.ts'
export { startWorker, type Worker } from './worker.ts'

/** The machinery's own manifest: the tables everyone stands on, files, live, health, retention. */
export const platformModule: ServerModule = {
  name: 'platform',
  migrations: new URL('./migrations/', import.meta.url),
  faults: { ...platformFaults, ...fileFaults },
  routes: [...healthRoutes, ...deviceKeyRoutes, ...fileRoutes, ...liveRoutes],
  jobs: [retention],
  // Every process has the relay: those without a reader or a worker still tell the others at once what they wrote.
  start: async (platform) => void (await relayOf(platform)),
  async stop(platform) {
    await closeLive(platform)
    await stopRelay(platform)
  },
}
