import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '#platform/server/migrate.ts'
import { openStorage } from '#platform/server/postgres/index.ts'
import { consoleLog } from './console-log.ts'
import { modules } from './modules.ts'

process.env['SIHE_TEST_FSYNC'] = 'off'
const scratch = mkdtempSync(join(tmpdir(), 'sihe-tools-'))
chmodSync(scratch, 0o755)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Runs one tool as npm would; answers its status and what it said. */
function tool(name: string, ...argv: string[]): { status: number | null; said: string } {
  const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: scratch },
  })
  return { status, said: stdout + stderr }
}

async function inTown<T>(dataDir: string, work: (client: pg.Pool) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir, databaseUrl: undefined, log: consoleLog })
  const pool = new pg.Pool({ connectionString: storage.migratorUrl, max: 1 })
  try {
    return await work(pool)
  } finally {
    await pool.end()
    await storage.stop()
  }
}

test('npm run backup and npm run restore carry the real modules to a new folder', async () => {
  const lost = join(scratch, 'lost')
  const found = join(scratch, 'found')
  const sha256 = 'ab'.repeat(32)
  const before = await inTown(lost, async (pool) => {
    await migrate(pool, modules)
    await pool.query("insert into platform.setting (town, key, value, changed_by) values ('510000000000', 'name', '\"示例镇\"', 'test')")
    await pool.query(
      "insert into platform.outbox (town, name, payload) values ('510000000000', 'test.delivered', '{}'), ('510000000000', 'test.waiting', '{}')",
    )
    return (await pool.query('select name from platform.migration order by 1')).rows
  })
  mkdirSync(join(lost, 'files'))
  mkdirSync(join(lost, 'keys'))
  writeFileSync(join(lost, 'files', sha256), '照片')
  writeFileSync(join(lost, 'keys', 'field.key'), 'key')

  expect(tool('backup', 'town.tar.gz', '--with-keys', `--data-dir=${lost}`)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/已备份到 .*、2 个文件/),
  })
  rmSync(lost, { recursive: true })
  expect(tool('restore', 'town.tar.gz', '--check')).toMatchObject({ status: 0, said: expect.stringContaining('备份完好') })
  expect(tool('restore', 'town.tar.gz', `--data-dir=${found}`)).toMatchObject({ status: 0, said: expect.not.stringContaining('缺少') })
  expect(readFileSync(join(found, 'files', sha256), 'utf8')).toBe('照片')
  expect(readdirSync(join(found, 'keys'))).toEqual(['field.key'])
  await inTown(found, async (pool) => {
    expect((await pool.query('select name from platform.migration order by 1')).rows).toEqual(before)
    expect((await pool.query('select value from platform.setting')).rows).toEqual([{ value: '示例镇' }])
    expect((await pool.query('select xid::text, name from platform.outbox order by xid, seq')).rows).toEqual([
      { xid: '3', name: 'test.delivered' },
      { xid: '3', name: 'test.waiting' },
    ])
    expect(await migrate(pool, modules)).toEqual([])
  })
  expect(tool('restore', 'town.tar.gz', `--data-dir=${found}`)).toMatchObject({
    status: 1,
    said: expect.stringContaining('恢复的目标不是空的'),
  })
  expect(tool('restore')).toMatchObject({ status: 1, said: expect.stringContaining('请写明备份文件') })
}, 90_000)
