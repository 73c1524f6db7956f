import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { openRows } from './read-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'sihe-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let next = 0
function file(bytes: string | Buffer): string {
  const path = join(folder, `${++next}`)
  writeFileSync(path, bytes)
  return path
}

async function read(path: string, sheet?: string) {
  const { header, delimiter, rows } = await openRows(path, { encoding: 'auto', sheet })
  const all = []
  for await (const row of rows) all.push(row)
  return { header, delimiter, rows: all, cells: all.map((r) => r.cells) }
}

// 编号,内容 / 甲1,路灯不亮 in GB 18030, as Excel in China saves it.
const gb = Buffer.from('b1e0bac52cc4dac8dd0d0abcd7312cc2b7b5c6b2bbc1c10d0a', 'hex')

describe('rows of a file', () => {
  test('a byte order mark, quotes with line ends in them, empty lines and CR LF', async () => {
    const { header, cells, rows } = await read(file('\ufeff编号,内容\r\n1,"第一行\r\n第二行，""引""号"\r\n\r\n2,直 " 引号\r\n'))
    expect(header).toEqual(['编号', '内容'])
    expect(cells).toEqual([
      ['1', '第一行\r\n第二行，"引"号'],
      ['2', '直 " 引号'],
    ])
    expect(rows.map((r) => r.line)).toEqual([2, 3])
    expect(rows[0]!.raw).toBe('1,"第一行\r\n第二行，""引""号"')
  })

  test('GB 18030, gzip and tabs are found by the bytes', async () => {
    expect((await read(file(gb))).cells).toEqual([['甲1', '路灯不亮']])
    expect((await read(file(gzipSync(gb)))).cells).toEqual([['甲1', '路灯不亮']])
    expect(await read(file('编号\t内容\n1\ta,b\n'))).toMatchObject({ delimiter: '\t', cells: [['1', 'a,b']] })
  })

  test('rows too long or too short come as they are', async () => {
    expect((await read(file('a,b\n1\n1,2,3\n'))).cells).toEqual([['1'], ['1', '2', '3']])
  })

  test('a workbook: formulas give their last result, times their wall clock, numbers their digits', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('说明').addRow(['不是这张'])
    const sheet = book.addWorksheet('工单')
    sheet.addRow(['编号', '时间', '内容'])
    sheet.addRow([20240001, new Date(Date.UTC(2024, 4, 3, 9, 30)), { formula: 'HYPERLINK("http://x")', result: '点我' }])
    sheet.addRow([])
    sheet.addRow(['B2', '2024-05-04 10:00', { richText: [{ text: '红' }, { text: '字' }] }])
    const path = file(Buffer.from(await book.xlsx.writeBuffer()))
    expect(await read(path, '工单')).toMatchObject({
      cells: [
        ['20240001', '2024-05-03 09:30:00', '点我'],
        ['B2', '2024-05-04 10:00', '红字'],
      ],
      rows: [{ line: 2 }, { line: 4 }],
    })
    await expect(read(path, '没有')).rejects.toThrow('没有工作表“没有”；有：说明、工单')
  })

  test('what cannot be read says so in Chinese', async () => {
    await expect(read(join(folder, '无'))).rejects.toThrow('没有这个文件')
    await expect(read(file(''))).rejects.toThrow('文件是空的')
    await expect(read(file('a,b\n1,"没有闭合\n2,3\n'))).rejects.toThrow('引号没有闭合')
    await expect(read(file(gzipSync('a,b\n1,2\n'.repeat(5000)).subarray(0, 60)))).rejects.toThrow('压缩文件已损坏')
    await expect(read(file(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).rejects.toThrow('旧的 .xls')
    await expect(read(file(Buffer.from('504b0304ffffffff', 'hex')))).rejects.toThrow('不是合法的 XLSX')
  })
})
