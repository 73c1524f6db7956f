import { rolePermissions } from '#core/org/contract.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { towns } from '#core/org/server/index.ts'
import { areaFaults } from '../fault.ts'
import { areaPermissions, areaRolePermissions } from '../permissions.ts'
import { mapLayers } from './layers.ts'
import { areaLayers } from './map-layers.ts'
import { areaRoutes } from './routes.ts'
import { tileRoutes } from './tile-routes.ts'
import { getGround } from './tiles.ts'

export { type Locator, buildLocator } from '../locate.ts'
export { type LayerAnswer, type LayerAsk, type MapLayer, type NearbyFinder, mapLayers, nearbyFinders, nearbyTitles } from './layers.ts'
export { forgetLocator, getLocator } from './locator.ts'
export { readCsvTable, readXlsxTable } from './read-table.ts'
export { type PlaceName, findPlaceNames, insertAreas, insertPlaceNames, listAreas, readBaseMap, saveBaseMap } from './store.ts'

/** Boundaries as dated data, and locating in them. */
export const areaModule: ServerModule = {
  name: 'area',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: areaPermissions,
  faults: areaFaults,
  routes: [...areaRoutes, ...tileRoutes],
  // The first map of the day need not wait for the index of the tiles; a town without a ground yet simply has none.
  start: async (platform) => {
    for (const { code } of await towns(platform))
      void getGround(platform.db.read, code, platform.now()).catch((error: unknown) =>
        platform.log.warn({ err: error }, 'tiles not warmed'),
      )
  },
  contributes: [rolePermissions.of(...areaRolePermissions), mapLayers.of(...areaLayers)],
}
