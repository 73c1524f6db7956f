import { type Socket, connect } from 'node:net'
import type { Tally } from './live-tally.ts'

/** One reader on a bare socket; `EventSource` of a thousand would cost more than what is measured. */
export class StreamReader {
  readonly #port: number
  readonly #who: string
  readonly #tally: Tally | undefined
  #socket: Socket | undefined
  #rest: Buffer | undefined
  /** The last complete place to resume from, for those that come and go. */
  #lastId = ''
  /** Numbers received, in order; only where asked for. */
  readonly got: number[] | undefined
  resets = 0
  #ready: (() => void) | undefined

  /** @param keeps whether to remember every number and the place, for those that come and go */
  constructor(port: number, who: string, tally: Tally | undefined, keeps = false) {
    this.#port = port
    this.#who = who
    this.#tally = tally
    if (keeps) this.got = []
  }

  open(): Promise<void> {
    this.#rest = undefined
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    this.#socket = socket
    socket.on('error', () => undefined)
    const resume = this.#lastId ? `last-event-id: ${this.#lastId}\r\n` : ''
    socket.write(`GET /api/live HTTP/1.1\r\nhost: localhost\r\nx-reader: ${this.#who}\r\n${resume}\r\n`)
    return new Promise((resolve) => {
      this.#ready = resolve
      let head = ''
      socket.on('data', (chunk: Buffer) => {
        if (this.#ready) {
          head += chunk.toString('latin1')
          if (head.includes('event: ready')) this.#settle()
        }
        if (this.got) this.#takeWhole(chunk)
        else this.#take(chunk)
      })
    })
  }

  #settle(): void {
    this.#ready?.()
    this.#ready = undefined
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest && this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = this.#tally?.take(bytes)
  }

  /** As a browser: an event counts once it is whole, and so does its id. */
  #takeWhole(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    const end = bytes.lastIndexOf('\n\n')
    if (end === -1) {
      this.#rest = bytes
      return
    }
    const text = bytes.toString('utf8', 0, end + 2)
    this.#rest = bytes.subarray(end + 2)
    for (const [, id] of text.matchAll(/^id: (\S+)$/gm)) this.#lastId = id!
    for (const [, n] of text.matchAll(/"n":(\d+)/g)) this.got!.push(Number(n))
    this.resets += text.split('event: reset').length - 1
  }

  /** Reads no more, as a phone in a tunnel. */
  sleep(): void {
    this.#socket?.pause()
  }
  wake(): void {
    this.#socket?.resume()
  }
  cut(): void {
    this.#socket?.destroy()
  }
}
