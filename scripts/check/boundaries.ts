import { refuse } from './arrows.ts'
import { largestCycle } from './cycles.ts'
import { importsOf, resolveImport } from './imports.ts'
import { placeOf } from './places.ts'
import { impureGlobals, refusePackage } from './purity.ts'
import type { Finding } from './finding.ts'
import type { Source } from './source.ts'

/**
 * The arrows of the house (docs/architecture.md), read from the imports of every file. This is the first of three
 * guards; the others are the database type a store receives and PostgreSQL's own schemas.
 */
export function checkBoundaries(tree: ReadonlyMap<string, Source>): Finding {
  const problems = [...tree].flatMap(([path, source]) => boundaryProblems(path, source))
  const cycle = largestCycle(importGraph(tree))
  if (cycle.length > 0) problems.push(`import cycle of ${cycle.length} files: ${cycle.join(' ↔ ')}`)
  const summary = `${tree.size} files, largest import cycle ${cycle.length === 0 ? 'none' : cycle.length}`
  return { name: 'boundaries', summary, problems }
}

/** The refused imports and impure globals of one file. */
export function boundaryProblems(path: string, source: Source): string[] {
  const from = placeOf(path)
  const problems = importsOf(source).flatMap(({ specifier, line }) => {
    const target = resolveImport(path, specifier)
    const why = target.kind === 'file' ? refuse(from, placeOf(target.path)) : refusePackage(from, target)
    return why === undefined ? [] : [`${path}:${line} imports ${specifier}: ${why}`]
  })
  if (from.part !== 'pure' || from.test) return problems
  return [
    ...problems,
    ...impureGlobals(source).map(({ line, text }) => `${path}:${line} uses ${text}: this file runs in browser and server alike`),
  ]
}

/** Run-time imports only: a type-only cycle vanishes before anything runs. */
function importGraph(tree: ReadonlyMap<string, Source>): Map<string, string[]> {
  return new Map(
    [...tree].map(([path, source]) => [
      path,
      importsOf(source).flatMap(({ specifier, typeOnly }) => {
        const target = resolveImport(path, specifier)
        return !typeOnly && target.kind === 'file' && tree.has(target.path) ? [target.path] : []
      }),
    ]),
  )
}
