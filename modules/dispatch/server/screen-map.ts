import { createHash } from 'node:crypto'
import { type LayerAnswer, type Locator, type MapLayer, getLocator, mapLayers } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Theme } from '#platform/contract/panel.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { ScreenLayer, ScreenPoint } from '../screen-record.ts'
import { counterFor } from './screen-actor.ts'
import { getSetting } from './screen-settings.ts'

/** Points of one layer at most; a picture of the town needs no more. */
const limit = 3_000
const rememberMs = 800

/** Which sorts of things each theme's map shows. */
const groupsOf: Readonly<Record<Theme, readonly MapLayer['group'][]>> = {
  overview: ['case', 'people'],
  cases: ['case'],
  patrol: ['people'],
  sensing: ['device'],
  enforcement: ['case', 'people'],
  service: ['place'],
  economy: ['enterprise'],
}

interface Viewing {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

const shortOf = (town: string, id: string): string => createHash('sha256').update(`${town} ${id}`).digest('base64url').slice(0, 12)

/** A point without its title; a person's id gives way to a mark that is good for gliding and for nothing else. */
function plain(layer: MapLayer, town: string, { title: _title, ...point }: LayerAnswer['points'][number]): ScreenPoint {
  return layer.group === 'people' ? { ...point, id: shortOf(town, point.id) } : point
}

const caches = new WeakMap<Platform, Map<string, { at: number; answer: Promise<ScreenLayer | undefined> }>>()

/** The layers of a theme as the wall draws them. A layer that fails is left out: the map goes on without it. */
export async function screenLayers(viewing: Viewing, theme: Theme): Promise<ScreenLayer[]> {
  const { tx, platform, actor, now } = viewing
  const { setting } = await getSetting(tx, actor.town)
  const wanted = mapLayers
    .from(platform.contributions)
    .filter(
      (layer) =>
        groupsOf[theme].includes(layer.group) && (layer.shown || layer.group !== 'case') && (setting.people || layer.group !== 'people'),
    )
  const answers = wanted.map((layer) => {
    const counter = counterFor(actor, layer.permission)
    if (!counter) return undefined
    let cache = caches.get(platform)
    if (!cache) caches.set(platform, (cache = new Map()))
    const key = `${actor.town} ${layer.key} ${counter.subject} ${counter.postId}`
    const known = cache.get(key)
    if (known && Math.abs(now.getTime() - known.at) < rememberMs) return known.answer
    const answer = load({ ...viewing, actor: counter }, layer)
    if (cache.size > 500) cache.clear()
    cache.set(key, { at: now.getTime(), answer })
    return answer
  })
  return (await Promise.all(answers)).filter((layer) => layer !== undefined)
}

async function load({ tx, platform, actor, now }: Viewing, layer: MapLayer): Promise<ScreenLayer | undefined> {
  const { key, title, group, source, moving, kinds } = layer
  try {
    const { points, total } = await layer.find({ tx, platform, actor, now, at: now, limit })
    return { key, title, group, source, moving, kinds, total, points: points.map((point) => plain(layer, actor.town, point)) }
  } catch (error) {
    platform.log.warn({ err: error, layer: key }, 'a layer of the wall could not be read')
    return undefined
  }
}

/** The shade of each village: its cases as a share of the village that has most, by its root: one case is seen beside forty. */
export async function heatOf({ tx, actor, now }: Viewing, layers: readonly ScreenLayer[]): Promise<Record<string, number>> {
  const points = layers.filter(({ group }) => group === 'case').flatMap((layer) => layer.points)
  const counts = countByVillage(points.length > 0 ? await getLocator(tx, actor.town) : undefined, points, now)
  const most = Math.max(1, ...counts.values())
  return Object.fromEntries([...counts].map(([code, n]) => [code, Math.round(Math.sqrt(n / most) * 100) / 100]))
}

function countByVillage(locator: Locator | undefined, points: readonly ScreenPoint[], now: Date): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { at } of points) {
    const code = locator?.locate(at, now).village?.code
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}
