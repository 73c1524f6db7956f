import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTest, listFiles, ROOT } from './check/tree.ts'

/** The web apps in the order they are built; one without a `vite.config.ts` is not there yet. */
const WEB_APPS = ['desk', 'field', 'public']

const STAMP = join(ROOT, 'dist', '.stamp')
const NOT_WEB = /^(?:apps\/server|platform\/server|town|bench|e2e|scripts|docs)\/|\/server\/|\.(?:md|sql)$/

export const webApps = (): string[] => WEB_APPS.filter((app) => existsSync(join(ROOT, 'apps', app, 'vite.config.ts')))

/** One hash over everything the built pages depend on: web and shared sources, and the locked packages. */
export function hashWebInputs(): string {
  const paths = listFiles().filter((path) => path.includes('/') && !NOT_WEB.test(path) && !isTest(path))
  const hash = createHash('sha256')
  for (const path of [...paths, 'package-lock.json']) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

/** True when the pages in `dist/` are those the sources would give. */
export function webIsBuilt(): boolean {
  const built = webApps().every((app) => existsSync(join(ROOT, 'dist', app, 'index.html')))
  return built && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashWebInputs()
}

/** Remembers what `dist/` was built from; renamed into place, so a reader never sees half a stamp. */
export function stampWeb(hash: string): void {
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(`${STAMP}.new`, hash)
  renameSync(`${STAMP}.new`, STAMP)
}
