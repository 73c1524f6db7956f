import type { PackagePart } from '#platform/client/field-module.ts'
import { call } from '#platform/client/call.ts'
import { type FieldMap, readFieldMap } from '../field-map.ts'

/** The ground of my area: boundaries change by the day at most. */
export const mapPart: PackagePart<FieldMap> = {
  key: 'area.map',
  title: '我的辖区地图',
  everyMinutes: 12 * 60,
  pull: (signal) => call(readFieldMap, {}, { signal, background: true }),
}
