import { spawnSync } from 'node:child_process'
import { cpSync, chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { getEngine, linkLibraries, reachableEngine, versionOf } from './engine.ts'
import { asRoot, listeningLog, scratchFolder } from './fixtures/scratch.ts'
import { engineFault, sayFault } from './storage-faults.ts'

const scratch = scratchFolder()

describe('the program files', () => {
  test.each([
    { platform: 'linux', arch: 'loong64', libc: 'glibc' },
    { platform: 'linux', arch: 'x64', libc: 'musl' },
    { platform: 'freebsd', arch: 'x64', libc: undefined },
  ] as const)('are said to be missing on $platform $arch $libc, with the way out', (host) => {
    const said = (() => {
      try {
        return getEngine(host).root
      } catch (error) {
        return sayFault(error)
      }
    })()
    expect(said).toContain('内置数据库不支持这台机器')
    expect(said).toContain('DATABASE_URL=postgres://')
  })

  test('run from a package installed without its install script', async () => {
    const bare = join(scratch, 'bare')
    const engine = { root: join(bare, 'native'), release: 'test' }
    cpSync(dirname(getEngine().root), bare, { recursive: true, verbatimSymlinks: true })
    const links: { target: string }[] = JSON.parse(readFileSync(join(engine.root, 'pg-symlinks.json'), 'utf8'))
    for (const { target } of links) rmSync(join(bare, target), { force: true })
    await expect(versionOf(engine, undefined)).rejects.toMatchObject({ code: 'platform.storage-uncovered' })
    expect(linkLibraries(engine)).toBe(true)
    for (const { target } of links) expect(lstatSync(join(bare, target)).isSymbolicLink()).toBe(true)
    expect(await versionOf(engine, undefined)).toMatch(/^18\./)
  })

  test.runIf(asRoot)("are copied once when the engine's user cannot reach them", async () => {
    const sealed = join(scratch, 'sealed')
    mkdirSync(sealed)
    cpSync(getEngine().root, join(sealed, 'native'), { recursive: true, verbatimSymlinks: true })
    chmodSync(sealed, 0o700)
    const home = join(scratch, 'home')
    mkdirSync(home)
    const account = { uid: 65534, gid: 65534 }
    const copy = reachableEngine({ root: join(sealed, 'native'), release: '1' }, account, home)
    expect(copy.root.startsWith(home)).toBe(true)
    expect(await versionOf(copy, account)).toMatch(/^18\./)
    const made = lstatSync(copy.root).ctimeMs
    reachableEngine({ root: join(sealed, 'native'), release: '1' }, account, home)
    expect(lstatSync(copy.root).ctimeMs).toBe(made)
  })
})

describe('a disk that is full', () => {
  test('is named from what the engine printed', () => {
    expect(engineFault('FATAL:  could not write lock file: No space left on device', '/data').title).toContain('磁盘空间不足')
    expect(engineFault('could not open file: Permission denied', '/data').code).toBe('platform.storage-no-permission')
    expect(engineFault('something else', '/data').more.detail).toContain('something else')
  })

  const small = join(scratch, 'small')
  mkdirSync(small)
  const mounted = asRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', small]).status === 0
  afterAll(() => void (mounted && spawnSync('umount', ['-l', small])))

  test.runIf(mounted)('stops a first start before it leaves half a database', async () => {
    const error = await startEmbedded({ dataDir: join(small, 'data'), log: listeningLog() }).catch((reason: unknown) => reason)
    expect(sayFault(error)).toContain('磁盘空间不足')
    expect(sayFault(error)).toContain('DATABASE_URL')
    expect(existsSync(join(small, 'data', 'postgres', 'cluster'))).toBe(false)
  })
})
