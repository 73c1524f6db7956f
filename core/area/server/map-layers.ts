import { peopleAt } from '#core/org/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Area, type Tier, dayAt, isValidOn, tierWords } from '../area.ts'
import { labelPoint } from '../label-point.ts'
import type { LayerKind, LayerPoint, Tone } from '../layer.ts'
import type { Bbox, Position } from '../shape.ts'
import { areaOf } from '../surface.ts'
import { answeringFor } from './answering.ts'
import { getLocator } from './locator.ts'
import type { LayerAnswer, LayerAsk, MapLayer } from './layers.ts'
import { findPlaceName, listAreas, listPlaceNames } from './store.ts'

const inBox = ([x, y]: Position, box: Bbox | undefined): boolean => !box || (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])

/** Counts all, answers those asked for: for layers small enough to be read whole. */
function answerOf(points: readonly LayerPoint[], { box, kinds, limit }: LayerAsk): LayerAnswer {
  const seen = points.filter(({ at }) => inBox(at, box))
  const byKind: Record<string, number> = {}
  for (const { kind } of seen) byKind[kind] = (byKind[kind] ?? 0) + 1
  const asked = kinds ? seen.filter(({ kind }) => kinds.includes(kind)) : seen
  return { points: asked.slice(0, limit), total: asked.length, byKind }
}

const uncovered = 'uncovered'
const gridKinds: readonly LayerKind[] = [
  { key: uncovered, title: '无人负责', tone: 'late' },
  { key: 'village', title: tierWords.village, tone: 'low' },
  { key: 'grid', title: tierWords.grid, tone: 'good' },
  { key: 'micro', title: tierWords.micro, tone: 'good' },
  { key: 'professional', title: tierWords.professional, tone: 'officer' },
  { key: 'police', title: tierWords.police, tone: 'officer' },
]
const gridTones: Readonly<Partial<Record<Tier, Tone>>> = Object.fromEntries(gridKinds.map(({ key, tone }) => [key, tone]))

// A widest point costs a millisecond and changes only when a border does; the key holds the version and its box.
const kept = new Map<string, Position>()
function labelOf(area: Area): Position {
  const key = `${area.id}/${area.bbox.join()}`
  const known = kept.get(key)
  if (known) return known
  const at = labelPoint(area.geometry)
  if (kept.size > 20_000) kept.clear()
  kept.set(key, at)
  return at
}

/** Codes somebody answers for on a day: with a post given exactly this area, as `answeringFor` has it. */
async function coveredCodes(tx: Tx, town: string, day: string): Promise<ReadonlySet<string>> {
  return new Set((await peopleAt(tx, town, { day })).flatMap(({ areas }) => areas))
}

const grids: MapLayer = {
  key: 'area.grids',
  title: '网格',
  group: 'place',
  kinds: [...gridKinds],
  source: '网格管理、岗位任职',
  dated: true,
  moving: false,
  shown: false,
  permission: 'area.area.read',
  find: async (ask) => {
    const day = dayAt(ask.at)
    const town = ask.actor.town
    const covered = await coveredCodes(ask.tx, town, day)
    const areas = (await listAreas(ask.tx, town)).filter((area) => area.tier !== 'town' && isValidOn(area, day))
    const points = areas.map((area): LayerPoint => {
      const bare = !covered.has(area.code)
      const tone: Tone = bare ? 'late' : (gridTones[area.tier] ?? 'quiet')
      return {
        id: area.code,
        at: labelOf(area),
        title: `${area.name}${bare ? '（无人负责）' : ''}`,
        kind: bare ? uncovered : area.tier,
        tone,
      }
    })
    return answerOf(points, ask)
  },
  card: async ({ tx, actor, now, id }) => {
    const day = dayAt(now)
    const area = (await listAreas(tx, actor.town)).find((each) => each.code === id && isValidOn(each, day))
    if (!area) return undefined
    const [answering] = await answeringFor(tx, actor.town, [area], day)
    const people = answering?.people ?? []
    return {
      id,
      title: area.name,
      at: labelOf(area),
      kind: people.length ? area.tier : uncovered,
      tone: people.length ? (gridTones[area.tier] ?? 'quiet') : 'late',
      lines: [
        { label: '层级', value: tierWords[area.tier] },
        { label: '编码', value: area.code },
        { label: '面积', value: `${(areaOf(area.geometry) / 1e6).toFixed(2)} 平方公里` },
        { label: '负责人', value: people.map(({ name, postTitle }) => `${name}（${postTitle}）`).join('、') || '无人负责' },
        { label: '生效', value: `${area.validFrom} 起` },
      ],
      href: `/areas?code=${encodeURIComponent(area.code)}`,
    }
  },
}

/** Kinds of named places a town watches; others (lanes, hamlets, shops) are names on the ground, not key places. */
const placeKinds: readonly LayerKind[] = [
  { key: 'school', title: '学校', tone: 'normal' },
  { key: 'hospital', title: '医院、卫生室', tone: 'normal' },
  { key: 'market', title: '市场、商场', tone: 'low' },
  { key: 'public', title: '公共机构', tone: 'low' },
  { key: 'quarter', title: '住宅小区', tone: 'quiet' },
  { key: 'factory', title: '厂区', tone: 'officer' },
  { key: 'site', title: '工地', tone: 'officer' },
  { key: 'station', title: '车站', tone: 'low' },
  { key: 'park', title: '公园广场', tone: 'good' },
  { key: 'bridge', title: '桥梁', tone: 'quiet' },
  { key: 'pier', title: '码头', tone: 'officer' },
  { key: 'pump', title: '泵站闸站', tone: 'officer' },
]
const placeKind = new Map(placeKinds.map((kind) => [kind.key, kind]))

const places: MapLayer = {
  key: 'area.places',
  title: '重点场所',
  group: 'place',
  kinds: [...placeKinds],
  source: '本镇地名库',
  dated: false,
  moving: false,
  shown: false,
  permission: 'area.area.read',
  find: async (ask) => {
    const points = (await listPlaceNames(ask.tx, ask.actor.town)).flatMap(({ id, name, kind, point }): LayerPoint[] => {
      const known = placeKind.get(kind)
      return known ? [{ id, at: point, title: name, kind, tone: known.tone }] : []
    })
    return answerOf(points, ask)
  },
  card: async ({ tx, actor, now, id }) => {
    const place = await findPlaceName(tx, actor.town, id)
    const kind = place && placeKind.get(place.kind)
    if (!place || !kind) return undefined
    return {
      id,
      title: place.name,
      at: place.point,
      kind: place.kind,
      tone: kind.tone,
      lines: [
        { label: '类别', value: kind.title },
        ...(place.address ? [{ label: '地址', value: place.address }] : []),
        ...(await whereLines(tx, actor, now, place.point)),
      ],
      href: `/areas?point=${place.point.join(',')}`,
    }
  },
}

/** The grid chain of a place, for a card. */
async function whereLines(tx: Tx, actor: Actor, now: Date, point: Position): Promise<{ label: string; value: string }[]> {
  const { village, grid, micro } = (await getLocator(tx, actor.town)).locate(point, now)
  const names = [village, grid, micro].flatMap((area) => (area ? [area.name] : []))
  return names.length ? [{ label: '网格', value: names.join(' › ') }] : []
}

/** What boundaries and place names bring to the one map. */
export const areaLayers: readonly MapLayer[] = [grids, places]
