import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTown } from '#core/org/server/index.ts'
import { readConfig } from '#platform/server/config.ts'
import { type Storage, openStorage } from '#platform/server/postgres/index.ts'
import { consoleLog } from './console-log.ts'
import { readImportArguments } from './import-arguments.ts'
import { modules } from './modules.ts'
import { openPlatform } from './start.ts'

process.env['SIHE_TEST_FSYNC'] = 'off'
const scratch = mkdtempSync(join(tmpdir(), 'sihe-import-'))
chmodSync(scratch, 0o755)
const dataDir = join(scratch, 'data')
let storage: Storage
let admin: pg.Pool

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir, TOWN: 'empty', LOG_LEVEL: 'silent' }, [])
  storage = await openStorage({ ...config, log: consoleLog })
  const platform = await openPlatform(config, modules, storage)
  await platform.db.transaction((tx) => createTown(tx, { code: '320599101', name: '小河镇' }))
  await platform.db.close()
  admin = new pg.Pool({ connectionString: storage.adminUrl, max: 1 })
})
afterAll(async () => {
  await admin.end()
  await storage.stop()
  rmSync(scratch, { recursive: true, force: true })
})

/** Runs a tool beside the open database, as npm would. */
function tool(name: string, ...argv: string[]): { status: number | null; said: string } {
  const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...argv, `--data-dir=${dataDir}`], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: scratch },
  })
  return { status, said: stdout + stderr }
}
const rows = async (text: string) => (await admin.query(text)).rows

const header = '单号,时间,办结,状态,内容,答复'
const good = [
  'A1,2024-03-05 08:00,2024-03-06 09:00,已办结,路灯不亮,=HYPERLINK("x")',
  'A2,2024-03-05 08:10,,办理中,"井盖松动, 有响声",',
  'A3,2024-03-05 08:20,2024-03-05 12:00,已办结,垃圾堆在路边,' + '长'.repeat(4500),
]
const bad = ['A1,2024-03-05 08:00,,办理中,又一次,', 'A4,昨天,,办理中,时间不清,', 'A5,2024-03-05,办理中']
const map = {
  system: 'old-12345',
  name: '旧热线',
  fields: { number: '单号', openedAt: '时间', closedAt: '办结', state: '状态', content: '内容', reply: '答复' },
  states: { 已办结: 'closed', 办理中: 'open' },
  results: { '*': 'solved' },
}

test('npm run import: tried first, then kept once, however often it runs; npm run verify finds the chain whole, and a touched one broken', async () => {
  writeFileSync(join(scratch, 'old.csv'), `${[header, ...good, ...bad].join('\r\n')}\r\n`)
  writeFileSync(join(scratch, 'map.json'), JSON.stringify(map))
  const run = (...more: string[]) => tool('import', 'cases', 'old.csv', '--map', 'map.json', '--out=reports', ...more)

  const tried = run('--dry-run')
  expect(tried).toMatchObject({
    status: 0,
    said: expect.stringMatching(/试运行，没有写入任何数据。共 6 行[\s\S]*已结案：2\n[\s\S]*待受理：1\n[\s\S]*搁置：3/u),
  })
  expect(tried.said).toContain('第 6 行 A4：受理时间“昨天”认不出')
  expect(await rows('select 1 from "case".cases')).toEqual([])
  expect(await rows('select 1 from incident.connection')).toEqual([])

  expect(run()).toMatchObject({ status: 0, said: expect.stringMatching(/导入完成。共 6 行[\s\S]*已结案：2\n/u) })
  expect(await rows('select number from incident.inbound order by 1')).toEqual([{ number: 'A1' }, { number: 'A2' }, { number: 'A3' }])
  expect(await rows(`select number, step, open, result, closed_at::text from incident.incident order by opened_at`)).toMatchObject([
    { number: expect.stringMatching(/^SJ20240305\d{5}$/u), step: 'closed', open: false, result: 'solved' },
    { step: 'acceptance', open: true, result: null, closed_at: null },
    { step: 'closed', open: false },
  ])
  const words = await rows(
    `select string_agg(input->>'words', '' order by seq) as all, count(*)::int as parts from "case".action where input ? 'words' group by case_id order by 2`,
  )
  expect(words).toEqual([
    { all: '=HYPERLINK("x")', parts: 1 },
    { all: '长'.repeat(4500), parts: 3 },
  ])
  // Our clocks ran nobody late while the old system had the order.
  expect(await rows('select 1 from "case".escalation')).toEqual([])

  expect(run().said).toMatch(/已结案：0\n[\s\S]*待受理：0\n[\s\S]*已在本镇，未重复导入：3\n/u)
  expect(run('--batches').said).toContain('未重复导入：3')
  expect(await rows('select count(*)::int as n from "case".cases')).toEqual([{ n: 3 }])

  const files = readdirSync(join(scratch, 'reports')).sort()
  const aside = readFileSync(
    join(
      scratch,
      'reports',
      files.findLast((f) => f.endsWith('搁置.csv'))!,
    ),
    'utf8',
  )
  expect(aside.split('\r\n').slice(0, 4)).toEqual([
    `\ufeff行号,搁置原因,${header}`,
    `5,"编号与第 2 行重复",${bad[0]}`,
    `6,"受理时间“昨天”认不出",${bad[1]}`,
    `7,"列数不对：应为 6 列，实有 3 列",${bad[2]}`,
  ])
  // Mended, the file of the rows set aside goes in as it is.
  writeFileSync(join(scratch, 'old.csv'), aside.replace('A4,昨天', 'A4,2024-03-07 10:00'))
  expect(run().said).toMatch(/待受理：1\n/u)
  expect(readdirSync(join(scratch, 'reports')).filter((f) => f.startsWith('old.csv'))).not.toEqual(files)

  expect(tool('verify')).toMatchObject({ status: 0, said: expect.stringMatching(/^小河镇（320599101）：4 件、10 条办理记录，全部相符/u) })
  await admin.query(`update "case".action set input = input || '{"words":"改过"}' where action = 'archive' and input->>'words' like '=%'`)
  await admin.query(`update "case".cases set state = state || '{"step":"check"}' where closed_at is null`)
  const broken = tool('verify')
  expect(broken.status).toBe(1)
  expect(broken.said).toMatch(/3 处不符[\s\S]*SJ20240305\d{5} 第 2 条：内容与摘要不符，记录被改动过/u)
  expect(broken.said).toContain('当前状态与办理记录推算的不一致')
}, 400_000)

test('a file that breaks half-way, a wrong mapping and a wrong command write nothing and say why', async () => {
  const before = await rows('select count(*)::int as n from "case".cases')
  writeFileSync(join(scratch, 'map.json'), JSON.stringify(map))
  writeFileSync(join(scratch, 'torn.csv'), `${header}\nB1,2024-03-05,,办理中,好的,\nB2,2024-03-05,,办理中,"没有闭合,\n`)
  expect(tool('import', 'cases', 'torn.csv', '--map=map.json')).toMatchObject({ status: 1, said: expect.stringContaining('引号没有闭合') })
  writeFileSync(
    join(scratch, 'wrong.json'),
    JSON.stringify({ ...map, fields: { ...map.fields, title: '主题' }, classes: { 路灯: 'B9999' } }),
  )
  expect(tool('import', 'cases', 'torn.csv', '--map=wrong.json').said).toContain('类别编码不在目录里：B9999')
  writeFileSync(join(scratch, 'wrong.json'), JSON.stringify({ ...map, fields: { ...map.fields, title: '主题' } }))
  expect(tool('import', 'cases', 'torn.csv', '--map=wrong.json').said).toContain('映射里的这些列文件中没有：主题\n文件的列：单号、时间')
  writeFileSync(join(scratch, 'twice.csv'), `${header},单号\n`)
  expect(tool('import', 'cases', 'twice.csv', '--map=map.json').said).toContain('两列同名，请改名后再导入：单号')
  expect(await rows('select count(*)::int as n from "case".cases')).toEqual(before)
  expect(() => readImportArguments(['people', 'x.csv'])).toThrow('请写明导入什么')
  expect(() => readImportArguments(['cases', 'x.csv'])).toThrow('请用 --map 给出映射文件')
  expect(() => readImportArguments(['cases', 'x.csv', '--map', 'm', '--dryrun'])).toThrow('不认识 --dryrun')
  expect(readImportArguments(['cases', 'x.csv', '--map', 'm.json', '--data-dir=/d'], '/home')).toMatchObject({
    file: '/home/x.csv',
    map: '/home/m.json',
    settings: ['--data-dir=/d'],
  })
}, 300_000)
