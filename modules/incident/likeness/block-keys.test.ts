import { expect, it } from 'vitest'
import { blockKeys, probeKeys } from './block-keys.ts'
import { fingerprint } from './report.ts'
import type { Report } from './report.ts'
import { countGrams } from './text.ts'

const print = (over: Partial<Report>) => fingerprint({ text: '', at: 0, ...over })
const meet = (a: Partial<Report>, b: Partial<Report>): boolean => {
  const keys = new Set(blockKeys(print(a)))
  return probeKeys(print(b)).some((k) => keys.has(k))
}

it('stores one cell and looks into four, each once more with the kind of thing', () => {
  expect(blockKeys(print({ point: [120.63, 30.98] }))).toHaveLength(1)
  expect(new Set(probeKeys(print({ point: [120.63, 30.98] }))).size).toBe(4)
  expect(blockKeys(print({ point: [120.63, 30.98], classCode: 'B0102' }))).toEqual([
    expect.stringMatching(/^g:\d+:\d+$/u),
    expect.stringMatching(/^g:\d+:\d+:井盖$/u),
  ])
  expect(probeKeys(print({ point: [120.63, 30.98], classCode: 'E0116' }))).toHaveLength(8)
})

it('meets every point within 100 m, in any direction and latitude', () => {
  for (const [lng, lat] of [
    [120.63, 30.98],
    [87.6, 43.8],
    [109.5, 18.2],
    [-0.0005, 0.0005],
  ] as const)
    for (let turn = 0; turn < 360; turn += 7) {
      const north = (98 * Math.cos((turn * Math.PI) / 180)) / 111_195
      const east = (98 * Math.sin((turn * Math.PI) / 180)) / (111_195 * Math.cos((lat * Math.PI) / 180))
      expect(meet({ point: [lng, lat] }, { point: [lng + east, lat + north] })).toBe(true)
    }
  expect(meet({ point: [120.63, 30.98] }, { point: [120.635, 30.98] })).toBe(false)
})

it.each<[string, string, boolean]>([
  ['中山路118号', '四河镇中山路121号门口', true],
  ['中山路118号', '中山路', true],
  ['中山路与人民路路口', '人民路靠近中山路', true],
  ['河滨公园', '南门河滨公园内', true],
  ['老槐树下', '老槐树下', true],
  ['中山路118号', '人民路118号', false],
])('%s and %s', (a, b, met) => expect(meet({ address: a }, { address: b })).toBe(met))

it('without a place the rare words are the keys', () => {
  const past = Array.from({ length: 200 }, (_, i) => print({ text: i % 20 === 0 ? '车位捆绑' : '路灯不亮' }).grams)
  const counts = countGrams(past)
  const keys = blockKeys(print({ text: '路灯 幸运里车位捆绑' }), counts)
  expect(keys).toContain('t:幸运')
  expect(keys).not.toContain('t:路灯')
  expect(keys.length).toBeLessThanOrEqual(16)
  expect(blockKeys(print({ text: '路灯 幸运里车位捆绑' }))).toEqual([])
})
