// With a zone only: a local time without one would be a guess, eight hours wrong in China.
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/u

/** Epoch milliseconds of a time as devices write it: ISO 8601 with zone, or a number. Undefined: not a time. */
export function readTime(value: unknown, unit: 'iso' | 's' | 'ms' = 'ms'): number | undefined {
  if (typeof value === 'number') {
    const ms = unit === 's' ? value * 1000 : value
    return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? Math.round(ms) : undefined
  }
  if (typeof value !== 'string' || !zoned.test(value)) return undefined
  // Nanoseconds of The Things Stack are more than Date reads everywhere.
  const ms = Date.parse(value.replace(/(\.\d{3})\d+/u, '$1'))
  return Number.isNaN(ms) ? undefined : ms
}
