import type { MapLayer } from '#core/area/server/index.ts'
import type { LayerPoint } from '#core/area/contract.ts'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { MOST_LISTED, MOST_POINTS, type InsideRow, type exportInside, type selectInside } from '../map/endpoints.ts'
import { isInRing, ringBox } from '../map/ring.ts'
import { type Viewing, getLayer, momentOf, pointsOf } from './map-layers.ts'

export type Chosen = Pick<BodyOf<typeof selectInside>, 'ring' | 'layers' | 'at'>

interface Inside {
  readonly layer: MapLayer
  readonly points: readonly LayerPoint[]
}

/** What lies in a drawn ring, layer by layer, as far as this actor sees. */
export async function insideOf(viewing: Viewing, { ring, layers, at }: Chosen): Promise<Inside[]> {
  const moment = momentOf(viewing.now, at)
  const box = ringBox(ring)
  const found: Inside[] = []
  for (const { key, kinds } of layers) {
    const layer = getLayer(viewing, key)
    const { points } = await pointsOf(viewing, layer, { at: moment, box, limit: MOST_POINTS, ...(kinds ? { kinds } : {}) })
    found.push({ layer, points: points.filter((point) => isInRing(ring, point.at)) })
  }
  return found
}

/** One row a thing, as the list shows it. */
export function rowsOf(found: readonly Inside[]): InsideRow[] {
  return found.flatMap(({ layer, points }) => {
    const titles = new Map(layer.kinds.map(({ key, title }) => [key, title]))
    return points.map(({ id, title, kind, at }) => ({
      layer: layer.key,
      layerTitle: layer.title,
      id,
      title,
      kindTitle: titles.get(kind) ?? kind,
      at,
    }))
  })
}

/** The list of what a drawn ring holds; `total` counts also what is not listed. */
export async function select(viewing: Viewing, chosen: Chosen) {
  const found = await insideOf(viewing, chosen)
  return {
    at: momentOf(viewing.now, chosen.at).toISOString(),
    total: found.reduce((sum, { points }) => sum + points.length, 0),
    byLayer: found.map(({ layer, points }) => ({ key: layer.key, title: layer.title, total: points.length })),
    rows: rowsOf(found).slice(0, MOST_LISTED),
  }
}

/** A text a spreadsheet would run as a formula gets an apostrophe before it (CSV injection, OWASP). */
const safeCell = (text: string): string => (/^[=+\-@\t\r\n|%]/u.test(text) ? `'${text}` : text)
const shanghai = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** The same list as a workbook, all of it, with where it comes from and of which moment it is. */
export async function sheetOf(viewing: Viewing, chosen: BodyOf<typeof exportInside>): Promise<{ bytes: Buffer; rows: number }> {
  const found = await insideOf(viewing, chosen)
  const rows = rowsOf(found)
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('圈选清单', { views: [{ state: 'frozen', ySplit: 2 }] })
  sheet.addRow([
    `时间 ${shanghai(momentOf(viewing.now, chosen.at))}　来源 ${found.map(({ layer }) => `${layer.title}（${layer.source}）`).join('、')}`,
  ])
  sheet.addRow(['图层', '类别', '名称', '经度', '纬度'])
  for (const { layerTitle, kindTitle, title, at } of rows) sheet.addRow([layerTitle, kindTitle, safeCell(title), at[0], at[1]])
  ;[16, 16, 44, 14, 14].forEach((width, i) => (sheet.getColumn(i + 1).width = width))
  return { bytes: Buffer.from(await book.xlsx.writeBuffer()), rows: rows.length }
}
