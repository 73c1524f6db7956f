import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Area } from '#core/area/contract.ts'
import { isValidOn } from '#core/area/contract.ts'
import { checkAreas } from '#core/area/check.ts'
import { buildLocator } from '#core/area/locate.ts'
import { partsOf } from '#core/area/shape.ts'
import type { Position } from '#core/area/shape.ts'
import { townAreas } from '#town/areas.ts'
import { makeGeometry } from '#town/geometry/index.ts'

// Points of the demo town located in every tier and overlay, beside a scan over all boundaries in the same run. The same town twice, redrawn on
// 1 July, asks for two days in turn. `node bench/locate.ts [points]`

const count = Number(process.argv[2] ?? 200_000)
const JUNE = '2026-06-15'
const JULY = '2026-07-15'

const areas = townAreas(makeGeometry())
const dated = areas.flatMap((area): Area[] => [
  { ...area, validTo: '2026-07-01' },
  { ...area, id: `${area.id}+`, validFrom: '2026-07-01' },
])

/** Evenly spread without a pattern (R2 sequence) over the town's box; about a third of it lies outside the town. */
function spread(n: number): Position[] {
  const [west, south, east, north] = areas.find((area) => area.tier === 'town')!.bbox
  return Array.from({ length: n }, (_, i): Position => [
    west + ((i * 0.7548776662) % 1) * (east - west),
    south + ((i * 0.569840291) % 1) * (north - south),
  ])
}

/** Points a second, best of three: by the clock, and by processor time where other work shares the machine. */
function rate(points: readonly Position[], locate: (point: Position, i: number) => unknown): { clock: number; processor: number } {
  const best = { clock: 0, processor: 0 }
  for (let run = 0; run < 3; run++) {
    const start = performance.now()
    const used = process.cpuUsage()
    for (const [i, point] of points.entries()) locate(point, i)
    const { user, system } = process.cpuUsage(used)
    best.clock = Math.max(best.clock, Math.round(points.length / ((performance.now() - start) / 1000)))
    best.processor = Math.max(best.processor, Math.round(points.length / ((user + system) / 1e6)))
  }
  return best
}

/** What one would write first: every boundary of the day, every edge. */
function scan([x, y]: Position): Area[] {
  return areas.filter((area) => {
    if (!isValidOn(area, JUNE)) return false
    let inside = false
    for (const ring of partsOf(area.geometry).flat())
      for (let i = 1; i < ring.length; i++) {
        const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!]
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      }
    return inside
  })
}

const locator = buildLocator(areas)
const datedLocator = buildLocator(dated)
const all = spread(count)
const inside = all.filter((point) => !locator.locate(point, JUNE).outside)
const outside = all.filter((point) => locator.locate(point, JUNE).outside)

let differ = 0
for (const point of all.slice(0, 5000)) {
  const found = locator.locate(point, JUNE)
  const scanned = scan(point).map((area) => area.code)
  const mine = [found.town, found.village, found.grid, found.micro, ...found.professional, ...found.police].flatMap((ref) =>
    ref ? [ref.code] : [],
  )
  if (mine.toSorted().join() !== scanned.toSorted().join()) differ++
}

const checkStart = performance.now()
const findings = checkAreas(areas, JUNE)
const checkMilliseconds = Math.round(performance.now() - checkStart)

const result = {
  at: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}`,
  areas: areas.length,
  corners: areas.reduce((sum, area) => sum + partsOf(area.geometry).flat(2).length, 0),
  points: { inside: inside.length, outside: outside.length },
  pointsPerSecond: {
    inside: rate(inside, (point) => locator.locate(point, JUNE)),
    insideTwoDaysInTurn: rate(inside, (point, i) => datedLocator.locate(point, i % 2 ? JUNE : JULY)),
    outsideWithNearestBorder: rate(outside, (point) => locator.locate(point, JUNE)),
    scan: rate(inside.slice(0, 2000), scan),
  },
  /** A point within a centimetre of the town's outer border has an answer from `locate` and none from the scan. */
  differFromScan: `${differ} of 5000`,
  check: { milliseconds: checkMilliseconds, findings: findings.length },
}
console.log(JSON.stringify(result, undefined, 2))
for (const { text } of findings.slice(0, 5)) console.log(text)

const folder = new URL('results/', import.meta.url)
mkdirSync(folder, { recursive: true })
const file = new URL('locate.json', folder)
const runs: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
writeFileSync(file, `${JSON.stringify([...(Array.isArray(runs) ? runs : []), result], undefined, 2)}\n`)
