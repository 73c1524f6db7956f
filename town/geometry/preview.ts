import { writeFileSync } from 'node:fs'
import { makeGeometry } from './make-geometry.ts'
import type { Position } from './plane.ts'

// Draws the invented town into one SVG in the screen's own colours (design.md §3), to look at while the plan changes:
//   npx node town/geometry/preview.ts /tmp/town.svg [west south east north]

const [file, ...frame] = process.argv.slice(2)
if (!file) throw new Error('usage: node town/geometry/preview.ts <file.svg> [west south east north]')
const started = performance.now()
const town = makeGeometry()
const took = performance.now() - started

const [width, height] = [1600, 1200]
const [west, south, east, north] =
  frame.length === 4 ? (frame.map(Number) as [number, number, number, number]) : [120.555, 30.902, 120.725, 31.038]
const scale = Math.min(width / (east - west) / 0.8585, height / (north - south))
const point = ([lng, lat]: Position): string =>
  `${(width / 2 + (lng - (west + east) / 2) * scale * 0.8585).toFixed(1)} ${(height / 2 - (lat - (south + north) / 2) * scale).toFixed(1)}`
const path = (rings: readonly Position[][], closed = true): string =>
  rings.map((ring) => `M${(closed ? ring.slice(0, -1) : ring).map(point).join('L')}${closed ? 'Z' : ''}`).join('')
const metre = scale / 110_870
const line = (positions: Position[], style: string): string =>
  `<path d="${path([positions], false)}" fill="none" stroke-linejoin="round" stroke-linecap="round" ${style}/>`
const area = (rings: Position[][], style: string): string => `<path d="${path(rings)}" ${style}/>`
const text = (at: Position, words: string, style: string): string => {
  const [x, y] = point(at).split(' ')
  return `<text x="${x}" y="${y}" text-anchor="middle" ${style}>${words}</text>`
}
const fieldColour = { paddy: '#0d3a3c', vegetable: '#134a3d', mulberry: '#0f4034', pond: '#0e4a78' } as const
const roadColour = { expressway: '#ffcf8a', trunk: '#ffcf8a', county: '#b9c7d6', street: '#5f7d95', lane: '#3a566b' } as const
const roadRank = { lane: 0, street: 1, county: 2, trunk: 3, expressway: 4 } as const
const zoom = scale / 9600
const heat = (k: number): string => ['#0a3a5c', '#0d4c70', '#106083', '#137594', '#18b6d6'][k % 5]!

const parts = [
  `<rect width="${width}" height="${height}" fill="#050c14"/>`,
  ...town.villages.map(({ geometry }, k) => area(geometry.coordinates, `fill="${heat(k * 7)}" fill-opacity=".3"`)),
  ...town.polders.map(({ geometry }) => area(geometry.coordinates, 'fill="#0b3038" fill-opacity=".55"')),
  ...town.fields.map(({ kind, geometry }) => area(geometry.coordinates, `fill="${fieldColour[kind]}"`)),
  ...town.canals.map(({ geometry, width: metres }) =>
    line(geometry.coordinates, `stroke="#0f5aa6" stroke-width="${Math.max(0.8, metres * metre)}"`),
  ),
  ...town.rivers.map(({ geometry, width: metres }) =>
    line(geometry.coordinates, `stroke="#1186ff" stroke-opacity=".3" stroke-width="${metres * metre + 8}"`),
  ),
  ...town.lakes.map(({ geometry }) => area(geometry.coordinates, 'fill="#1272cf" stroke="#1186ff" stroke-opacity=".5" stroke-width="2"')),
  ...town.rivers.map(({ surface }) => area(surface.coordinates, 'fill="#1272cf"')),
  ...town.rivers.map(({ geometry }) => line(geometry.coordinates, 'stroke="#6fd0ff" stroke-opacity=".7" stroke-width="1.2"')),
  ...[...town.roads]
    .sort((a, b) => roadRank[a.kind] - roadRank[b.kind])
    .flatMap(({ geometry, kind, width: metres }) => {
      const w = Math.max(kind === 'lane' ? 0.5 : 0.8, metres * metre * (kind === 'lane' ? 0.8 : 1))
      return [
        line(geometry.coordinates, `stroke="#04090f" stroke-opacity=".8" stroke-width="${w + 1.6}"`),
        line(geometry.coordinates, `stroke="${roadColour[kind]}" stroke-width="${w}"`),
      ]
    }),
  ...town.buildings.map(({ geometry, height: metres }) =>
    area(geometry.coordinates, `fill="${metres > 30 ? '#64e6ff' : metres > 14 ? '#3fb4cf' : '#2a86a3'}"`),
  ),
  ...town.microGrids.map(({ geometry }) =>
    area(geometry.coordinates, 'fill="none" stroke="#5fd4f4" stroke-opacity=".3" stroke-width=".6" stroke-dasharray="3 3"'),
  ),
  ...town.grids.map(({ geometry }) => area(geometry.coordinates, 'fill="none" stroke="#5fd4f4" stroke-opacity=".4" stroke-width=".9"')),
  ...town.professionalGrids.map(({ geometry }) =>
    area(geometry.coordinates, 'fill="#ffb454" fill-opacity=".1" stroke="#ffb454" stroke-width="1"'),
  ),
  ...town.villages.map(({ geometry }) => area(geometry.coordinates, 'fill="none" stroke="#8fe6ff" stroke-opacity=".8" stroke-width="1.5"')),
  area(
    [
      [
        [0, 0],
        [0, 60],
        [180, 60],
        [180, 0],
        [0, 0],
      ],
      ...town.outline.coordinates,
    ],
    'fill="#02060b" fill-opacity=".72" fill-rule="evenodd"',
  ),
  area(town.outline.coordinates, 'fill="none" stroke="#19d3ff" stroke-opacity=".4" stroke-width="8"'),
  area(town.outline.coordinates, 'fill="none" stroke="#d5f8ff" stroke-width="1.8"'),
  ...town.villages.map(({ label, name }) =>
    text(label, name, 'fill="#e6faff" font-size="14" stroke="#041018" stroke-width="3" paint-order="stroke"'),
  ),
  ...(zoom > 2 ? town.places.map(({ position, name }) => text(position, name, 'fill="#ffd84d" font-size="9"')) : []),
  text(
    [(west + east) / 2, north - 0.002 / Math.max(1, zoom)],
    `${town.name} 示例 · ${town.buildings.length} 幢 · ${town.fields.length} 田 · ${town.places.length} 地名 · ${took.toFixed(0)} ms`,
    'fill="#9fd8ea" font-size="13"',
  ),
]
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Noto Sans CJK SC, Noto Sans SC, sans-serif">${parts.join('\n')}</svg>`,
)
