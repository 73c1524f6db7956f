import { setTimeout as delay } from 'node:timers/promises'

/** Facts to say: `rate` a second from number `from` on. */
export interface Order {
  readonly from: number
  readonly rate: number
  readonly seconds: number
  /** Told to these in turn; empty = to everybody. */
  readonly areas: readonly string[]
  /** Characters of each; default about a real fact's. */
  readonly size?: number
}

/** Milliseconds since the epoch with their fractions, the same clock in every process of the machine. */
export const clockNow = (): number => performance.timeOrigin + performance.now()

/** Times a second something is said; higher rates say several facts each time. */
const timesASecond = 250

/**
 * Says the facts evenly over the seconds, whatever each takes; at most 64 at once.
 * @returns when each was said for good, as [number, moment]
 */
export async function runOrder(order: Order, say: (numbers: readonly number[]) => Promise<void>): Promise<[number, number][]> {
  const { from, rate, seconds } = order
  const together = Math.max(1, Math.round(rate / timesASecond))
  const gap = (together / rate) * 1000
  const total = Math.round(rate * seconds)
  const commits: [number, number][] = []
  const open = new Set<Promise<void>>()
  const start = clockNow()
  for (let said = 0; said < total; said += together) {
    const wait = start + (said / together) * gap - clockNow()
    if (wait > 1) await delay(wait)
    if (open.size >= 64) await Promise.race(open)
    const numbers = Array.from({ length: Math.min(together, total - said) }, (_, i) => from + said + i)
    const one: Promise<void> = say(numbers).then(() => {
      const at = clockNow()
      for (const n of numbers) commits.push([n, at])
      open.delete(one)
    })
    open.add(one)
  }
  await Promise.all(open)
  return commits
}
