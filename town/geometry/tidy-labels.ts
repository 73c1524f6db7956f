/**
 * Makes districts fit for clean rings, in place: no district may touch itself only at a corner, on any level,
 * and none may consist of two pieces. Growth leaves few such cells; some rounds mend them.
 * @param parents for each upper level: the parent of a label (index = label, 0 = outside)
 */
export function tidyLabels(labels: Int16Array, columns: number, parents: readonly (readonly number[])[]): void {
  const levels = [
    (label: number): number => label,
    ...parents.map(
      (list) =>
        (label: number): number =>
          list[label] ?? 0,
    ),
  ]
  for (let round = 0; round < 12; round++) {
    const changed = mendCorners(labels, columns, levels) + mendPieces(labels, columns, parents[0] ?? [])
    if (changed === 0) return
  }
  throw new Error('districts could not be made clean: change the seed of the town')
}

function mendCorners(labels: Int16Array, columns: number, levels: readonly ((label: number) => number)[]): number {
  let changed = 0
  for (let cell = 0; cell + columns + 1 < labels.length; cell++) {
    const a = cell
    const b = cell + 1
    const c = cell + columns
    const d = cell + columns + 1
    if (labels[a] === labels[b] && labels[c] === labels[d]) continue
    if (labels[a] === labels[c] && labels[b] === labels[d]) continue
    for (const level of levels) {
      const [la, lb, lc, ld] = [level(labels[a]!), level(labels[b]!), level(labels[c]!), level(labels[d]!)]
      if (la === ld && lb !== la && lc !== la) labels[lb === 0 ? c : b] = labels[a]!
      else if (lb === lc && la !== lb && ld !== lb) labels[la === 0 ? d : a] = labels[b]!
      else continue
      changed++
      break
    }
  }
  return changed
}

/** Gives every smaller piece of a district to a neighbour, if possible one under the same parent. */
function mendPieces(labels: Int16Array, columns: number, parent: readonly number[]): number {
  const piece = new Int32Array(labels.length).fill(-1)
  const pieces: number[][] = []
  const largest = new Map<number, number>()
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] === 0 || piece[start] !== -1) continue
    const cells = [start]
    piece[start] = pieces.length
    for (let head = 0; head < cells.length; head++) {
      for (const next of around(cells[head]!, columns)) {
        if (labels[next] !== labels[start] || piece[next] !== -1) continue
        piece[next] = pieces.length
        cells.push(next)
      }
    }
    const best = largest.get(labels[start]!)
    if (best === undefined || pieces[best]!.length < cells.length) largest.set(labels[start]!, pieces.length)
    pieces.push(cells)
  }
  let changed = 0
  pieces.forEach((cells, number) => {
    const own = labels[cells[0]!]!
    if (largest.get(own) === number) return
    const takers = cells
      .flatMap((cell) => around(cell, columns).map((next) => labels[next] ?? 0))
      .filter((label) => label !== own && label !== 0)
    const taker = takers.find((label) => parent[label] === parent[own]) ?? takers[0]
    if (taker === undefined) return
    for (const cell of cells) labels[cell] = taker
    changed++
  })
  return changed
}

const around = (cell: number, columns: number): number[] => [cell + 1, cell - 1, cell + columns, cell - columns]
