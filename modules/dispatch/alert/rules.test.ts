import { describe, expect, test } from 'vitest'
import { AlertRules, defaultRules, findRule, isForUs, severityOf } from './rules.ts'
import type { CapArea, CapInfo } from './cap.ts'

const info = (given: Partial<CapInfo>): CapInfo => ({
  language: 'zh-CN',
  event: '',
  eventCodes: [],
  urgency: '',
  severity: '',
  certainty: '',
  effective: undefined,
  onset: undefined,
  expires: undefined,
  senderName: '',
  headline: '',
  description: '',
  instruction: '',
  areas: [],
  ...given,
})
const area = (given: Partial<CapArea>): CapArea => ({ description: '', polygons: [], circles: [], geocodes: [], ...given })
const box = [120.6, 30.95, 120.7, 31.0] as const
const county = (value: string) => info({ areas: [area({ geocodes: [{ name: '区域', value }] })] })

describe('how serious', () => {
  test.each([
    ['气象台发布暴雨红色预警', 'Minor', 'Extreme'],
    ['updates blue warning for flash flood', 'Severe', 'Minor'],
    ['发布暴雨预警', 'Moderate', 'Moderate'],
    ['发布暴雨预警', 'Unknown', undefined],
  ])('%s %s', (headline, severity, wanted) => expect(severityOf({ headline, severity })).toBe(wanted))
})

describe('which plan', () => {
  test('the default table: colours to levels, never by itself', () => {
    expect(AlertRules.parse(defaultRules)).toEqual(defaultRules)
    expect(findRule(defaultRules.rules, { infos: [info({ headline: '暴雨黄色预警信号' })] })?.rule).toMatchObject({
      plan: 'rainstorm',
      level: 3,
      mode: 'propose',
    })
    expect(defaultRules.rules.every(({ mode }) => mode === 'propose')).toBe(true)
  })
  test('nothing for what the table does not name', () => {
    expect(findRule(defaultRules.rules, { infos: [info({ headline: '大雾黄色预警' })] })).toBeUndefined()
    expect(findRule(defaultRules.rules, { infos: [] })).toBeUndefined()
  })
  test('any of several infos may fit', () => {
    const infos = [info({ event: 'orages', severity: 'Severe' }), info({ event: 'Heavy Rain', severity: 'Severe' })]
    expect(findRule(defaultRules.rules, { infos })?.rule.level).toBe(2)
  })
})

describe('whether it is about us', () => {
  test.each([
    ['320599000000', 'yes'],
    ['320599101000', 'yes'],
    ['320500000000', 'yes'],
    ['320000000000', 'yes'],
    ['130132000000', 'no'],
    ['', 'unknown'],
  ] as const)('geocode %s: %s', (value, wanted) => expect(isForUs(county(value), ['320599'], box)).toBe(wanted))

  const square = (w: number, s: number, e: number, n: number): CapArea =>
    area({
      polygons: [
        [
          [w, s],
          [e, s],
          [e, n],
          [w, n],
          [w, s],
        ],
      ],
    })
  test('a polygon around us, within us, elsewhere', () => {
    expect(isForUs({ areas: [square(119, 30, 122, 32)] }, [], box)).toBe('yes')
    expect(isForUs({ areas: [square(120.64, 30.96, 120.65, 30.97)] }, [], box)).toBe('yes')
    expect(isForUs({ areas: [square(100, 20, 101, 21)] }, [], box)).toBe('no')
  })
  test('a circle by its distance', () => {
    const circle = (radius: number) => ({ areas: [area({ circles: [{ centre: [120.65, 31.1] as const, radius }] })] })
    expect(isForUs(circle(20), [], box)).toBe('yes')
    expect(isForUs(circle(5), [], box)).toBe('no')
  })
  test('words alone are for a person to judge', () =>
    expect(isForUs({ areas: [area({ description: '四河镇' })] }, ['320599'], box)).toBe('unknown'))
})
