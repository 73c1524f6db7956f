import exceljs from 'exceljs'
import { type MapLayer, listAreas } from '#core/area/server/index.ts'
import { dayAt, isValidOn } from '#core/area/contract.ts'
import type { LayerPoint } from '#core/area/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { notify } from '#core/notice/server/index.ts'
import { audit } from '#platform/server/audit.ts'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { failDispatch } from '../faults.ts'
import { MOST_LISTED, MOST_POINTS, type InsideRow, type exportInside, type selectInside, type tellInside } from '../map/endpoints.ts'
import { isInRing, ringBox, ringTouches } from '../map/ring.ts'
import { type Viewing, getLayer, momentOf, pointsOf } from './map-layers.ts'

type Chosen = Omit<BodyOf<typeof selectInside>, never>

interface Inside {
  readonly layer: MapLayer
  readonly points: readonly LayerPoint[]
}

/** What lies in a drawn ring, layer by layer, as far as this actor sees. */
async function insideOf(viewing: Viewing, { ring, layers, at }: Chosen): Promise<Inside[]> {
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

function rowsOf(found: readonly Inside[]): InsideRow[] {
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

/** Asking each person's card for who they are costs a statement: more than so many are no selection but a town. */
const MOST_PEOPLE = 300

interface Told {
  readonly personId: string
  readonly name: string
}

async function peopleInside(viewing: Viewing, chosen: Chosen): Promise<Told[]> {
  const people = (await insideOf(viewing, chosen)).filter(({ layer }) => layer.group === 'people')
  const told: Told[] = []
  for (const { layer, points } of people) {
    for (const { id, title } of points.slice(0, MOST_PEOPLE)) {
      const card = await layer.card({ ...viewing, id })
      if (card?.personId !== undefined) told.push({ personId: card.personId, name: title })
    }
  }
  return told
}

/** Who answers for the grids a ring touches: holders of exactly that grid, else of its village. */
async function responsibleInside({ tx, actor, now }: Viewing, ring: Chosen['ring']): Promise<Told[]> {
  const day = dayAt(now)
  const areas = (await listAreas(tx, actor.town)).filter((area) => isValidOn(area, day))
  const members = (await peopleAt(tx, actor.town, { day })).filter(({ role }) => role === 'grid-worker' || role === 'village')
  const holders = (code: string): Told[] => members.filter(({ areas: codes }) => codes.includes(code))
  const told = areas
    .filter(({ tier, geometry }) => (tier === 'grid' || tier === 'micro' || tier === 'professional') && ringTouches(ring, geometry))
    .flatMap(({ code, parent, tier }) => {
      const own = holders(code)
      return own.length > 0 || tier === 'micro' || parent === undefined ? own : holders(parent)
    })
  return [...new Map(told.map(({ personId, name }) => [personId, { personId, name }])).values()]
}

/**
 * Sends a notice to the inboxes of those a drawn ring means, and leaves an audit row.
 * @throws Fault dispatch.nobody-inside
 */
export async function tell(viewing: Viewing, body: BodyOf<typeof tellInside>, from: { ip: string; terminal: string }) {
  const { tx, actor, now } = viewing
  const { ring, layers, to, title, text, urgent } = body
  const told = to === 'people' ? await peopleInside(viewing, { ring, layers }) : await responsibleInside(viewing, ring)
  if (told.length === 0) throw failDispatch('dispatch.nobody-inside')
  await notify(tx, actor.town, now, told, { kind: 'dispatch.map-notice', title, words: `${text}（${actor.postTitle}）`, urgent })
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'dispatch.map-notice-sent',
    ...from,
    detail: { to, told: told.length, title },
  })
  return { told: told.length, names: told.map(({ name }) => name).slice(0, 50) }
}
