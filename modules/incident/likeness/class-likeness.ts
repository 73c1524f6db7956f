import type { ClassCatalogue } from '../classes/class.ts'
import { classPath, findClass } from '../classes/catalogue.ts'

export interface ClassLikeness {
  readonly score: number
  readonly reason?: string
}

// Residents and operators choose neighbouring classes for one problem (41 % of the officers' links join two categories), so
// nothing here is 0: class can support, hardly forbid.
const strange = 0.2

/** How well two classes may name one problem; undefined when either is not known. */
export function classLikeness(a: string | undefined, b: string | undefined, catalogue: ClassCatalogue): ClassLikeness | undefined {
  const one = a === undefined ? undefined : findClass(catalogue, a)
  const two = b === undefined ? undefined : findClass(catalogue, b)
  if (!one || !two) return undefined
  if (one.code === two.code) return { score: 1, reason: `类别相同：${one.name}` }
  const pathA = classPath(catalogue, one.code)
  const pathB = classPath(catalogue, two.code)
  const minor = pathA[1]
  if (minor && minor === pathB[1]) return { score: 0.95, reason: `同为${minor.name}` }
  if (one.family !== undefined && one.family === two.family) return { score: 0.9, reason: `同为${one.family}类` }
  if (pathA[0] && pathA[0] === pathB[0]) return { score: 0.5, reason: `同属${pathA[0].name}` }
  return { score: strange }
}
