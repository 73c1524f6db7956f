import { posix } from 'node:path'
import { lineAt, type Source } from './source.ts'

export interface Import {
  readonly specifier: string
  readonly line: number
  /** True where the whole import vanishes at run time (`import type`, or only `type` names inside the braces). */
  readonly typeOnly: boolean
}

const STATIC = /\b(?:import|export)\b([^'"`;()=]*?\bfrom)?\s*['"]/g
const DYNAMIC = /\bimport\s*\(\s*['"]/g
// Worker threads are started by address, which is an import in all but name.
const ADDRESS = /\bnew\s+URL\s*\(\s*['"](?=\s*['"]\s*,\s*import\.meta\.url)/g

/** Every module a source names: static and dynamic imports, re-exports, and `new URL('./x.ts', import.meta.url)`. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  for (const pattern of [STATIC, DYNAMIC, ADDRESS]) {
    for (const match of source.code.matchAll(pattern)) {
      const open = match.index + match[0].length
      const close = source.text.indexOf(source.text[open - 1] ?? "'", open)
      const specifier = source.text.slice(open, close)
      if (specifier === '' || (pattern === ADDRESS && !/\.tsx?$/.test(specifier))) continue
      found.push({ specifier, line: lineAt(source.text, match.index), typeOnly: pattern === STATIC && vanishes(match[1] ?? '') })
    }
  }
  return found.sort((a, b) => a.line - b.line)
}

function vanishes(clause: string): boolean {
  if (/^\s*type\b(?!\s*,|\s+from\b)/.test(clause)) return true
  const names = /^\s*\{([^}]*)\}\s*from$/.exec(clause)?.[1]
  if (names === undefined) return false
  const parts = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return parts.length > 0 && parts.every((name) => /^type\s/.test(name))
}

export type Target = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'node' | 'package'; readonly name: string }

/** Where a specifier leads: a path inside the repository, a Node built-in, or a package (its name without the sub-path). */
export function resolveImport(from: string, specifier: string): Target {
  const plain = specifier.replace(/\?.*$/, '')
  if (plain.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), plain) }
  if (plain.startsWith('#')) return { kind: 'file', path: plain.slice(1) }
  if (plain.startsWith('node:')) return { kind: 'node', name: plain }
  const parts = plain.split('/')
  return { kind: 'package', name: plain.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? plain) }
}
