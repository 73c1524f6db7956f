import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Finding } from './finding.ts'

const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g
const PAGE = 40 // lines: a module's README and a decision are read standing
const SHORT = /^(?:modules\/[^/]+\/README|docs\/adr\/\d{4}-[^/]+)\.md$/

/** Links between documents lead somewhere, short pages stay short, and every module says what it is. */
export function checkDocs(root: string, paths: readonly string[]): Finding {
  const pages = paths.filter((path) => path.endsWith('.md'))
  const exists = (path: string): boolean => existsSync(join(root, path))
  const modules = new Set(paths.filter((path) => /^modules\/[^/]+\//.test(path)).map((path) => path.split('/')[1]))
  const problems = [
    ...pages.flatMap((path) => pageProblems(path, readFileSync(join(root, path), 'utf8'), exists)),
    ...[...modules].filter((name) => !exists(`modules/${name}/README.md`)).map((name) => `modules/${name} has no README.md`),
  ]
  return { name: 'docs', summary: `${pages.length} pages`, problems }
}

export function pageProblems(path: string, text: string, exists: (path: string) => boolean): string[] {
  const links = [...text.matchAll(LINK)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link))
  const dead = links.filter((link) => !exists(posix.join(posix.dirname(path), link)))
  const lines = text.trimEnd().split('\n').length
  return [
    ...dead.map((link) => `${path} links to ${link}, which is not there`),
    ...(SHORT.test(path) && lines > PAGE ? [`${path} has ${lines} lines, more than ${PAGE}`] : []),
  ]
}
