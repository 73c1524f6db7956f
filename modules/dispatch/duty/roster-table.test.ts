import { describe, expect, test } from 'vitest'
import { namesIn, readDay, readRoster } from './roster-table.ts'
import { defaultDuty } from './shift.ts'

const people = [
  { personId: 'p1', name: '沈砚舟', unit: '调度组' },
  { personId: 'p2', name: '陆小筝', unit: '调度组' },
  { personId: 'p3', name: '王伟', unit: '水务站' },
  { personId: 'p4', name: '王伟', unit: '派出所' },
]
const row = (n: number, fields: Record<string, unknown>) => ({ place: `第 ${n} 行`, fields })

describe('days', () => {
  test.each([
    ['2026-11-03', '2026-11-03'],
    ['2026/11/3', '2026-11-03'],
    ['2026年11月3日', '2026-11-03'],
    ['11月3日', '2026-11-03'],
    ['11-03', '2026-11-03'],
    [new Date('2026-11-03T00:00:00Z'), '2026-11-03'],
    ['2026-02-30', undefined],
    ['明天', undefined],
    ['', undefined],
  ])('%s', (text, day) => expect(readDay(text, '2026')).toBe(day))
})

test('names are parted by what people part them with', () => {
  expect(namesIn('沈砚舟、陆小筝, 王伟（水务站）\n某某')).toEqual(['沈砚舟', '陆小筝', '王伟（水务站）', '某某'])
})

test('the long form: one line an assignment', () => {
  const { lines } = readRoster(
    [row(2, { 日期: '2026-11-03', 班次: '白班', 岗位: '坐席', 人员: '沈砚舟、陆小筝' })],
    defaultDuty,
    people,
    '2026',
  )
  expect(lines).toEqual([
    { place: '第 2 行', day: '2026-11-03', shift: 'day', post: 'seat', name: '沈砚舟', personId: 'p1', unit: '调度组' },
    { place: '第 2 行', day: '2026-11-03', shift: 'day', post: 'seat', name: '陆小筝', personId: 'p2', unit: '调度组' },
  ])
})

test('the wide form: one column a shift and post', () => {
  const table = [row(2, { 日期: '11月3日', 白班值班长: '沈砚舟', '夜班-坐席': '陆小筝', 备注: '雨' })]
  expect(readRoster(table, defaultDuty, people, '2026').lines).toMatchObject([
    { day: '2026-11-03', shift: 'day', post: 'watch', personId: 'p1' },
    { day: '2026-11-03', shift: 'night', post: 'seat', personId: 'p2' },
  ])
})

describe('what cannot be read is said with its line', () => {
  const one = (fields: Record<string, unknown>) => readRoster([row(5, fields)], defaultDuty, people, '2026').lines[0]?.fault
  const sound = { 日期: '2026-11-03', 班次: '白班', 岗位: '坐席', 人员: '沈砚舟' }

  test('an unknown name', () => expect(one({ ...sound, 人员: '张三' })).toBe('没有叫“张三”的在岗人员'))
  test('a name of two people', () => expect(one({ ...sound, 人员: '王伟' })).toContain('有 2 个“王伟”'))
  test('told apart by the unit', () => expect(one({ ...sound, 人员: '王伟（水务站）' })).toBeUndefined())
  test('an unknown shift', () => expect(one({ ...sound, 班次: '中班' })).toContain('没有“中班”这个班次'))
  test('an unknown post', () => expect(one({ ...sound, 岗位: '厨师' })).toContain('没有“厨师”这个岗位'))
  test('a day that is none', () => expect(one({ ...sound, 日期: '2026-11-31' })).toContain('看不懂'))
  test('twice the same', () => {
    const { lines } = readRoster([row(2, sound), row(3, sound)], defaultDuty, people, '2026')
    expect(lines.map(({ fault }) => fault)).toEqual([undefined, '同一天同一班次的同一岗位上写了两次'])
  })
})

test('a file without a day or without posts is refused as a whole', () => {
  expect(readRoster([row(2, { 姓名: '沈砚舟' })], defaultDuty, people, '2026').fault).toBe('没有“日期”这一列')
  expect(readRoster([row(2, { 日期: '2026-11-03', 天气: '雨' })], defaultDuty, people, '2026').fault).toContain('看不出班次和岗位')
  expect(readRoster([], defaultDuty, people, '2026').fault).toBe('文件里没有数据行')
})
