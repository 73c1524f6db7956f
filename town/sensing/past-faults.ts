import type { Random } from '#town/geometry/index.ts'
import type { PlannedFault } from '../simulate/device.ts'
import { hourAt, weatherAt } from '../simulate/weather.ts'

const hour = 3_600_000
const day = 24 * hour

interface Kind {
  readonly fault: string
  /** Of a thousand of the kind's past faults. */
  readonly share: number
  /** Hours of the day in which it shows. */
  readonly between: readonly [number, number]
  /** Hours it lasts. */
  readonly lasts: readonly [number, number]
  /** Only in rain. */
  readonly wet?: true
}

/** What went wrong in the invented month, by kind: how many devices, and what. Frequencies are ours (示例), so that every kind has a history to look at. */
const table: Readonly<Record<string, { readonly devices: number; readonly faults: readonly Kind[] }>> = {
  manhole: {
    devices: 46,
    faults: [
      { fault: 'open', share: 400, between: [6, 21], lasts: [0.6, 3] },
      { fault: 'loose', share: 600, between: [0, 24], lasts: [2, 9] },
    ],
  },
  hydrant: {
    devices: 34,
    faults: [
      { fault: 'opened', share: 450, between: [8, 18], lasts: [0.3, 1] },
      { fault: 'starved', share: 450, between: [5, 21], lasts: [1.5, 7] },
      { fault: 'knocked', share: 100, between: [19, 24], lasts: [5, 12] },
    ],
  },
  lamp: {
    devices: 70,
    faults: [
      { fault: 'out', share: 700, between: [18.5, 22.5], lasts: [9, 40] },
      { fault: 'stuck', share: 200, between: [8, 14], lasts: [3, 6] },
      { fault: 'leak', share: 100, between: [0, 24], lasts: [1, 4] },
    ],
  },
  'water-level': { devices: 14, faults: [{ fault: 'clogged', share: 1000, between: [0, 24], lasts: [2, 5], wet: true }] },
  smoke: {
    devices: 26,
    faults: [
      { fault: 'haze', share: 640, between: [16.5, 19.5], lasts: [0.1, 0.4] },
      { fault: 'removed', share: 320, between: [8, 20], lasts: [8, 40] },
      { fault: 'fire', share: 40, between: [0, 24], lasts: [0.4, 0.9] },
    ],
  },
  electric: {
    devices: 44,
    faults: [
      { fault: 'damp', share: 520, between: [0, 24], lasts: [1, 7] },
      { fault: 'overload', share: 440, between: [9, 21], lasts: [0.5, 3] },
      { fault: 'arc', share: 40, between: [9, 22], lasts: [0.05, 0.2] },
    ],
  },
  'water-quality': { devices: 8, faults: [{ fault: 'discharge', share: 1000, between: [19, 24], lasts: [9, 15] }] },
  'noise-dust': {
    devices: 24,
    faults: [
      { fault: 'night', share: 450, between: [22, 24], lasts: [1, 4] },
      { fault: 'dusty', share: 550, between: [8, 17], lasts: [1.3, 3] },
    ],
  },
}

/** Devices whose fault is of the last day: what still waits for somebody. */
const fresh = 4

/**
 * The one fault an invented device had in its past month, if it had one.
 * @param index its place among its kind; those with an hourly curve come first and have none planned
 */
export function faultOf(kind: string, index: number, now: number, random: Random): PlannedFault | undefined {
  const { devices, faults } = table[kind] ?? { devices: 0, faults: [] }
  const place = index - 8
  if (place < 0 || place >= devices) return undefined
  const chosen = random.weighted(faults.map((one) => [one, one.share] as const))
  const recent = place < fresh
  for (let tries = 0; tries < 200; tries++) {
    const from = now - (recent ? random.range(0.02, 1.3) : random.range(1.6, 29)) * day
    const at = hourAt(from)
    const fits = at >= chosen.between[0] && at < chosen.between[1] && (!chosen.wet || weatherAt(from).rain > 8)
    if (fits) return { name: chosen.fault, from, until: from + random.range(chosen.lasts[0], chosen.lasts[1]) * hour }
  }
  return undefined
}

/** When a device speaks around its fault: at once, while it lasts, and when it is over. */
export const toldOf = ({ from, until }: PlannedFault): number[] => [
  from + 20_000,
  ...[0.2, 0.4, 0.6, 0.8, 0.97].map((share) => from + share * (until - from)),
  until + 5 * 60_000,
  until + 25 * 60_000,
]
