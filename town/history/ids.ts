import type { Random } from '#town/geometry/index.ts'

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, '0')
const bits = (random: Random, count: number): number => Math.floor(random.next() * 2 ** count)

/** A UUID of version 7 from an instant and a stream: the same history again gives the same ids, sorted by time like live ones. */
export function timedId(ms: number, random: Random): string {
  const time = hex(ms, 12)
  const variant = hex(8 + Math.floor(random.next() * 4), 1)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(bits(random, 12), 3)}-${variant}${hex(bits(random, 12), 3)}-${hex(bits(random, 24), 6)}${hex(bits(random, 24), 6)}`
}
