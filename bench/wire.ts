import { type Socket, connect } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly cookie: string | undefined
}

/**
 * One keep-alive connection that sends one request at a time. Written on the bare socket: the client shares the two cores with what it
 * measures, and `fetch` costs about as much as the server's own answer.
 */
export class Wire {
  readonly #socket: Socket
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  #chunks: Buffer[] = []

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk))
    const lost = (error?: Error) => this.#waiting?.reject(error ?? new Error('connection closed'))
    this.#socket.on('error', lost)
    this.#socket.on('close', () => lost())
  }

  call(method: string, path: string, body?: unknown, cookie?: string): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const head = `${method} /api${path} HTTP/1.1\r\nhost: localhost\r\n${cookie ? `cookie: ${cookie}\r\n` : ''}`
    const content = text ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n` : ''
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${head}${content}\r\n${text}`)
    })
  }

  end(): void {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    this.#chunks = [all]
    const split = all.indexOf('\r\n\r\n')
    if (split === -1) return
    const head = all.toString('latin1', 0, split)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
    if (Number.isNaN(length)) return this.#waiting?.reject(new Error(`no content-length: ${head}`))
    if (all.length < split + 4 + length) return
    this.#chunks = []
    const body: unknown = length ? JSON.parse(all.toString('utf8', split + 4, split + 4 + length)) : undefined
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body, cookie: /\r\nset-cookie: ([^;\r]+)/i.exec(head)?.[1] })
  }
}
