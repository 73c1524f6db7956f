import type { Area } from './area.ts'
import { checkAreas } from './check.ts'
import type { Finding } from './finding.ts'

/** A fault that was there before and grew by less than this (m²) is the same fault. */
const SAME_SURFACE = 1

/**
 * What is wrong after a change and was not before, on one day: whoever moves one corner need not answer for the old holes of another
 * village.
 */
export function newFindings(before: readonly Area[], after: readonly Area[], at: string): Finding[] {
  const known = Map.groupBy(checkAreas(before, at), key)
  return checkAreas(after, at).filter((finding) => {
    const same = known.get(key(finding)) ?? []
    const i = same.findIndex((old) => Math.abs((old.squareMetres ?? 0) - (finding.squareMetres ?? 0)) < SAME_SURFACE)
    // Each old fault excuses one: a second hole in the same parent is a new one.
    if (i >= 0) same.splice(i, 1)
    return i < 0
  })
}

function key({ kind, severity, codes }: Finding): string {
  return [kind, severity, ...codes.toSorted()].join('\n')
}
