import { checkPlace, checkRings, checkShape, dedupe, tidy } from './check-shape.ts'
import { placeWords, surfaceWords } from './finding.ts'
import { unite } from './overlay.ts'
import type { Repair } from './proposal.ts'
import type { Position, Ring, Shape } from './shape.ts'
import { mapPositions, partsOf, ringsOf, samePosition, shapeOf } from './shape.ts'
import { areaOf, partArea } from './surface.ts'
import { findTopologyFault, separateRings } from './topology.ts'

/** Beyond this share of the area nobody can say which ground was meant (a bow tie), so a person must draw it. */
const MAX_CHANGE = 0.01

/** Pieces and holes smaller than this (m²) are leftovers of crossing lines. */
const CRUMB = 1

/**
 * Proposes a valid shape for a faulty one: coordinates turned round, rings closed, stunted rings dropped, crossings resolved, touching
 * pieces joined. Refuses when the area would change by more than 1 %.
 */
export function repairShape(shape: Shape): Repair {
  const faults = checkShape(shape)
  const hopeless = faults.find((fault) => fault.severity === 'error' && !fault.repairable)
  if (hopeless) return refusal(shape, [], hopeless.text)
  const changes: string[] = []
  const turned = checkPlace(shape)?.kind === 'swapped' ? swap(shape, changes) : shape
  const rings = mendRings(turned, changes)
  if (!rings) return refusal(shape, changes, faults[0]?.text ?? '没有围成面的环')
  const fault = findTopologyFault(rings)
  if (!fault) return { shape: tidy(rings), changes, squareMetresBefore: areaOf(rings), squareMetresAfter: areaOf(rings) }
  const solved = solveCrossings(rings, changes)
  if (!solved)
    return refusal(rings, changes, `${fault.text}，自动修复没有得到合法的边界，请在绘图软件中改正；位置：${placeWords(fault.at)}`)
  return judge(rings, solved, changes, fault.at)
}

function judge(before: Shape, after: Shape, changes: string[], at: Position): Repair {
  const squareMetresBefore = areaOf(before)
  const squareMetresAfter = areaOf(after)
  const share = Math.abs(squareMetresAfter - squareMetresBefore) / Math.max(squareMetresBefore, squareMetresAfter)
  if (share <= MAX_CHANGE) return { shape: after, changes, squareMetresBefore, squareMetresAfter }
  const words = `修复会使面积从 ${surfaceWords(squareMetresBefore)} 变为 ${surfaceWords(squareMetresAfter)}，变化超过 1%，无法判断原意`
  return { ...refusal(before, changes, `${words}；请在绘图软件中改正，位置：${placeWords(at)}`), squareMetresAfter }
}

function refusal(shape: Shape, changes: string[], refused: string): Repair {
  const area = areaOf(shape)
  return { changes, squareMetresBefore: area, squareMetresAfter: area, refused }
}

function swap(shape: Shape, changes: string[]): Shape {
  changes.push('经度、纬度互换')
  return mapPositions(shape, ([lat, lng]) => [lng, lat])
}

/** Closed rings of three corners or more; undefined when no outer ring is left. */
function mendRings(shape: Shape, changes: string[]): Shape | undefined {
  const faults = checkRings(shape)
  const unclosed = faults.filter((fault) => fault.kind === 'ring-unclosed').length
  if (unclosed > 0) changes.push(`${unclosed} 个环补上首尾相接的一段`)
  const short = faults.filter((fault) => fault.kind === 'ring-short').length
  if (short > 0) changes.push(`去掉 ${short} 个围不成面的环`)
  const parts = partsOf(shape).map((part) => part.map(close))
  const whole = parts.filter(([outer = []]) => outer.length >= 4).map((part) => part.filter((ring) => ring.length >= 4))
  const distinct = whole.filter((part, i) => whole.findIndex((other) => JSON.stringify(other) === JSON.stringify(part)) === i)
  if (distinct.length < whole.length) changes.push(`去掉 ${whole.length - distinct.length} 块完全重复的`)
  return shapeOf(distinct)
}

function close(ring: Ring): Ring {
  const clean = dedupe(ring)
  return samePosition(clean[0], clean.at(-1)) || !clean[0] ? clean : [...clean, clean[0]]
}

function solveCrossings(shape: Shape, changes: string[]): Shape | undefined {
  const united = clip(shape)
  const kept = united
    .filter((part) => partArea(part) >= CRUMB)
    .map((part) => part.filter((ring, i) => i === 0 || partArea([ring]) >= CRUMB))
  const solved = shapeOf(kept)
  // A ring left touching itself at two corners cuts the inside in two (one county of 114 did).
  const after = solved && findTopologyFault(solved) ? separateRings(solved) : solved
  if (!after || findTopologyFault(after)) return undefined
  const counts = [partsOf(shape).length, partsOf(after).length] as const
  const holes = [ringsOf(shape).length - counts[0], ringsOf(after).length - counts[1]] as const
  changes.push('解开自相交和重叠的边')
  if (counts[0] !== counts[1]) changes.push(`由 ${counts[0]} 块变为 ${counts[1]} 块`)
  if (holes[0] !== holes[1]) changes.push(`内环由 ${holes[0]} 个变为 ${holes[1]} 个`)
  if (kept.length < united.length) changes.push(`去掉 ${united.length - kept.length} 块不足 1 平方米的碎块`)
  return tidy(after)
}

function clip(shape: Shape): Ring[][] {
  try {
    return unite([shape])
  } catch {
    // polyclip-ts gives up on a few tangles ("unable to complete output ring"); the caller then refuses with the place.
    return []
  }
}
