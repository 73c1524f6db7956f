/** Counts within a sliding minute, forgotten by themselves: connections of a device, of an address. */
export class PerMinute {
  readonly #most: number
  readonly #counts = new Map<string, { from: number; n: number }>()

  constructor(most: number) {
    this.#most = most
  }

  /** @returns whether one more is still within the limit */
  take(key: string, now = Date.now()): boolean {
    const known = this.#counts.get(key)
    if (!known || now - known.from >= 60_000) {
      if (this.#counts.size > 200_000) this.#sweep(now)
      this.#counts.set(key, { from: now, n: 1 })
      return true
    }
    return ++known.n <= this.#most
  }

  #sweep(now: number): void {
    for (const [key, { from }] of this.#counts) if (now - from >= 60_000) this.#counts.delete(key)
    if (this.#counts.size > 200_000) this.#counts.clear()
  }
}

/** A bucket of tokens: so many a second on average, so many at once. */
export class Bucket {
  readonly #rate: number
  readonly #burst: number
  #tokens: number
  #at: number

  constructor(rate: number, burst: number, now = Date.now()) {
    this.#rate = rate
    this.#burst = burst
    this.#tokens = burst
    this.#at = now
  }

  take(now = Date.now()): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
