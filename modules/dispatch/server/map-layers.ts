import { type LayerAnswer, type MapLayer, mapLayers } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { failDispatch } from '../faults.ts'
import { DAYS_BACK, type MapLayerEntry } from '../map/endpoints.ts'

/** Who looks at the map, and when. */
export interface Viewing {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

const DAY = 86_400_000
/** A browser's clock may run a little ahead of ours. */
const AHEAD_MS = 120_000

/**
 * The moment asked for; now when none is.
 * @throws Fault dispatch.moment-out-of-reach
 */
export function momentOf(now: Date, text: string | undefined): Date {
  if (text === undefined) return now
  const at = new Date(text)
  if (at.getTime() < now.getTime() - DAYS_BACK * DAY - 3_600_000 || at.getTime() > now.getTime() + AHEAD_MS)
    throw failDispatch('dispatch.moment-out-of-reach')
  return at.getTime() > now.getTime() ? now : at
}

/** The layers this actor may see, in the order the modules contribute them. */
export function visibleLayers({ platform, actor }: Pick<Viewing, 'platform' | 'actor'>): MapLayer[] {
  return mapLayers.from(platform.contributions).filter(({ permission }) => actor.permissions.has(permission))
}

/** @throws Fault dispatch.layer-unknown, also for a layer the actor may not see: its existence is nobody's news */
export function getLayer(viewing: Viewing, key: string): MapLayer {
  const layer = visibleLayers(viewing).find((each) => each.key === key)
  if (!layer) throw failDispatch('dispatch.layer-unknown')
  return layer
}

/** The list of layers with what there is of each. A layer whose module fails is named and marked: the others go on. */
export async function listLayers(viewing: Viewing, at: Date): Promise<MapLayerEntry[]> {
  return Promise.all(
    visibleLayers(viewing).map(async (layer) => {
      const { key, title, group, kinds, source, dated, moving, shown, facts } = layer
      const view = { key, title, group, kinds, source, dated, moving, shown, ...(facts ? { facts } : {}) }
      try {
        const { total, byKind } = await layer.find({ ...viewing, at: layer.dated ? at : viewing.now, limit: 0 })
        return { ...view, total, byKind: { ...byKind } }
      } catch (error) {
        viewing.platform.log.warn({ err: error, layer: key }, 'a map layer could not be counted')
        return { ...view, total: 0, byKind: {}, failed: true }
      }
    }),
  )
}

/** A layer's points; one that has no past is answered as it is now, and says so by `at`. */
export async function pointsOf(
  viewing: Viewing,
  layer: MapLayer,
  ask: { readonly at: Date; readonly box?: [number, number, number, number]; readonly kinds?: readonly string[]; readonly limit: number },
): Promise<LayerAnswer & { readonly at: Date }> {
  const at = layer.dated ? ask.at : viewing.now
  const { box, kinds, limit } = ask
  const answer = await layer.find({ ...viewing, at, limit, ...(box ? { box } : {}), ...(kinds ? { kinds } : {}) })
  return { ...answer, at }
}
