import { describe, expect, test } from 'vitest'
import { rowMapper } from './map-row.ts'
import { readMapping } from './mapping.ts'
import { timeReader } from './read-time.ts'

const now = Date.parse('2026-11-22T00:00:00+08:00')
const header = ['单号', '时间', '办结', '状态', '结果', '标题', '内容', '答复', '单位', '电话', '经度', '纬度', '来源']
const mapping = readMapping(
  JSON.stringify({
    system: 'old-12345',
    name: '旧热线',
    fields: {
      number: '单号',
      openedAt: '时间',
      closedAt: '办结',
      state: '状态',
      result: '结果',
      content: { columns: ['标题', '内容'], join: '：' },
      reply: '答复',
      reporterPhone: '电话',
      lng: '经度',
      lat: '纬度',
      channel: '来源',
    },
    keep: { 原承办单位: '单位' },
    words: { 原承办单位: { 环卫: '环卫所' } },
    states: { 已办结: 'closed', '*': 'open' },
    results: { 满意: 'solved', '*': 'explained' },
    channels: { 来电: 'phone' },
    refuse: [{ column: '内容', contains: '测试', reason: '测试数据' }],
    datum: 'GCJ02',
  }),
)
const map = rowMapper(mapping, header, now)
const good = {
  单号: 'A1',
  时间: '2024-03-05 08:00',
  办结: '2024/3/6 9:30',
  状态: '已办结',
  结果: '满意',
  标题: '路灯',
  内容: '不亮',
  答复: '已修',
  单位: '环卫',
  电话: '15400001111',
  经度: '120.6',
  纬度: '31.0',
  来源: '来电',
}
const row = (change: Partial<typeof good> = {}) => map({ line: 2, raw: '', cells: Object.values({ ...good, ...change }) })
const reasonsOf = (change: Partial<typeof good>) => {
  const mapped = row(change)
  return 'reasons' in mapped ? mapped.reasons : []
}

describe('a row of an old system', () => {
  test('becomes an order in our words', () => {
    const mapped = row()
    expect(mapped).toMatchObject({
      order: {
        number: 'A1',
        openedAt: Date.parse('2024-03-05T08:00:00+08:00'),
        closed: { at: Date.parse('2024-03-06T09:30:00+08:00'), result: 'solved' },
        channel: 'phone',
        content: '路灯：不亮',
        words: '已修\n原承办单位：环卫所',
        reporter: { phone: '15400001111' },
      },
    })
    // GCJ-02 lies some hundred metres off.
    const { place } = 'order' in mapped ? mapped.order : { place: undefined }
    expect(place![0]).toBeCloseTo(120.5957, 3)
    expect(row({ 状态: '办理中', 办结: '' })).not.toHaveProperty('order.closed.at')
    expect(row({ 电话: '不详' })).toMatchObject({ order: { reporter: { phone: undefined } } })
    expect(row({ 经度: '0', 纬度: '0' })).toMatchObject({ order: { place: undefined } })
  })

  test.each([
    [{ 单号: ' ' }, '没有编号'],
    [{ 标题: '', 内容: '' }, '诉求内容为空'],
    [{ 内容: '这是测试' }, '测试数据'],
    [{ 时间: '' }, '没有受理时间'],
    [{ 时间: '去年' }, '受理时间“去年”认不出'],
    [{ 时间: '2024-02-30 08:00' }, '受理时间“2024-02-30 08:00”认不出'],
    [{ 时间: '2031-01-01' }, '受理时间“2031-01-01”在今天之后'],
    [{ 办结: '2024-03-01' }, '办结时间早于受理时间'],
    [{ 办结: '' }, '状态为已办结，但没有办结时间'],
    [{ 经度: '31.0', 纬度: '120.6' }, '坐标“31.0，120.6”不对'],
    [{ 来源: '微信' }, '来源“微信”没有对照'],
    [{ 内容: '乱\u0000码' }, '含有空字符（乱码）'],
  ])('%o is set aside: %s', (change, reason) => {
    expect(reasonsOf(change)).toContain(reason)
  })

  test('a row with too few or too many cells says only that', () => {
    expect(map({ line: 2, raw: '', cells: ['A1', '2024'] })).toEqual({ number: 'A1', reasons: ['列数不对：应为 13 列，实有 2 列'] })
  })
})

describe('times', () => {
  test.each([
    ['iso', '2016-09-10T22:51:24+08:00', '2016-09-10T22:51:24+08:00'],
    ['iso', '2016-09-10 22:51', undefined],
    ['yyyy年MM月dd日 HH:mm', '2016年9月1日 8:05', '2016-09-01T08:05:00+08:00'],
    ['dd/MM/yyyy', '1/2/2024', '2024-02-01T00:00:00+08:00'],
    ['excel', '45355.5', '2024-03-04T12:00:00+08:00'],
    ['unix-s', '1709524800', '2024-03-04T12:00:00+08:00'],
    ['yyyy-MM-dd HH:mm', '2024-03-04 24:00', undefined],
  ])('%s reads %s', (format, text, expected) => {
    expect(timeReader([format], '+08:00')(text)).toBe(expected === undefined ? undefined : Date.parse(expected))
  })
})

test('a wrong mapping names every wrong place', () => {
  expect(() => readMapping('{')).toThrow('不是合法的 JSON')
  const wrong = JSON.stringify({
    system: 'A',
    name: 'x',
    fields: { number: 'n', openedAt: 'o', content: 'c', unknown: 'u' },
    states: { x: 'shut' },
  })
  expect(() => readMapping(wrong)).toThrow(
    /system：system 只能用小写[\s\S]*fields\.state：应写列名[\s\S]*fields：不认识 unknown[\s\S]*states\.x：状态应对照为/u,
  )
})
