import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Made, Order } from './messages.ts'

/** Makes one town. */
export interface Maker {
  /** @throws Error when the maker fails; its own words are on the log */
  pieces(order: Order): AsyncGenerator<Made>
  /** Ends it, its town wanted or not. */
  end(): Promise<void>
}

/**
 * Starts to make a town in a process of its own, ahead of the order, while the caller sets up what it will be written to. A process and not
 * a thread: measured, the 500 MB a town takes to make stayed with us after the thread had ended.
 */
export function startMaker(): Maker {
  const maker = fork(fileURLToPath(new URL('./past-process.ts', import.meta.url)), {
    serialization: 'advanced',
    execArgv: ['--max-semi-space-size=64'],
  })
  const made: Made[] = []
  let ended: string | undefined
  let wake: (() => void) | undefined
  maker.on('message', (piece) => {
    // Only makePast sends here.
    made.push(piece as Made)
    wake?.()
  })
  maker.on('error', (error) => {
    ended = error.message
    wake?.()
  })
  maker.on('exit', (code, signal) => {
    ended ??= `the process that makes the demo town ended early (${signal ?? code})`
    wake?.()
  })
  const end = async (): Promise<void> => {
    if (maker.exitCode !== null || maker.signalCode !== null) return
    maker.kill()
    await once(maker, 'exit')
  }
  async function* pieces(order: Order): AsyncGenerator<Made> {
    try {
      if (maker.connected) maker.send(order)
      for (;;) {
        const piece = made.shift()
        if (piece?.kind === 'done') return
        if (piece) {
          yield piece
          if (maker.connected) maker.send('next')
        } else if (ended !== undefined) throw new Error(ended)
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      await end()
    }
  }
  return { pieces, end }
}
