/**
 * Centres of `count` parts of a region, by weighted k-means, so that dense ground gets more and smaller parts.
 * @param cells the region's cells
 * @param columns cells of one raster row
 * @param weight people on a cell, relative
 * @returns one distinct cell of the region per part
 */
export function partCentres(cells: readonly number[], columns: number, count: number, weight: (cell: number) => number): number[] {
  // Six hundred cells tell where the people are as well as six thousand.
  const every = Math.ceil(cells.length / 600)
  const sample = cells.filter((_, k) => k % every === 0)
  const xs = sample.map((cell) => cell % columns)
  const ys = sample.map((cell) => Math.floor(cell / columns))
  const ws = sample.map(weight)
  const cx: number[] = []
  const cy: number[] = []
  // Farthest-first start from the heaviest cell; Lloyd's steps then draw the centres inward.
  const far = sample.map(() => Infinity)
  let next = ws.indexOf(Math.max(...ws))
  for (let k = 0; k < count; k++) {
    cx.push(xs[next]!)
    cy.push(ys[next]!)
    let worst = -1
    for (let i = 0; i < sample.length; i++) {
      far[i] = Math.min(far[i]!, (xs[i]! - cx[k]!) ** 2 + (ys[i]! - cy[k]!) ** 2)
      if (far[i]! > worst) {
        worst = far[i]!
        next = i
      }
    }
  }
  for (let round = 0; round < 7; round++) {
    const sums = cx.map(() => [0, 0, 0] as [number, number, number])
    for (let i = 0; i < sample.length; i++) {
      const sum = sums[nearest(xs[i]!, ys[i]!, cx, cy)]!
      sum[0] += xs[i]! * ws[i]!
      sum[1] += ys[i]! * ws[i]!
      sum[2] += ws[i]!
    }
    sums.forEach(([x, y, w], k) => {
      if (w === 0) return
      cx[k] = x / w
      cy[k] = y / w
    })
  }
  const taken = new Set<number>()
  return cx.map((x, k) => {
    let best = -1
    let least = Infinity
    for (let i = 0; i < sample.length; i++) {
      const d = (xs[i]! - x) ** 2 + (ys[i]! - cy[k]!) ** 2
      if (d < least && !taken.has(i)) {
        least = d
        best = i
      }
    }
    taken.add(best)
    return sample[best]!
  })
}

function nearest(x: number, y: number, cx: readonly number[], cy: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (let k = 0; k < cx.length; k++) {
    const d = (x - cx[k]!) ** 2 + (y - cy[k]!) ** 2
    if (d < least) {
      least = d
      best = k
    }
  }
  return best
}

/** Shares `total` whole things by weight (largest remainder), nobody below `least`. */
export function apportion(total: number, weights: readonly number[], least: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const free = total - least * weights.length
  const exact = weights.map((weight) => (weight / sum) * free)
  const shares = exact.map((share) => least + Math.floor(share))
  const order = exact.map((share, k) => ({ k, rest: share - Math.floor(share) })).sort((a, b) => b.rest - a.rest || a.k - b.k)
  let left = total - shares.reduce((a, b) => a + b, 0)
  for (const { k } of order) {
    if (left-- <= 0) break
    shares[k] = shares[k]! + 1
  }
  return shares
}
