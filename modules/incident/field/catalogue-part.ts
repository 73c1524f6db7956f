import { call } from '#platform/client/call.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import type { ClassCatalogue } from '../classes/class.ts'
import { readCatalogue } from '../endpoints.ts'

/** The classes, so that words can be turned into one without a line. */
export const cataloguePart: PackagePart<ClassCatalogue> = {
  key: 'incident.catalogue',
  title: '事件类别目录',
  everyMinutes: 12 * 60,
  pull: (signal) => call(readCatalogue, {}, { signal, background: true }),
}
