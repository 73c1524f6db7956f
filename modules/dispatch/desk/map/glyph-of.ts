import type { MapLayerEntry } from '../../contract.ts'
import type { Glyph } from '#platform/client/map/map-point.ts'

/** What a layer's things look like: by its group; people who move on wheels are vehicles. */
export const glyphOf = ({ group, key }: Pick<MapLayerEntry, 'group' | 'key'>): Glyph =>
  group === 'people' && /vehicle|车/u.test(key) ? 'vehicle' : group
