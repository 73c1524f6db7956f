import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { makePast } from './make-past.ts'
import type { Order } from './messages.ts'

// The thread's entry: makes one piece, sends it, and waits until it is asked for the next but one, so that pieces never pile up.
const port = parentPort
if (!port) throw new Error('past-thread.ts runs as a worker thread')
let ahead = 2
for await (const made of makePast(workerData as Order)) {
  port.postMessage(made, made.kind === 'batch' ? made.tables.map(({ text }) => text.buffer as ArrayBuffer) : [])
  ahead--
  while (ahead <= 0) {
    await once(port, 'message')
    ahead++
  }
}
port.close()
