import { setTimeout as delay } from 'node:timers/promises'
import { clockNow } from './live-order.ts'

const mark = Buffer.from('"n":')
const longest = 10_000

/** What all readers of a run received: how many, and how late. One scan of the bytes, since the client shares the cores with what it measures. */
export class Tally {
  deliveries = 0
  #firstAt = 0
  #lastAt = 0
  /** Deliveries by whole milliseconds of lateness. */
  readonly #late = new Uint32Array(longest + 1)
  readonly #said = new Map<number, number>()

  /** Scans bytes for `"n":<number>,"t":<moment>`. @returns what may be the beginning of a mark cut in two */
  take(bytes: Buffer, seen?: (n: number) => void): Buffer | undefined {
    const now = clockNow()
    let from = 0
    for (;;) {
      const at = bytes.indexOf(mark, from)
      if (at === -1) return bytes.length > 3 ? bytes.subarray(-3) : bytes
      let end = at + 4
      let n = 0
      for (let digit = bytes[end]!; digit >= 48 && digit <= 57; digit = bytes[++end]!) n = n * 10 + digit - 48
      if (end + 24 > bytes.length) return bytes.subarray(at)
      let said = this.#said.get(n)
      if (said === undefined) {
        said = Number.parseFloat(bytes.toString('latin1', end + 5, end + 24))
        this.#said.set(n, said)
      }
      this.deliveries++
      this.#firstAt ||= now
      this.#lastAt = now
      this.#late[Math.min(longest, Math.max(0, Math.round(now - said)))]!++
      seen?.(n)
      from = end
    }
  }

  /** Deliveries a second from the first to the last, however long they took. */
  perSecond(): number {
    return Math.round((this.deliveries / Math.max(1, this.#lastAt - this.#firstAt)) * 1000)
  }

  /** Waits until so many were delivered, or two seconds went by without one. */
  async settled(wanted: number): Promise<void> {
    while (this.deliveries < wanted && clockNow() - this.#lastAt < 2000) await delay(50)
  }

  /** When the writer said a number. */
  saidAt(n: number): number | undefined {
    return this.#said.get(n)
  }

  /** The lateness below which a share of the deliveries lies, in milliseconds. */
  quantile(share: number): number {
    let left = this.deliveries * share
    for (let ms = 0; ms <= longest; ms++) {
      left -= this.#late[ms]!
      if (left <= 0) return ms
    }
    return longest
  }
}
