import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { startChild } from './fixtures/child.ts'
import { asRoot, listeningLog, scratchFolder } from './fixtures/scratch.ts'
import { isRunning } from './postmaster.ts'

const scratch = scratchFolder()
const log = listeningLog()

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  test('keeps Chinese rows over a restart, in a folder with spaces and Chinese characters', async () => {
    const dataDir = join(scratch, '四河 数据')
    const first = await startEmbedded({ dataDir, log })
    await ask(first.url, "create table place (name text); insert into place values ('石板街 12 号')")
    await first.stop()
    expect(isRunning(first.pid)).toBe(false)
    const second = await startEmbedded({ dataDir, log })
    expect(await ask(second.url, 'select name from place')).toEqual([{ name: '石板街 12 号' }])
    expect(
      await ask(
        second.url,
        "select current_setting('server_encoding') as enc, current_setting('data_checksums') as sums, current_setting('fsync') as fsync, current_setting('listen_addresses') as net",
      ),
    ).toEqual([{ enc: 'UTF8', sums: 'on', fsync: 'on', net: '' }])
    await second.stop()
    await second.stop()
    const stamp: { postgres: string } = JSON.parse(readFileSync(join(dataDir, 'postgres', 'engine.json'), 'utf8'))
    expect(stamp.postgres).toBe(second.version)
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600)
  })

  test('uses a short socket folder where the path is longer than a socket name may be', async () => {
    const dataDir = join(scratch, '很深的文件夹'.repeat(6), 'data')
    const embedded = await startEmbedded({ dataDir, log })
    expect(Buffer.byteLength(join(embedded.connection.host, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107)
    expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await embedded.stop()
    expect(existsSync(embedded.connection.host)).toBe(false)
  })

  test('refuses a wrong password: another program of the same system user cannot read the town', async () => {
    const embedded = await startEmbedded({ dataDir: join(scratch, '四河 数据'), log })
    await expect(ask(embedded.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password authentication failed')
    await embedded.stop()
  })

  test('comes back by itself when the server is killed', async () => {
    const embedded = await startEmbedded({ dataDir: join(scratch, 'revived'), log })
    await ask(embedded.url, 'create table kept (n int); insert into kept values (1)')
    const before = embedded.pid
    process.kill(before, 'SIGKILL')
    await expect.poll(() => ask(embedded.url, 'select n from kept').catch(() => 'down'), { timeout: 20_000 }).toEqual([{ n: 1 }])
    await expect.poll(() => embedded.pid).not.toBe(before)
    await embedded.stop()
    expect(isRunning(embedded.pid)).toBe(false)
  })

  test('drops a pid file whose number belongs to a stranger', async () => {
    const dataDir = join(scratch, 'stale')
    const first = await startEmbedded({ dataDir, log })
    await first.stop()
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), `${process.pid}\n/x\n1\n5432\n\n\n`)
    const second = await startEmbedded({ dataDir, log })
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
  })

  test('says so when the data belong to another PostgreSQL', async () => {
    const dataDir = join(scratch, 'older')
    await (await startEmbedded({ dataDir, log })).stop()
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir, log })).rejects.toMatchObject({ code: 'platform.storage-other-version' })
  })
})

describe('with our process', () => {
  const dataDir = join(scratch, 'process')
  // From here on nothing is lost when rows are; a busy disk would only make it long.
  beforeAll(() => void (process.env['SIHE_TEST_FSYNC'] = 'off'))

  test('a second process is refused and told who has the folder; the first goes on', async () => {
    const child = startChild(dataDir, 'hold')
    await child.more('pid')
    const error = await startEmbedded({ dataDir, log }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'platform.storage-in-use', title: expect.stringContaining('正被另一个四河进程使用') })
    expect(String(error)).toContain(`进程号 ${child.process.pid}@`)
    await child.end('SIGTERM')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('the server ends with us on %s', async (signal) => {
    const child = startChild(dataDir, 'hold')
    const pid = Number(await child.more('pid'))
    await child.end(signal)
    expect(child.process.signalCode).toBe(signal)
    expect(isRunning(pid)).toBe(false)
  })

  test('the server ends with us on process.exit', async () => {
    const child = startChild(dataDir, 'exit')
    const pid = Number(await child.more('pid'))
    if (child.process.exitCode === null) await once(child.process, 'exit')
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
  })

  test('an orphan of a killed process is adopted', async () => {
    const child = startChild(dataDir, 'hold')
    const pid = Number(await child.more('pid'))
    await child.end('SIGKILL')
    expect(isRunning(pid)).toBe(true)
    const embedded = await startEmbedded({ dataDir, log })
    expect(embedded.pid).toBe(pid)
    await embedded.stop()
    expect(isRunning(pid)).toBe(false)
  })

  test('an orphan with other settings is stopped and started anew', async () => {
    const child = startChild(dataDir, 'hold')
    const pid = Number(await child.more('pid'))
    await child.end('SIGKILL')
    writeFileSync(join(dataDir, 'postgres', 'engine.json'), '{}')
    const embedded = await startEmbedded({ dataDir, log })
    expect(embedded.pid).not.toBe(pid)
    expect(isRunning(pid)).toBe(false)
    await embedded.stop()
  })

  test('two first starts at once: one owns the folder, the other is refused', async () => {
    const fresh = join(scratch, 'race')
    const outcomes = await Promise.allSettled([startEmbedded({ dataDir: fresh, log }), startEmbedded({ dataDir: fresh, log })])
    expect(outcomes.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    for (const each of outcomes) {
      if (each.status === 'fulfilled') await each.value.stop()
      else expect(each.reason).toMatchObject({ code: 'platform.storage-in-use' })
    }
  })
})

describe.runIf(asRoot)('started by root', () => {
  test('the server runs as nobody and owns its files', async () => {
    const dataDir = join(scratch, 'rooted')
    const embedded = await startEmbedded({ dataDir, log })
    expect(statSync(`/proc/${embedded.pid}`).uid).toBe(65534)
    expect(statSync(join(dataDir, 'postgres', 'cluster')).uid).toBe(65534)
    await embedded.stop()
  })

  test('in a folder only root may enter, the data lie elsewhere and are found again', async () => {
    const home = join(scratch, 'root-home')
    mkdirSync(home)
    chmodSync(home, 0o700)
    const dataDir = join(home, 'data')
    const said = listeningLog()
    const embedded = await startEmbedded({ dataDir, log: said })
    const place = realpathSync(join(dataDir, 'postgres'))
    try {
      expect(place.startsWith('/var/lib/sihe/data-')).toBe(true)
      expect(said.lines.join()).toContain(place)
      await ask(embedded.url, 'create table kept (n int)')
      await embedded.stop()
      const again = await startEmbedded({ dataDir, log })
      expect(await ask(again.url, 'select n from kept')).toEqual([])
      await again.stop()
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })

  test('a DATA_DIR of root alone, such as a mounted volume, keeps its data inside', async () => {
    const dataDir = join(scratch, 'volume')
    mkdirSync(dataDir, { mode: 0o700 })
    const embedded = await startEmbedded({ dataDir, log })
    expect(realpathSync(join(dataDir, 'postgres'))).toBe(join(realpathSync(scratch), 'volume', 'postgres'))
    expect(statSync(dataDir).mode & 0o777).toBe(0o711)
    await embedded.stop()
  })

  test('data of an ordinary user stay theirs', async () => {
    const dataDir = join(scratch, 'ordinary')
    mkdirSync(dataDir)
    chownSync(dataDir, 65534, 65534)
    const child = startChild(dataDir, 'hold', { uid: 65534, gid: 65534 })
    await child.more('pid')
    await child.end('SIGTERM')
    const embedded = await startEmbedded({ dataDir, log })
    expect(statSync(`/proc/${embedded.pid}`).uid).toBe(statSync(join(dataDir, 'postgres', 'cluster')).uid)
    await embedded.stop()
  })

  test('an ordinary user without permission is told so', async () => {
    const dataDir = join(scratch, 'forbidden')
    mkdirSync(dataDir)
    const child = startChild(dataDir, 'hold', { uid: 65534, gid: 65534 })
    const said = await child.more('refused')
    expect(said).toContain('没有读写权限')
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  })
})
