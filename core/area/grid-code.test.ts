import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  DivisionCodeText,
  GridCodeText,
  UnitGridCodeText,
  checkDivision,
  checkGridCode,
  checkUnitGridCode,
  makeGridCode,
} from './grid-code.ts'

const messageOf = (check: { ok: boolean; message?: string }) => (check.ok ? 'ok' : check.message)

describe('行政区划代码, rules.md §2.3', () => {
  test.each([
    ['320000000000', 'province', undefined, []],
    ['320500000000', 'city', undefined, ['320000000000']],
    ['320509000000', 'county', undefined, ['320000000000', '320500000000']],
    ['320509103000', 'town', '镇', ['320000000000', '320500000000', '320509000000']],
    ['320509001000', 'town', '街道', ['320000000000', '320500000000', '320509000000']],
    ['320509200000', 'town', '乡', ['320000000000', '320500000000', '320509000000']],
    ['320583102200', 'village', '村委会', ['320000000000', '320500000000', '320583000000', '320583102000']],
    ['320583102001', 'village', '居委会', ['320000000000', '320500000000', '320583000000', '320583102000']],
    ['320583102199', 'village', '居委会', ['320000000000', '320500000000', '320583000000', '320583102000']],
    ['320583102400', 'village', '类似居委会', ['320000000000', '320500000000', '320583000000', '320583102000']],
  ])('%s is a %s %s', (code, level, kind, above) => {
    expect(checkDivision(code)).toEqual({ ok: true, code: { code, level, above, ...(kind ? { kind } : {}) } })
  })

  test.each([
    ['32050910320', '行政区划代码应为12位数字'],
    ['99050910320a', '行政区划代码应为12位数字'],
    ['990509103201', '前2位“99”不是省级代码'],
    ['320509000201', '第7至9位为零，但后面还有下级代码'],
    ['320009103201', '第3至4位为零，但后面还有下级代码'],
    ['320500103000', '第5至6位为零，但后面还有下级代码'],
  ])('%s is refused', (code, message) => expect(messageOf(checkDivision(code))).toContain(message))

  const file = new URL('../../../shared/data/admin/suzhou_villages.csv', import.meta.url)
  test.skipIf(!existsSync(file))('every real village of a city parses, with its kind (needs ../shared/data/admin)', () => {
    const codes = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split(',')[0]!)
      .filter((code) => /^\d{12}$/.test(code))
    expect(codes.length).toBeGreaterThan(2000)
    for (const code of codes)
      expect(checkDivision(code)).toMatchObject({ ok: true, code: { level: 'village', kind: expect.stringContaining('委会') } })
  })
})

describe('单元网格, rules.md §1.2', () => {
  test('parts', () => {
    expect(checkUnitGridCode('320509103201003')).toEqual({ ok: true, code: { village: '320509103201', sequence: 3 } })
  })

  test.each([
    ['32050910320100', '应为15位数字'],
    ['320509103201000', '最后3位顺序号应为001至999'],
    ['320509103000003', '网格不能直接挂在镇上'],
    ['320509103202003', '不是已登记的村（社区）代码'],
  ])('%s is refused', (code, message) => {
    expect(messageOf(checkUnitGridCode(code, new Set(['320509103201'])))).toContain(message)
  })
})

describe('18-digit grid code, rules.md §2.2', () => {
  test.each([
    ['320509103201003000', '基础网格', 3, 0],
    ['320509103201499012', '基础网格', 499, 12],
    ['320509103201501000', '专业网格', 501, 0],
    ['320509103201899999', '专业网格', 899, 999],
  ])('%s', (text, kind, number, micro) => {
    const code = { village: '320509103201', grid: text.slice(0, 15), kind, number, micro }
    expect(checkGridCode(text)).toEqual({ ok: true, code })
    expect(makeGridCode('320509103201', number, micro)).toBe(text)
    // One code serves both regimes.
    expect(checkUnitGridCode(code.grid).ok).toBe(true)
  })

  test.each([
    ['32050910320100300', '应为18位数字'],
    ['320509103201000000', '第13至15位“000”无效'],
    ['320509103201500000', '第13至15位“500”无效'],
    ['320509103201900000', '其余预留'],
    ['320509103000003000', '网格不能直接挂在镇上'],
  ])('%s is refused', (code, message) => {
    expect(messageOf(checkGridCode(code))).toContain(message)
    expect(GridCodeText.safeParse(code).error?.issues[0]?.message).toContain(message)
  })

  test('what cannot be parsed cannot be made', () => {
    expect(() => makeGridCode('320509103201', 1000)).toThrow(/18位/)
    expect(() => makeGridCode('320509103201', 500)).toThrow(/预留/)
    expect(checkGridCode('320509103202003000', new Set(['320509103201'])).ok).toBe(false)
  })

  test('the text types check by the same rules', () => {
    expect(DivisionCodeText.parse('320509103000')).toBe('320509103000')
    expect(UnitGridCodeText.safeParse('320509103201000').success).toBe(false)
  })
})
