import { registry } from '#platform/contract/registry.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import type { LayerCard, LayerPoint, LayerView, Nearby } from '../layer.ts'
import type { Bbox, Position } from '../shape.ts'

interface Asked {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

export interface LayerAsk extends Asked {
  /** Only what lies in this box; left out: the whole town. */
  readonly box?: Bbox
  /** The moment to show; `now` unless the layer is dated. */
  readonly at: Date
  /** Only these kinds; left out: all. */
  readonly kinds?: readonly string[]
  /** At most so many points; a layer that has more says so. */
  readonly limit: number
}

export interface LayerAnswer {
  readonly points: readonly LayerPoint[]
  /** How many there are, also those not answered. */
  readonly total: number
  readonly byKind: Readonly<Record<string, number>>
}

/**
 * A layer of the town's one map (一张图), contributed by the module whose things it shows. `find` and `card` answer only
 * what the actor may see: the map adds no check of its own beyond `permission`.
 */
export interface MapLayer extends LayerView {
  readonly permission: string
  readonly find: (ask: LayerAsk) => Promise<LayerAnswer>
  readonly card: (ask: Asked & { readonly id: string }) => Promise<LayerCard | undefined>
}
export const mapLayers = registry<MapLayer>('area.map-layers')

export const nearbyTitles = { people: '人员', vehicles: '车辆', cameras: '摄像机', resources: '物资' } as const

/** Finds the nearest of one sort around a place, nearest first: people on duty, vehicles, cameras, resources. */
export interface NearbyFinder {
  readonly sort: keyof typeof nearbyTitles
  readonly permission: string
  readonly find: (ask: Asked & { readonly point: Position; readonly limit: number }) => Promise<readonly Nearby[]>
}
export const nearbyFinders = registry<NearbyFinder>('area.nearby-finders')
