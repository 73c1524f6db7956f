import type { JobKind, ServerModule } from '#platform/server/module.ts'
import { noticeArrived } from '../contract.ts'
import { noticeHandlers } from './handlers.ts'
import { filePort, sendQueued } from './outgoing.ts'
import { noticeRoutes } from './routes.ts'

export { type Outgoing, type OutgoingPort, filePort, sendOut } from './outgoing.ts'
export { type NoticeDraft, notify } from './send.ts'

const outgoing: JobKind = {
  kind: 'notice.outgoing',
  run: (tx, job, platform) => sendQueued(tx, platform, job.town, job.key, filePort(platform)),
}

/** Inboxes, and the way out for short messages. */
export const noticeModule: ServerModule = {
  name: 'notice',
  migrations: new URL('./migrations/', import.meta.url),
  routes: noticeRoutes,
  facts: [noticeArrived],
  handlers: noticeHandlers,
  jobs: [outgoing],
}
