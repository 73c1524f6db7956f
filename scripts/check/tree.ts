import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSource, type Source } from './source.ts'

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

const TOPS = ['apps', 'modules', 'core', 'platform', 'town', 'bench', 'e2e', 'scripts', 'docs']
const SKIP = new Set(['node_modules', 'dist', 'data', 'test-results', 'playwright-report'])

/** Paths under the root, with `/`, of every file of the product's folders and the configuration files beside them. */
export function listFiles(root: string = ROOT): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return SKIP.has(entry.name) ? [] : walk(path)
      return entry.isFile() ? [path] : []
    })
  const beside = readdirSync(root).filter((name) => /\.(?:ts|json|md)$/.test(name) && name !== 'package-lock.json')
  return [...beside, ...TOPS.filter((top) => existsSync(join(root, top))).flatMap(walk)].sort()
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith('.gen.ts')
export const isTest = (path: string): boolean => /\.(?:test|spec)\.tsx?$/.test(path)

/** Every hand-written TypeScript file, read. */
export function readTree(root: string = ROOT): Map<string, Source> {
  const paths = listFiles(root).filter(isCode)
  return new Map(paths.map((path) => [path, readSource(readFileSync(join(root, path), 'utf8'))]))
}
