import { lineAt, type Source } from './source.ts'
import { FORBIDDEN_NAMES } from './limits.ts'
import type { Finding } from './finding.ts'

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/
const PASCAL = /^[A-Z][A-Za-z0-9]*(?:\.test|\.spec)?$/
const ENTRY = /^(?:index|main|routes)$/
const MIGRATION = /^\d{12}-[a-z0-9-]+\.sql$/
// Vite, Vitest and Playwright load a default export; nothing else does; a foreign package is declared as it is.
const MAY_DEFAULT = /(?:^|\/)(?:(?:vite|vitest|playwright)\.config|global-setup)\.ts$|\.d\.ts$/

/** File names, default exports and enums (architecture: Names). */
export function checkNames(paths: readonly string[], tree: ReadonlyMap<string, Source>): Finding {
  const problems = [...paths.flatMap(nameProblems), ...[...tree].flatMap(([path, source]) => wordProblems(path, source))]
  return { name: 'names', summary: `${paths.length} files`, problems }
}

export function nameProblems(path: string): string[] {
  const segments = path.split('/')
  const file = segments.at(-1) ?? ''
  const stem = file.replace(/\.(?:gen\.)?[a-z]+$/, '')
  const problems: string[] = []
  const forbidden = [...segments.slice(0, -1), ...stem.split(/[-.]/)].find((word) => FORBIDDEN_NAMES.includes(word))
  if (forbidden !== undefined) problems.push(`${path}: "${forbidden}" says nothing; name the noun`)
  if (file.endsWith('.ts') && !KEBAB.test(stem)) problems.push(`${path}: TypeScript files are kebab-case`)
  if (file.endsWith('.tsx') && !PASCAL.test(stem) && !ENTRY.test(stem) && !KEBAB.test(stem)) {
    problems.push(`${path}: components are PascalCase, other files kebab-case`)
  }
  if (segments.includes('migrations') && file.endsWith('.sql') && !MIGRATION.test(file)) {
    problems.push(`${path}: migrations are named YYYYMMDDHHMM-what.sql`)
  }
  return problems
}

function wordProblems(path: string, { code, text }: Source): string[] {
  const found = (pattern: RegExp, why: string): string[] =>
    [...code.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)} ${why}`)
  return [
    ...(MAY_DEFAULT.test(path) ? [] : found(/^\s*export\s+default\b/gm, 'default export: export it by name')),
    ...found(/^\s*(?:export\s+)?(?:declare\s+|const\s+)?enum\s+\w/gm, 'enum: use a zod enum or a union'),
  ]
}
