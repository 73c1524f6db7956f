import { roadTail } from './places.ts'
import type { Door } from './places.ts'
import type { Fingerprint } from './report.ts'
import { gramWeight, noCounts } from './text.ts'
import type { GramCounts } from './text.ts'

// Degrees of latitude of a 200 m cell; longitude is widened by the cosine of the row, so that cells stay about square.
const cell = 200 / 111_195
const doorsPerBucket = 20
// Of each kind, words seen before but rarely and words never seen; more where no place is known.
const rareWithPlace = 3
const rareWithout = 8
// A gram in one text of 50 or more is a common word and only fetches noise.
const rareBelow = 1 / 50

/**
 * Keys a case is stored under, about 3–14. A case and a report of the same problem share at least one key of
 * {@link probeKeys}, unless they are 100 m apart and no place word and no rare word is common to both.
 *
 * PostgreSQL: one narrow row per key, not an array with GIN. Rows of closed cases are deleted some days after closing,
 * so the table stays with the open and recent ones, whatever the archive holds; b-tree also has no pending list, which
 * makes GIN's p99 jump just after writes.
 *
 *     create table incident.likeness_key (town text, key text, reported_at timestamptz, case_id uuid,
 *       primary key (town, key, reported_at, case_id));
 *     select case_id, count(*) as shared
 *       from unnest($keys::text[]) k cross join lateral (
 *         select case_id from incident.likeness_key
 *          where town = $town and key = k and reported_at > $since order by reported_at desc limit 30) hit
 *      group by case_id order by shared desc, max(case_id::text) desc limit 30;
 *
 * Then the fingerprints of these 30 are compared in process with `rankCandidates`: p50 0.8 ms, p99 1.7 ms at a million cases
 * (bench/same-problem-store.ts, quickest of three on a busy machine). 30 and not 60: reading 60 doubles the time and the officers'
 * duplicates are no better found (bench/same-problem.ts). On a merge, move the keys to the main case, or merged reports eat the limit.
 */
export function blockKeys(print: Fingerprint, counts: GramCounts = noCounts): string[] {
  const cells = print.point ? [ownCell(print.point)] : []
  return unique([...withKind(cells, print), ...print.places.doors.flatMap((d) => doorKeys(d, 0)), ...wordKeys(print, counts)])
}

/** Keys to look under for a new report: its own and the neighbours' (3 cells, the next house numbers), at most about 30. */
export function probeKeys(print: Fingerprint, counts: GramCounts = noCounts): string[] {
  const cells = print.point ? nearCells(print.point) : []
  return unique([...withKind(cells, print), ...print.places.doors.flatMap((d) => doorKeys(d, 1)), ...wordKeys(print, counts)])
}

/** The same kind of thing in one cell shares two keys, so that it comes first where much is reported. */
const withKind = (cells: readonly string[], { kind }: Fingerprint): string[] => [
  ...cells,
  ...(kind === undefined ? [] : cells.map((c) => `${c}:${kind}`)),
]

const rowOf = (lat: number): number => Math.floor(lat / cell)
/** Every row has its own width, taken from its lower edge: both sides must agree on it. */
const columnOf = (lng: number, row: number): number => lng / (cell / Math.cos((row * cell * Math.PI) / 180))

function ownCell([lng, lat]: readonly [number, number]): string {
  const row = rowOf(lat)
  return `g:${row}:${Math.floor(columnOf(lng, row))}`
}

/** The four cells around the nearest corner: everything within 100 m, for four look-ups instead of nine. */
function nearCells([lng, lat]: readonly [number, number]): string[] {
  const nearRow = Math.round(lat / cell)
  return [nearRow - 1, nearRow].flatMap((row) => {
    const nearColumn = Math.round(columnOf(lng, row))
    return [`g:${row}:${nearColumn - 1}`, `g:${row}:${nearColumn}`]
  })
}

function doorKeys({ road, lane, number }: Door, ring: number): string[] {
  const tail = roadTail(road)
  const keys = [`r:${tail}:${lane}`]
  if (number === undefined) return keys
  const bucket = Math.floor(number / doorsPerBucket)
  for (let b = bucket - ring; b <= bucket + ring; b++) keys.push(`d:${tail}:${lane}:${b}`)
  return keys
}

function wordKeys({ places, grams }: Fingerprint, counts: GramCounts): string[] {
  const common = Math.log(1.1 + 1 / rareBelow)
  const weighed =
    counts.texts === 0 ? [] : grams.map((gram) => ({ gram, seen: Object.hasOwn(counts.counts, gram), weight: gramWeight(gram, counts) }))
  // The sort is stable and the grams are in order of appearance, so that words of the title win a tie.
  const rare = weighed.filter(({ weight }) => weight > common).toSorted((a, b) => b.weight - a.weight)
  const most = places.whole === '' ? rareWithout : rareWithPlace
  const words = [...rare.filter((r) => r.seen).slice(0, most), ...rare.filter((r) => !r.seen).slice(0, most)]
  // An address the rules read nothing out of (`三号桥北堍老槐树下`) still meets itself.
  const bare = places.doors.length + places.spots.length + places.assets.length === 0 && places.whole.length >= 4
  return [
    ...(bare ? [`w:${places.whole.slice(0, 30)}`] : []),
    ...places.crossings.map((x) => `x:${x}`),
    ...places.spots.map((s) => `s:${roadTail(s, 4)}`),
    ...places.assets.map((a) => `a:${a}`),
    ...words.map(({ gram }) => `t:${gram}`),
  ]
}

const unique = (keys: readonly string[]): string[] => [...new Set(keys)]
