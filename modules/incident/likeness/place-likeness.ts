import { distanceBetween } from '#core/area/contract.ts'
import { bigrams } from '#platform/contract/bigrams.ts'
import { roadTail, sameName } from './places.ts'
import type { Door, Places } from './places.ts'
import type { Fingerprint } from './report.ts'
import { textComparer } from './text.ts'

export interface PlaceLikeness {
  /** 0 … 1. */
  readonly score: number
  readonly reason: string
}

/** Accuracy assumed where none was given: a clicked point, a handset under trees. Metres. */
const assumedAccuracy = 15
/** Metres beyond the two accuracies at which likeness has fallen to a half; 75 keeps two lids 50 m apart above the threshold. */
const halfDistance = 75

/**
 * How likely two reports mean one place, or undefined when they cannot be compared. The point and the address each have a
 * say and the better one counts: residents describe one corner in five ways. But an address in words does not
 * bring points together that are certainly far apart (every village has its 中心路).
 */
export function placeLikeness(a: Fingerprint, b: Fingerprint): PlaceLikeness | undefined {
  const near = pointLikeness(a, b)
  const words = wordLikeness(a.places, b.places)
  if (!near)
    return words && a.area !== undefined && b.area !== undefined && a.area !== b.area ? { ...words, score: words.score * 0.5 } : words
  // Words that differ on the very same point: a geocoder that knew neither and gave the middle of the village to both.
  if (words && words.score < 0.3 && near.metres < 2) return { reason: near.reason, score: near.score * 0.5 }
  if (!words || near.score >= words.score) return near
  return near.score < 0.05 ? { ...words, score: words.score * 0.4 } : words
}

function pointLikeness(a: Fingerprint, b: Fingerprint): (PlaceLikeness & { readonly metres: number }) | undefined {
  if (!a.point || !b.point) return undefined
  const metres = distanceBetween([...a.point], [...b.point])
  const beyond = Math.max(0, metres - (a.accuracy ?? assumedAccuracy) - (b.accuracy ?? assumedAccuracy))
  return {
    metres,
    score: 1 / (1 + (beyond / halfDistance) ** 2),
    reason: `相距 ${metres < 995 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`}`,
  }
}

function wordLikeness(a: Places, b: Places): PlaceLikeness | undefined {
  const asset = a.assets.find((n) => b.assets.includes(n))
  if (asset !== undefined) return { score: 1, reason: `设施编号相同：${asset.toUpperCase()}` }
  if (a.whole.length >= 4 && a.whole === b.whole) return { score: 1, reason: `地址相同：${a.whole}` }
  const found = [crossingLikeness(a, b), ...a.doors.flatMap((x) => b.doors.map((y) => doorLikeness(x, y))), spotLikeness(a, b)]
  const best = found.reduce<PlaceLikeness | undefined>((top, next) => (next && (!top || next.score > top.score) ? next : top), undefined)
  if (best) return best
  if (a.whole === '' || b.whole === '') return undefined
  if ((a.doors.length > 0 && b.doors.length > 0) || (a.spots.length > 0 && b.spots.length > 0)) return { score: 0, reason: '地址不同' }
  // Nothing the rules can lay side by side (`三号桥北堍` and `老槐树旁`): the letters must do.
  const { cosine } = textComparer(bigrams(a.whole))(bigrams(b.whole))
  return { score: 0.8 * cosine, reason: cosine >= 0.4 ? '地址相近' : '地址不同' }
}

function crossingLikeness(a: Places, b: Places): PlaceLikeness | undefined {
  const crossing = a.crossings.find((x) => b.crossings.includes(x))
  if (crossing === undefined) return undefined
  const names = crossing.split('|').map((tail) => a.doors.find((d) => roadTail(d.road) === tail)?.road ?? tail)
  return { score: 0.95, reason: `路口相同：${names.join('与')}` }
}

function spotLikeness(a: Places, b: Places): PlaceLikeness | undefined {
  const spot = a.spots.find((x) => b.spots.some((y) => sameName(x, y)))
  if (spot === undefined) return undefined
  // A spot named somewhere in a description is less sure to be the place than one written as the address.
  return { score: a.whole === '' || b.whole === '' ? 0.6 : 0.8, reason: `同一地点：${spot}` }
}

function doorLikeness(a: Door, b: Door): PlaceLikeness | undefined {
  if (!sameName(a.road, b.road)) return undefined
  const road = a.road.length <= b.road.length ? a.road : b.road
  if (a.lane !== b.lane) {
    const written = a.lane !== '' && b.lane !== ''
    return { score: written ? 0.15 : 0.45, reason: `同一道路：${road}` }
  }
  const lane = a.lane === '' ? '' : laneText(a.lane)
  if (a.number === undefined || b.number === undefined) {
    if (lane !== '') return { score: 0.85, reason: `同在${road}${lane}` }
    return { score: a.number === b.number ? 0.65 : 0.6, reason: `同一道路：${road}` }
  }
  if (a.number === b.number) return { score: 1, reason: `地址相同：${road}${lane}${a.number}号` }
  const gap = Math.abs(a.number - b.number)
  const score = gap <= 6 ? 0.85 : gap <= 20 ? 0.65 : gap <= 60 ? 0.35 : 0.1
  return { score, reason: `${gap <= 20 ? '门牌相近' : '同一道路'}：${road}${lane}${a.number}号、${b.number}号` }
}

function laneText(lane: string): string {
  const units = ['段', '巷', '弄']
  return lane
    .split('/')
    .map((part, i) => (part === '' ? '' : part + (units[i] ?? '')))
    .join('')
}
