import type { Area } from '#core/area/contract.ts'
import type { PlaceName } from '#core/area/server/index.ts'
import type { TownCalendar } from '#core/calendar/contract.ts'
import type { OrgLoad } from '#core/org/server/index.ts'
import type { Config } from '#platform/server/config.ts'
import type { FeatureCollection } from '../base-map.ts'
import type { PatrolVehicle, Substitute } from '../people/town-people.ts'

/** What the maker is told. */
export interface Order {
  readonly code: string
  /** Epoch milliseconds where the past ends. */
  readonly now: number
  readonly days: number
  readonly calendar: TownCalendar
  readonly config: Pick<Config, 'dataDir' | 's3'>
}

/** The town's ground and people, ready to be inserted. */
export interface Ground {
  readonly kind: 'ground'
  readonly name: string
  readonly areas: readonly Area[]
  readonly places: readonly PlaceName[]
  readonly baseMap: Readonly<Record<string, FeatureCollection>>
  readonly org: Pick<OrgLoad, 'units' | 'people' | 'posts' | 'appointments'>
  readonly bindings: readonly { role: string; unitId: string }[]
  readonly vehicles: readonly PatrolVehicle[]
  readonly substitutes: readonly Substitute[]
}

/** Some days of the past as text for COPY, in the order the tables must be filled. */
export interface Batch {
  readonly kind: 'batch'
  readonly tables: readonly { readonly target: string; readonly text: Uint8Array }[]
  readonly cases: number
  readonly acts: number
  /** Its days (YYYY-MM-DD) and how many reports each had. */
  readonly days: readonly { readonly day: string; readonly reports: number }[]
}

/** Everything is made and every picture is stored. */
export interface Done {
  readonly kind: 'done'
}
export type Made = Ground | Batch | Done
