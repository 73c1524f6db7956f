import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ResidentId, Uscc, checkResidentId, checkUscc, findResidentIdParts, isOrganisationCodeSound } from './contract.ts'
import { residentIdCheckDigit, usccCheckSymbol, usccKind } from './contract.ts'

const messageOf = (result: { success: boolean; error?: { issues: { message: string }[] } | undefined }) => result.error?.issues[0]?.message

describe('统一社会信用代码, rules.md §8.1', () => {
  test.each([
    '91350100M000100Y43',
    '91320509MA0000015F',
    '91320509MA00ABCD4R',
    '91320509012345671H',
    '92320583MA0000015H',
    '93320581MA0000015H',
    '54320509MA0000015A',
    '11320583MA0000015W',
    '91320509MA0000226Y',
    '91320509MA0000103X',
    '91320509MA00003490',
  ])('%s is valid, inner code too', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true })
    expect(isOrganisationCodeSound(code)).toBe(true)
  })

  test.each([
    ['91350100M000100Y4A', 'checksum', '最后一位校验码不符'],
    ['91350100M000100YIO', 'alphabet', '第17位“I”不是规定的字符（不使用字母 I、O、S、V、Z'],
    ['91350100M000100Y4-', 'alphabet', '第18位“-”不是规定的字符'],
    ['91350100M000100Y4', 'length', '应为18位，现为17位'],
    ['9135A100M000100Y43', 'division', '第3至8位'],
  ])('%s: %s', (code, fault, message) => {
    expect(checkUscc(code)).toMatchObject({ ok: false, fault })
    expect(messageOf(Uscc.safeParse(code))).toContain(message)
  })

  test('pasted text is tidied before it is checked', () => {
    expect(Uscc.parse(' 9132 0509 ma00 0001 5f ')).toBe('91320509MA0000015F')
    expect(Uscc.parse('９１３２０５０９ＭＡ００００１０３Ｘ')).toBe('91320509MA0000103X')
    expect(messageOf(Uscc.safeParse(undefined))).toBe('请填写统一社会信用代码')
  })

  test('the inner check is only a hint', () => {
    const code = '91350100M000100Y5'
    expect(isOrganisationCodeSound(`${code}0`)).toBe(false)
    expect(checkUscc(code + usccCheckSymbol(code))).toEqual({ ok: true })
  })

  test.each(['000000190', '00000006X'])('inner code %s: remainders 11 and 10 are written 0 and X', (inner) => {
    expect(isOrganisationCodeSound(`91320509${inner}0`)).toBe(true)
    expect(isOrganisationCodeSound(`91320509${inner.slice(0, 8)}10`)).toBe(false)
  })

  test.each([
    ['91320509MA0000015F', '企业'],
    ['92320583MA0000015H', '个体工商户'],
    ['93320581MA0000015H', '农民专业合作社'],
    ['54320509MA0000015A', '社会组织'],
    ['11320583MA0000015W', '机关事业单位'],
    ['N1320583MA0000015W', '其他'],
  ])('%s belongs to %s', (code, kind) => expect(usccKind(code)).toBe(kind))

  test('one wrong symbol never passes', () => {
    const code = '91320509MA00ABCD4R'
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 17 }), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (at, symbol) => {
        fc.pre(code[at] !== symbol)
        expect(checkUscc(code.slice(0, at) + symbol + code.slice(at + 1)).ok).toBe(false)
      }),
    )
  })

  const vectors = new URL('../../../shared/data/gov/uscc_vectors_a.json', import.meta.url)
  test.skipIf(!existsSync(vectors))('public vectors (needs ../shared/data/gov)', () => {
    const rows = JSON.parse(readFileSync(vectors, 'utf8')) as { code: string; check: string }[]
    expect(rows.length).toBeGreaterThan(30)
    const found = rows.map(({ code }) => {
      const check = checkUscc(code)
      return [code, check.ok ? 'ok' : check.fault]
    })
    expect(found).toEqual(rows.map(({ code, check }) => [code, check]))
  })
})

describe('公民身份号码, rules.md §8.2', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', '女'],
    ['440524188001010014', '1880-01-01', '男'],
    ['320509188001010013', '1880-01-01', '男'],
    ['32050918800101003X', '1880-01-01', '男'],
    ['320583188002290022', '1880-02-29', '女'],
    ['320581188012310039', '1880-12-31', '男'],
  ])('%s: born %s, %s', (id, birth, sex) => {
    expect(checkResidentId(id)).toEqual({ ok: true })
    expect(findResidentIdParts(id)).toEqual({ division: id.slice(0, 6), birth, sex })
  })

  test.each([
    ['320509188102290018', 'birth', '第7至14位“18810229”不是有效的出生日期'],
    ['320509188013010013', 'birth', '第7至14位'],
    ['320509188001010014', 'checksum', '最后一位校验码不符'],
    ['990509188001010013', 'checksum', '最后一位校验码不符'],
    ['160509188001010013', 'area', '前2位“16”不是省级行政区划代码'],
    ['32050918800101001Y', 'alphabet', '前17位应为数字'],
    ['3205091880010100', 'length', '应为18位，现为16位'],
    ['320509800101001', 'length', '15位旧证号已停止使用'],
  ])('%s: %s', (id, fault, message) => {
    expect(checkResidentId(id)).toMatchObject({ ok: false, fault })
    expect(messageOf(ResidentId.safeParse(id))).toContain(message)
    expect(findResidentIdParts(id)).toBeUndefined()
  })

  test('pasted text is tidied before it is checked', () => {
    expect(ResidentId.parse(' 320509 18800101 003x ')).toBe('32050918800101003X')
  })

  test('one wrong digit never passes', () => {
    const id = '320509188001010013'
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        fc.pre(id[at] !== String(digit))
        expect(residentIdCheckDigit(id.slice(0, at) + digit + id.slice(at + 1))).not.toBe(id[17])
      }),
    )
  })

  const vectors = new URL('../../../shared/data/gov/resident_id_vectors_a.json', import.meta.url)
  test.skipIf(!existsSync(vectors))('public vectors (needs ../shared/data/gov)', () => {
    const rows = JSON.parse(readFileSync(vectors, 'utf8')) as { id: string; check: string }[]
    // The list says nothing about provinces: 16 is none, and we say so.
    const expected: Record<string, string> = { '15-bad-date': 'length', '15-ok': 'length', shape: 'length' }
    for (const { id, check } of rows) {
      const result = ResidentId.safeParse(id)
      const issue = result.error?.issues[0]
      const fault = issue && 'params' in issue ? issue.params?.['fault'] : 'ok'
      expect([id, fault]).toEqual([id, id.startsWith('16') ? 'area' : (expected[check] ?? check)])
    }
  })
})
