import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { ClassCatalogue } from '../classes/class.ts'
import { readCatalogue } from '../endpoints.ts'

export interface ClassOption {
  readonly value: string
  readonly label: string
  children?: ClassOption[]
}

/** The town's classes, read once an hour. */
export function useClasses(): ClassCatalogue | undefined {
  return useEndpoint(readCatalogue, {}, { staleTime: 3_600_000 }).data
}

const made = new WeakMap<ClassCatalogue, ClassOption[]>()

/** The three levels as a cascader takes them. */
export function classOptions(catalogue: ClassCatalogue | undefined): ClassOption[] {
  if (!catalogue) return []
  const known = made.get(catalogue)
  if (known) return known
  const byCode = new Map<string, ClassOption>(catalogue.classes.map(({ code, name }) => [code, { value: code, label: name }]))
  const roots: ClassOption[] = []
  for (const { code, parent } of catalogue.classes) {
    const option = byCode.get(code)
    const above = parent === undefined ? undefined : byCode.get(parent)
    if (!option) continue
    if (above) (above.children ??= []).push(option)
    else roots.push(option)
  }
  made.set(catalogue, roots)
  return roots
}

/** The codes from the first level down to `code`: `B01`, `B0105`, `B010502`. Every level is a prefix of the next. */
export function pathTo(catalogue: ClassCatalogue | undefined, code: string): string[] {
  const known = new Set((catalogue?.classes ?? []).map((one) => one.code))
  return [3, 5, 7].map((length) => code.slice(0, length)).filter((part, i, all) => known.has(part) && part !== all[i - 1])
}
