import type { Area } from '#core/area/contract.ts'
import { bboxOf } from '#core/area/contract.ts'
import type { Polygon, TownGeometry } from '#town/geometry/index.ts'

/** Before the first case of any history: nothing of the town is older than its borders. */
export const FOUNDED = '2025-01-01'

/** The code an area is kept under: trailing zeros of the official code go, so that a code begins those inside it. */
export const townPrefix = (code: string): string => code.slice(0, 9)
export const gridPrefix = (code: string): string => code.slice(0, 15)

/** Every area of the invented town as the area module keeps them: town, villages, grids, micro-grids and overlays. */
export function townAreas(town: TownGeometry): Area[] {
  const top = townPrefix(town.code)
  const area = (given: Pick<Area, 'code' | 'name' | 'tier'> & { parent?: string; overlay?: boolean; geometry: Polygon }): Area => ({
    id: `${given.code}@${FOUNDED}`,
    code: given.code,
    name: given.name,
    tier: given.tier,
    ...(given.parent === undefined ? {} : { parent: given.parent }),
    overlay: given.overlay ?? false,
    geometry: given.geometry,
    bbox: bboxOf(given.geometry),
    validFrom: FOUNDED,
  })
  return [
    area({ code: top, name: town.name, tier: 'town', geometry: town.outline }),
    ...town.villages.map(({ code, name, geometry }) => area({ code, name, tier: 'village', parent: top, geometry })),
    ...town.grids.map(({ code, name, villageCode, geometry }) =>
      area({ code: gridPrefix(code), name, tier: 'grid', parent: villageCode, geometry }),
    ),
    ...town.microGrids.map(({ code, name, gridCode, geometry }) =>
      area({ code, name, tier: 'micro', parent: gridPrefix(gridCode), geometry }),
    ),
    ...town.professionalGrids.map(({ code, name, villageCode, geometry }) =>
      area({ code: gridPrefix(code), name, tier: 'professional', parent: villageCode, overlay: true, geometry }),
    ),
    ...town.policeGrids.map(({ code, name, geometry }) => area({ code, name, tier: 'police', parent: top, overlay: true, geometry })),
  ]
}
