import { type Socket, connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

// Devices for the benches of the sensing network: bare MQTT 3.1.1 over a socket. A client library spends more on a message than the broker
// does, and both share two cores here.

/** The first number of every line: nine digits, so that a packet is patched in place instead of built anew. */
export const firstSeq = 100_000_000

export interface Wire {
  socket: Socket
  packet: Buffer
  seqAt: number
  tsAt: number
  tiltAt: number
  idAt: number
  /** Sent and acknowledged so far. */
  sent: number
  acknowledged: number
  begun: number
  rest: number
  readonly number: number
  readonly timed: boolean
  up: boolean
  full: boolean
}

export interface FleetOptions {
  readonly port: number
  readonly count: number
  readonly first?: number
  readonly user: (i: number) => readonly [name: string, secret?: string]
  readonly topic: (i: number) => string
}

/** What was acknowledged, and how long that took: every 16th line is timed, which is enough for a p99. */
export interface Tally {
  acknowledged: number
  offered: number
  latency: number[]
}

const short = (n: number): Buffer => Buffer.from([n >> 8, n & 255])
const text = (s: string): Buffer => Buffer.concat([short(Buffer.byteLength(s)), Buffer.from(s)])
function framed(kind: number, body: Buffer): Buffer {
  const length: number[] = []
  for (let n = body.length; ; n >>= 7) {
    length.push(n > 127 ? (n & 127) | 128 : n)
    if (n < 128) break
  }
  return Buffer.concat([Buffer.from([kind, ...length]), body])
}

function hello(name: string, user: string, secret: string | undefined): Buffer {
  const flags = 0x82 | (secret === undefined ? 0 : 0x40)
  const parts = [text('MQTT'), Buffer.from([4, flags]), short(600), text(name), text(user), ...(secret === undefined ? [] : [text(secret)])]
  return framed(0x10, Buffer.concat(parts))
}

/** Three values, with number and time where they can be overwritten. */
function message(topic: string): Pick<Wire, 'packet' | 'seqAt' | 'tsAt' | 'tiltAt' | 'idAt'> {
  const payload = `{"seq":${firstSeq},"ts":${Date.now()},"metrics":{"tilt":1.5,"waterLevel":1.5,"battery":90}}`
  const packet = framed(0x32, Buffer.concat([text(topic), short(1), Buffer.from(payload)]))
  const from = packet.length - payload.length
  return { packet, seqAt: from + 7, tsAt: from + payload.indexOf('"ts":') + 5, tiltAt: from + payload.indexOf('tilt') + 6, idAt: from - 2 }
}

/** Many devices on one process. */
export class Fleet {
  readonly wires: Wire[] = []
  readonly tally: Tally = { acknowledged: 0, offered: 0, latency: [] }
  readonly #options: FleetOptions
  #onAck: ((wire: Wire) => void) | undefined
  broken = 0

  constructor(options: FleetOptions) {
    this.#options = options
  }

  /** Opens every line, some hundreds at a time, and says how many seconds that took. @throws Error when a line is refused */
  async open(atOnce = 200): Promise<number> {
    const begun = performance.now()
    const { count, first = 0 } = this.#options
    for (let from = 0; from < count; from += atOnce)
      await Promise.all(Array.from({ length: Math.min(atOnce, count - from) }, (_, j) => this.#line(first + from + j)))
    return Math.round((performance.now() - begun) / 100) / 10
  }

  #line(i: number): Promise<void> {
    const { port, user, topic } = this.#options
    const [name, secret] = user(i)
    return new Promise((resolve, reject) => {
      // Each address of this machine has ports of its own: beyond 28,000 lines one is not enough.
      const socket = connect({ host: '127.0.0.1', port, localAddress: `127.0.0.${2 + Math.floor(i / 20_000)}`, noDelay: true })
      const wire: Wire = {
        socket,
        ...message(topic(i)),
        sent: 0,
        acknowledged: 0,
        begun: 0,
        rest: 0,
        number: i,
        timed: i % 16 === 0,
        up: false,
        full: false,
      }
      socket.on('connect', () => socket.write(hello(`bench-${i}`, name, secret)))
      socket.on('data', (bytes) => {
        // CONNACK and PUBACK are four bytes each; nothing else comes.
        const n = wire.rest + bytes.length
        wire.rest = n & 3
        for (let left = n >> 2; left > 0; left--)
          if (wire.up) this.#acknowledged(wire)
          else opened(bytes[3] === 0 ? undefined : new Error(`line ${i}: CONNACK ${bytes[3]}`))
      })
      let waits = true
      const opened = (error?: Error): void => {
        if (!waits) return
        waits = false
        wire.up = error === undefined
        if (error) {
          reject(error)
          return
        }
        this.wires.push(wire)
        resolve()
      }
      socket.on('drain', () => (wire.full = false))
      socket.on('error', opened)
      socket.on('close', () => {
        if (wire.up) this.broken++
        wire.up = false
        opened(new Error(`line ${i} was closed`))
      })
    })
  }

  #acknowledged(wire: Wire): void {
    wire.acknowledged++
    this.tally.acknowledged++
    if (wire.begun !== 0 && wire.acknowledged === wire.sent) {
      this.tally.latency.push(performance.now() - wire.begun)
      wire.begun = 0
    }
    this.#onAck?.(wire)
  }

  /** Says the next reading on a line: a lid that lies, or one that stands at 40°. */
  say(wire: Wire, tilted = false): void {
    const seq = firstSeq + wire.sent++
    wire.packet.writeUInt16BE((wire.sent % 65_535) + 1, wire.idAt)
    wire.packet.write(String(seq), wire.seqAt, 'latin1')
    wire.packet.write(String(Date.now()), wire.tsAt, 'latin1')
    wire.packet.write(tilted ? '4e1' : '1.5', wire.tiltAt, 'latin1')
    if (wire.timed && wire.acknowledged === wire.sent - 1) wire.begun = performance.now()
    this.tally.offered++
    // The packet is overwritten at its next turn: a socket that is behind needs a copy.
    if (!wire.socket.write(wire.socket.writableLength > 0 ? Buffer.from(wire.packet) : wire.packet)) wire.full = true
  }

  /** One message under way on each of `atOnce` lines, in turn, for so long: what the other side can do at most. */
  async press(atOnce: number, ms: number, lines: readonly Wire[] = this.wires): Promise<void> {
    let stopped = false
    let turn = Math.min(atOnce, lines.length)
    const idle: Wire[] = []
    this.#onAck = (wire) => {
      idle.push(wire)
      if (stopped) return
      const next = turn < lines.length ? lines[turn++]! : idle.shift()!
      if (next.up) this.say(next)
    }
    for (const wire of lines.slice(0, Math.min(atOnce, lines.length))) this.say(wire)
    await delay(ms)
    stopped = true
    this.#onAck = undefined
  }

  /** So many messages a second whatever is acknowledged; a line whose socket is full keeps its message back, as a device would. */
  async offer(perSecond: number, ms: number, lines: readonly Wire[] = this.wires): Promise<void> {
    const begun = performance.now()
    let said = 0
    let turn = 0
    let held = 0
    while (performance.now() - begun < ms) {
      for (const due = ((performance.now() - begun) / 1000) * perSecond; said < due; said++) {
        const wire = lines[turn++ % lines.length]!
        if (wire.up && !wire.full) this.say(wire)
        else held++
      }
      await delay(5)
    }
    this.tally.offered += held
  }

  /** Waits until everything sent is acknowledged, at most so long. */
  async settle(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (performance.now() < until && this.wires.some((wire) => wire.up && wire.acknowledged < wire.sent)) await delay(50)
  }

  end(): void {
    for (const { socket } of this.wires) socket.destroy()
  }
}
