import { existsSync, readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { importMatters, listMatters } from '../../contract.ts'
import { sampleMatter } from '../../testing/sample-matter.ts'
import { matterTown } from '../testing/matter-town.ts'
import { previewRows, readSheet } from './import.ts'
import { storeMatters } from './versions.ts'

const town = await matterTown()
const { read } = town.platform.db
const today = '2026-07-06'
await town.platform.db.transaction((tx) => storeMatters(tx, town.code, [sampleMatter('OLD-1', town.unitId)], '测试', town.platform.now()))

const bytes = (text: string) => new TextEncoder().encode(text)
const preview = async (text: string | Uint8Array, defaults: object = {}) => {
  const { rows, ...columns } = await readSheet(typeof text === 'string' ? bytes(text) : text)
  return { ...columns, lines: await previewRows(read, { town: town.code, rows, defaults, today }) }
}
const head = '事项编码,事项名称,事项类型,实施主体,设定依据,法定时限,承诺时限,到现场次数,办理渠道,材料'
const row = (code: string, more: Partial<Record<'name' | 'type' | 'unit' | 'legal' | 'promised' | 'papers', string>> = {}) =>
  [
    code,
    more.name ?? '某某登记',
    more.type ?? '07',
    more.unit ?? '审批局',
    '《示例条例》第一条',
    more.legal ?? '15',
    more.promised ?? '5工作日',
    '0',
    '大厅窗口；网上',
    more.papers ?? '居民身份证；申请表',
  ].join(',')

describe('a file read line by line', () => {
  it('takes good lines and sets wrong ones aside with every reason', async () => {
    const { lines } = await preview(
      [
        head,
        row('N-01'),
        row('N-02', { unit: '没有的局', type: '99' }),
        row('N-01'),
        row('N-04', { legal: '', promised: '很快' }),
        row('N-05', { promised: '30' }),
        row('N-06', { papers: '其他材料' }),
      ].join('\n'),
    )
    expect(lines.map(({ effect }) => effect)).toEqual(['add', 'refused', 'refused', 'refused', 'refused', 'refused'])
    expect(lines[0]?.matter?.materials.map(({ name }) => name)).toEqual(['居民身份证', '申请表'])
    expect(lines[1]?.faults).toEqual(['实施主体“没有的局”不在本镇组织机构中', '事项类型“99”看不懂'])
    expect(lines[2]?.faults).toEqual(['事项编码与第 2 行重复'])
    expect(lines[3]?.faults).toEqual(['承诺办结时限“很快”看不懂', '缺少法定办结时限'])
    expect(lines[4]?.faults[0]).toContain('不得长于法定时限')
    expect(lines[5]?.faults[0]).toContain('兜底项')
  })

  it('fills from the administrator’s defaults and says what it filled', async () => {
    const text = 'item_code,name,task_type,department\nX-001,某某备案,10,别处的局'
    expect((await preview(text)).lines[0]?.effect).toBe('refused')
    const [line] = (await preview(text, { unit: town.unitId, basis: '移交文件', statutory: 20, promised: 10, visits: 1 })).lines
    expect(line).toMatchObject({ effect: 'add', matter: { type: '10', unitId: town.unitId, promised: { n: 10 }, visits: 1 } })
    expect(line?.filled).toContain('实施主体（文件中为“别处的局”）')
    expect(line?.filled).toContain('法定办结时限')
  })

  it('a matter in use changes from tomorrow at the earliest', async () => {
    const changed = `${head}\n${row('OLD-1')}`
    expect((await preview(changed)).lines[0]?.faults[0]).toContain('最早从明天起')
    expect((await preview(changed, { from: '2026-07-07' })).lines[0]?.effect).toBe('change')
    expect((await preview('事项编码,事项名称\nOLD-1,示例事项OLD-1')).lines[0]?.effect).toBe('same')
  })

  it('reads GB 18030 and XLSX, and says what it cannot read', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('清单')
    for (const line of [head, row('X-01')]) sheet.addRow(line.split(','))
    expect((await preview(new Uint8Array(await book.xlsx.writeBuffer()))).lines[0]?.effect).toBe('add')
    // 事项编码,事项名称 and one row, as Excel in China saves it.
    const gb = Uint8Array.from([
      0xca, 0xc2, 0xcf, 0xee, 0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xca, 0xc2, 0xcf, 0xee, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x41, 0x2c, 0x42,
    ])
    expect((await preview(gb)).columns).toEqual(['事项编码', '事项名称'])
    await expect(readSheet(bytes('甲,乙\n1,2'))).rejects.toMatchObject({ code: 'service.matter-file' })
    await expect(readSheet(bytes('PK\u0003\u0004 not a workbook'))).rejects.toMatchObject({ code: 'service.matter-file' })
    expect((await preview('事项编码,事项名称,备注\nA-1,甲,乙')).ignored).toEqual(['备注'])
  })
})

it('over HTTP: previewed without a trace, taken whole or not at all, refused to who may not', async () => {
  const form = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n'
  const type = { 'content-type': 'multipart/form-data; boundary=b' }
  const send = (who: 'lead' | 'clerk', text: string) =>
    town.as(who).post('/service/matters/import/preview', `${form}${text}\r\n--b--\r\n`, type)
  const answer = await send('lead', `${head}\n${row('H-01')}\n${row('H-02', { type: 'x' })}`)
  expect(answer.body).toMatchObject({ counts: { add: 1, refused: 1 } })
  expect((await send('clerk', head)).status).toBe(403)
  expect((await send('lead', '')).body).toMatchObject({ code: 'service.matter-file' })
  const listed = async () => (await town.as('clerk').call(listMatters, { query: {} })).rows.map(({ code }) => code)
  expect(await listed()).toEqual(['OLD-1'])
  const [line] = (await preview(`${head}\n${row('H-01')}`)).lines
  const { to: _, ...matter } = line!.matter!
  const twice = await town.as('lead').refused(importMatters, { body: { actionId: newId(), matters: [matter, matter] } })
  expect(twice.code).toBe('service.matter-import')
  await town.as('lead').refused(importMatters, {
    body: { actionId: newId(), matters: [matter, { ...matter, code: 'H-09', promised: { n: 99, unit: 'working-day' } }] },
  })
  expect(await listed()).toEqual(['OLD-1'])
  expect(await town.as('lead').call(importMatters, { body: { actionId: newId(), matters: [matter] } })).toEqual({ added: 1, changed: 0 })
  expect(await listed()).toEqual(['H-01', 'OLD-1'])
})

it('exports what it can read again, CSV and XLSX, with no cell that runs', async () => {
  await town.platform.db.transaction((tx) =>
    storeMatters(tx, town.code, [sampleMatter('E-01', town.unitId, { name: '=1+1 登记' })], '测试', town.platform.now()),
  )
  const csv = await town.as('clerk').get('/service/matters/export?as=csv&q=E-01')
  expect(csv.headers['content-disposition']).toContain('filename*=UTF-8')
  expect(String(csv.body)).toContain("'=1+1 登记")
  const again = await preview(String((await town.as('clerk').get('/service/matters/export?as=csv&q=OLD-1')).body))
  expect(again.lines.map(({ effect }) => effect)).toEqual(['same'])
  expect((await town.as('nobody').get('/service/matters/export?as=xlsx')).status).toBe(200)
})

const real = new URL('../../../../../shared/data/gov/service_items_a.csv', import.meta.url)
it.skipIf(!existsSync(real))('a real district’s list: what can be taken is, the dirt is named (skipped without ../shared)', async () => {
  const given = { unit: town.unitId, basis: '移交清单', statutory: 20, promised: 10, visits: 1, domain: '移交' }
  const { lines, columns } = await preview(new Uint8Array(readFileSync(real)), given)
  expect(columns).toEqual(['department', 'main_item', 'name', 'item_code', 'task_type', 'dept_code'])
  expect(lines).toHaveLength(612)
  const refused = lines.filter(({ effect }) => effect === 'refused')
  // Every refusal of this file is a body code that is none: 9, 10, 17, 19 or 22 characters, or a wrong check symbol.
  expect(refused.length).toBeGreaterThan(50)
  expect(refused.every(({ faults }) => faults.every((fault) => fault.startsWith('实施主体代码有误') || fault.includes('兜底项')))).toBe(
    true,
  )
  const taken = lines.filter(({ effect }) => effect === 'add')
  expect(taken.length + refused.length).toBe(612)
  expect(taken.length).toBeGreaterThan(200)
})
