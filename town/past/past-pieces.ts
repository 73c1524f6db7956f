import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Made, Order } from './messages.ts'

/**
 * The pieces of a town and its past, made in a thread of its own while the caller writes the ones before.
 * @throws Error what the maker threw
 */
export async function* pastPieces(order: Order): AsyncGenerator<Made> {
  const worker = new Worker(new URL('./past-thread.ts', import.meta.url), { workerData: order })
  const made: Made[] = []
  let failure: unknown
  let wake: (() => void) | undefined
  const changed = (): void => wake?.()
  worker.on('message', (piece: Made) => {
    made.push(piece)
    changed()
  })
  worker.on('error', (error) => {
    failure = error
    changed()
  })
  const ended = once(worker, 'exit').catch(() => undefined)
  try {
    for (;;) {
      if (failure) throw failure instanceof Error ? failure : new Error(String(failure))
      const piece = made.shift()
      if (!piece) {
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      if (piece.kind === 'done') return
      yield piece
      worker.postMessage('next')
    }
  } finally {
    await worker.terminate()
    await ended
  }
}
