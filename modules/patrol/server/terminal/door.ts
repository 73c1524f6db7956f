import { type Server, type Socket, createServer } from 'node:net'
import type { Platform } from '#platform/server/module.ts'
import { findTerminal, fitsPlate, isCode, keepFixes } from './known.ts'
import { terminalLine } from './line.ts'

/** A town has some dozens of vehicles; more lines than this are no terminals. */
const MOST_LINES = 500
/** Milliseconds to sign in. */
const PATIENCE = 30_000
/** A terminal says something at least this often (its heartbeat is a minute or three). */
const SILENCE = 10 * 60_000

export interface Door {
  readonly port: number
  readonly lines: () => number
  readonly stop: () => Promise<void>
}

function serveLine(platform: Platform, socket: Socket): void {
  const line = terminalLine({
    find: (number) => findTerminal(platform, number),
    fitsPlate,
    isCode,
    keep: (terminal, points) => keepFixes(platform, terminal, points),
  })
  socket.setTimeout(SILENCE, () => socket.destroy())
  const patience = setTimeout(() => line.signedIn() || socket.destroy(), PATIENCE)
  socket.on('close', () => clearTimeout(patience))
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes) => {
    // Nothing more is read while this is kept: a fast sender waits, memory does not grow.
    socket.pause()
    line.hear(bytes).then(
      ({ replies, end }) => {
        for (const reply of replies) socket.write(reply)
        if (end === undefined) socket.resume()
        else {
          platform.log.info({ end }, 'jt808 line')
          socket.removeAllListeners('data')
          socket.setTimeout(5_000)
          socket.end()
          socket.resume()
        }
      },
      (error: unknown) => {
        // Unanswered, so that the terminal sends again when the database is back.
        platform.log.warn({ err: error }, 'jt808')
        socket.destroy()
      },
    )
  })
}

/** Listens for terminals of JT/T 808 on a port (0: any free one). */
export async function openDoor(platform: Platform, port: number): Promise<Door> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    if (sockets.size >= MOST_LINES) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serveLine(platform, socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, platform.config.host, resolve)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    lines: () => sockets.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/**
 * The terminals' door of a process, where JT808_PORT is set. A port that is taken stops nothing else: the platform goes on and says so.
 * @returns what ends it
 */
export async function startTerminals(platform: Platform): Promise<() => Promise<void>> {
  const port = platform.config.jt808Port
  if (port === undefined) return async () => undefined
  try {
    return (await openDoor(platform, port)).stop
  } catch (error) {
    console.error(
      `JT/T 808 端口 ${port} 没有打开：${error instanceof Error ? error.message : String(error)}。换一个端口，例如 JT808_PORT=${port + 1}`,
    )
    return async () => undefined
  }
}
