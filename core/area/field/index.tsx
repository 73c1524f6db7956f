import type { FieldModule } from '#platform/client/field-module.ts'
import { mapPart } from './map-part.ts'

export { PlaceMap, type MapPin } from './PlaceMap.tsx'
export { PlacePicker } from './PlacePicker.tsx'
export { mapPart } from './map-part.ts'
export { type LngLat, gridWords, placeWords } from './place-words.ts'
export { type FieldMap, areasUnder, insideRings } from '../field-map.ts'

/** Where one is, without a line. */
export const areaField: FieldModule = { key: 'area', pages: [], parts: [mapPart] }
