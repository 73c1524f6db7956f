import type { Span } from '../rule.ts'

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Whether a moment lies in a daily span of China's clock; the end is outside, a span may cross midnight. */
export function inSpan(span: Span, at: number): boolean {
  const now = Math.floor((at + 8 * 3_600_000) / 60_000) % 1440
  const from = minutesOf(span.from)
  const to = minutesOf(span.to)
  return from <= to ? now >= from && now < to : now >= from || now < to
}
