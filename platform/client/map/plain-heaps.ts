import type { LngLat, MapPoint } from './map-point.ts'
import type { Tone } from './tones.ts'
import { toneOrder } from './tones.ts'

export interface Heap {
  readonly at: LngLat
  readonly count: number
  readonly tone: Tone
  /** Set when it is one thing only. */
  readonly only: MapPoint | undefined
}

/** Points gathered in squares of `size` degrees, each heap at its members' middle, in the tone of its most pressing one. */
export function heapsOf(points: readonly MapPoint[], size: number): Heap[] {
  const cells = Map.groupBy(points, ({ at }) => `${Math.floor(at[0] / size)}/${Math.floor(at[1] / size)}`)
  return [...cells.values()].map((members) => {
    const sum = members.reduce(([x, y], { at }) => [x + at[0], y + at[1]] as const, [0, 0] as readonly [number, number])
    const tone = toneOrder.find((each) => members.some((member) => member.tone === each)) ?? 'quiet'
    return {
      at: [sum[0] / members.length, sum[1] / members.length],
      count: members.length,
      tone,
      only: members.length === 1 ? members[0] : undefined,
    }
  })
}
