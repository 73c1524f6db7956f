import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  importDevices,
  listDevices,
  listKinds,
  placeDevice,
  readDevice,
  readHealth,
  readRetention,
  saveRetention,
  addUpkeep,
  listUpkeep,
  changeDevice,
  addDevice,
  heardFrom,
} from '../contract.ts'
import { sensingTown } from './testing/sensing-town.ts'

const town = await sensingTown()
const watch = town.as('watch')

async function preview(who: 'watch' | 'villager', text: string, name = '台账.csv') {
  const boundary = 'sihe-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  return town.as(who).post('/sensing/devices/import/preview', `${head}${text}\r\n--${boundary}--\r\n`, headers)
}
interface Previewed {
  lines: { effect: string; key: string; faults: string[]; areaName: string; draft?: object }[]
  counts: Record<string, number>
}

describe('import', () => {
  const file = [
    '设备编号,种类,名称,部件编码,经度,纬度,权属单位,安装日期',
    'IMP-1,智慧井盖,人民路井盖,3205990103000001,120.605,30.955,市政养护站,2026-01-05',
    'IMP-2,智慧路灯,人民路路灯,,120.615,30.955,市政站,',
    'IMP-3,火箭,说不清的东西,,,,,',
    'IMP-1,智慧井盖,编号重复,,,,,',
    'IMP-4,智慧井盖,部件编码不对,123,,,,',
  ].join('\n')

  test('previewed line by line, written as previewed, the second time unchanged', async () => {
    const answer = await preview('watch', file)
    expect(answer.status).toBe(200)
    const { lines, counts } = answer.body as Previewed
    expect(counts).toMatchObject({ add: 2, refused: 3 })
    expect(lines.map(({ effect }) => effect)).toEqual(['add', 'add', 'refused', 'refused', 'refused'])
    expect(lines[0]!.areaName).toContain('溪港西格')
    for (const line of lines.slice(2)) expect(line.faults.join()).not.toBe('')
    const devices = lines.flatMap(({ draft }) => (draft ? [draft] : [])).slice(0, 2) as never
    expect(await watch.call(importDevices, { body: { actionId: newId(), devices } })).toEqual({ added: 2, changed: 0 })
    const { rows } = await watch.call(listDevices, { query: { q: 'IMP-1' } })
    expect(rows).toMatchObject([{ key: 'IMP-1', kind: 'manhole', areaCode: '320599101201001000', owner: { name: '市政养护站' } }])
    expect(((await preview('watch', file)).body as Previewed).counts).toMatchObject({ same: 2, add: 0 })
    const moved = ((await preview('watch', file.replace('人民路井盖', '人民路雨水井盖'))).body as Previewed).counts
    expect(moved).toMatchObject({ change: 1, same: 1 })
  })

  test('what is no table, who may not, and a file that repeats itself are refused', async () => {
    expect((await preview('watch', '没有表头\n1')).body).toMatchObject({ code: 'sensing.file-unreadable' })
    expect((await preview('watch', 'PK\u0003\u0004 not a workbook')).body).toMatchObject({ code: 'sensing.file-unreadable' })
    expect((await preview('villager', file)).status).toBe(403)
    const one = { actionId: newId(), devices: [{ key: 'X-1', kind: 'manhole', name: '井盖甲' }] }
    expect((await town.as('villager').refused(importDevices, { body: one as never })).code).toBe('platform.forbidden')
    const twice = { actionId: newId(), devices: [one.devices[0]!, one.devices[0]!] }
    expect((await watch.refused(importDevices, { body: twice as never })).code).toBe('sensing.import-faulty')
  })
})

test('the ledger and its labels leave as files, a formula in a name harmless', async () => {
  await town.device({ key: 'FILE-1', name: '=cmd()' })
  const csv = await watch.get('/sensing/devices/export?q=FILE-1')
  expect(csv.status).toBe(200)
  expect(String(csv.body)).toContain("'=cmd()")
  const pdf = await watch.get('/sensing/devices/labels?q=FILE-1')
  expect(pdf.status).toBe(200)
  expect(String(pdf.headers['content-type'])).toContain('application/pdf')
})

test('a device is changed under a version, a taken number refused, upkeep kept', async () => {
  const { id } = await town.device({ key: 'ONE', name: '井盖壹' })
  const before = await watch.call(readDevice, { params: { id } })
  const body = { actionId: newId(), key: 'ONE', kind: 'manhole', name: '井盖一号', seen: before.version }
  expect(await watch.call(changeDevice, { params: { id }, body })).toMatchObject({ name: '井盖一号' })
  expect((await watch.refused(changeDevice, { params: { id }, body: { ...body, actionId: newId() } })).code).toBe('platform.conflict')
  expect((await watch.refused(addDevice, { body: { ...body, actionId: newId() } })).code).toBe('sensing.key-taken')
  expect((await watch.refused(readDevice, { params: { id: newId() } })).code).toBe('sensing.device-missing')
  await watch.call(addUpkeep, { params: { id }, body: { actionId: newId(), kind: 'battery', words: '换电池' } })
  expect((await watch.call(listUpkeep, { params: { id } })).rows).toMatchObject([{ kind: 'battery', words: '换电池' }])
  expect((await town.as('counter').refused(readDevice, { params: { id } })).code).toBe('platform.forbidden')
  expect(await watch.call(heardFrom, { params: { id }, query: { since: 0 } })).toEqual({ values: {}, refused: [] })
})

test('health counts by kind, owner and village, each number with its list', async () => {
  const kinds = (await watch.call(listKinds, {})).kinds
  expect(kinds).toHaveLength(10)
  for (const by of ['kind', 'owner', 'village'] as const) {
    const { lines } = await watch.call(readHealth, { query: { by } })
    const total = lines.reduce((sum, line) => sum + line.total, 0)
    expect(total).toBe((await watch.call(listDevices, { query: { state: 'normal', limit: 200 } })).rows.length)
    for (const { list, total: expected } of lines.filter((line) => line.list !== '')) {
      const { rows } = (await watch.get(`/sensing/devices?limit=200&${list}`)).body as { rows: unknown[] }
      expect([by, list, rows.length]).toEqual([by, list, expected])
    }
  }
})

test('how long readings stay: shown with its cost, set by the administrator only, within reason', async () => {
  const view = await watch.call(readRetention, {})
  expect(view).toMatchObject({ decided: false, days: { short: 31, medium: 180, long: 730 } })
  const body = { actionId: newId(), days: { ...view.days, short: 10 }, kinds: view.kinds }
  expect((await watch.refused(saveRetention, { body })).code).toBe('platform.forbidden')
  const admin = town.as('admin')
  expect(await admin.call(saveRetention, { body })).toMatchObject({ decided: true, days: { short: 10 } })
  expect((await admin.refused(saveRetention, { body: { ...body, actionId: newId(), days: { ...view.days, short: 1 } } })).code).toBe(
    'platform.invalid',
  )
})

test('a place says its grid, and that it lies outside', async () => {
  expect(await watch.call(placeDevice, { query: { lng: 120.605, lat: 30.955 } })).toMatchObject({
    areaCode: '320599101201001000',
    outside: false,
  })
  expect(await watch.call(placeDevice, { query: { lng: 121.9, lat: 31.9 } })).toMatchObject({ outside: true })
})
