import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCatalogue } from '../classes/catalogue.ts'
import { blockKeys, probeKeys } from './block-keys.ts'
import { fingerprint } from './report.ts'
import type { Report } from './report.ts'
import { rankCandidates, scoreCandidate, thresholds } from './score.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const noon = Date.parse('2026-03-02T12:00:00+08:00')
const context = { catalogue: defaultCatalogue }
const centre = [120.63, 30.98] as const
/** A point so many metres east and north. */
const off = (east: number, north: number): readonly [number, number] => [
  centre[0] + east / (111_195 * Math.cos((centre[1] * Math.PI) / 180)),
  centre[1] + north / 111_195,
]
const print = (over: Partial<Report> = {}) => fingerprint({ text: '', at: noon, ...over }, defaultCatalogue)
const score = (a: Partial<Report>, b: Partial<Report>) => scoreCandidate(print(a), print(b), context).score

describe('features.md 1.1.1: two reports of one broken manhole within 50 m and 2 h', () => {
  it('are offered, whoever owns the lid, whatever the words and the accuracy', () => {
    const lid = fc.constantFrom('B0114', 'B011401', 'B011402', 'B0102', 'B0103', 'B0107')
    const words = fc.constantFrom('', '井盖坏了', '窨井没有盖子，晚上危险', '这里很吵', '👀')
    const accuracy = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined })
    const report = (at: number, point: readonly [number, number], [text, classCode, radius]: [string, string, number | undefined]) =>
      print({ text, at, point, classCode, open: true, ...(radius !== undefined && { accuracy: radius }) })
    fc.assert(
      fc.property(
        fc.tuple(words, lid, accuracy),
        fc.tuple(words, lid, accuracy),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.integer({ min: 0, max: 2 * HOUR }),
        (one, two, metres, turn, gap) => {
          const earlier = report(noon, centre, one)
          const later = report(noon + gap, off(metres * Math.cos(turn), metres * Math.sin(turn)), two)
          const keys = blockKeys(earlier)
          expect(probeKeys(later).some((k) => keys.includes(k))).toBe(true)
          const [first] = rankCandidates(later, [{ of: 'x', fingerprint: earlier }], context)
          expect(first?.of).toBe('x')
        },
      ),
    )
  })
  it('are offered also when nobody has chosen a class yet', () => {
    expect(
      score({ text: '菜场门口的井盖松动了', point: centre }, { text: '窨井盖翘起来了', point: off(30, 40), at: noon + 2 * HOUR }),
    ).toBeGreaterThanOrEqual(thresholds.offer)
  })
})

describe('place is the gate', () => {
  const lamp = { text: '有一盏路灯不亮', classCode: 'B0118' }
  it('same words at other addresses are not the same problem', () => {
    expect(score({ ...lamp, address: '中山路118号' }, { ...lamp, address: '人民路20号' })).toBeLessThan(0.1)
    expect(score({ ...lamp, address: '三号桥北堍' }, { ...lamp, address: '老粮站仓库' })).toBeLessThan(0.1)
    expect(score({ ...lamp, point: centre }, { ...lamp, point: off(400, 0) })).toBeLessThan(0.2)
  })
  it('one road name in two villages does not bring far points together', () => {
    const road = { ...lamp, address: '中心路8号' }
    expect(score({ ...road, point: centre }, { ...road, point: off(3000, 0) })).toBeLessThan(thresholds.offer)
    expect(score({ ...road, area: 'A' }, { ...road, area: 'B' })).toBeLessThanOrEqual(thresholds.offer)
    expect(score(road, road)).toBeGreaterThan(0.9)
  })
  it('distrusts one point for two addresses that differ', () => {
    const a = { ...lamp, point: centre, address: '得胜巷5号' }
    const b = { ...lamp, point: centre, address: '滨海公路88号', classCode: 'E0110', text: '桥头不平' }
    expect(score(a, b)).toBeLessThan(thresholds.offer)
  })
  it('takes a neighbouring door for less, a far one for nothing', () => {
    const at = (address: string) => score({ ...lamp, address: '中山路118号' }, { ...lamp, address })
    const scores = ['中山路118号', '中山路120号', '中山路130号', '中山路300号'].map(at)
    expect(scores).toEqual(scores.toSorted((x, y) => y - x))
    expect(scores[1]).toBeGreaterThan(thresholds.offer)
    expect(scores[3]).toBeLessThan(0.2)
  })
  it('a number painted on the lamp settles it', () => {
    expect(score({ ...lamp, text: '路灯编号L0231不亮' }, { ...lamp, text: '路灯编号：L0231灭了' })).toBeGreaterThan(thresholds.likely)
  })
})

describe('time and class', () => {
  const lid = { text: '井盖松动', classCode: 'B0114', address: '中山路118号' }
  it('an old closed case fades, an open one stays', () => {
    const old = { ...lid, at: noon - 60 * DAY }
    expect(score(lid, { ...old, open: true })).toBeGreaterThan(thresholds.offer)
    expect(score(lid, { ...old, open: false })).toBeLessThan(score(lid, { ...old, open: true }))
  })
  it('a car parked wrong last week is not the car of today', () => {
    const car = { text: '有车违停', classCode: 'E0505', address: '中山路118号', open: false }
    expect(score(car, { ...car, at: noon - 7 * DAY })).toBeLessThan(score(car, { ...car, at: noon - HOUR }) * 0.7)
  })
  it('a second call from one address within the hour is offered whatever class was chosen; a day later it is not', () => {
    const tree = { text: '一棵树歪了', classCode: 'B0402', address: '中山路118号', open: false }
    expect(score(lid, { ...tree, at: noon - HOUR })).toBeGreaterThanOrEqual(thresholds.offer)
    expect(score(lid, { ...tree, at: noon - DAY })).toBeLessThan(thresholds.offer)
  })
})

it('words alone must be many', () => {
  const letter = '幸运里二期开发商强行捆绑销售车位，不买车位就取消购房资格，业主要求退还认购金并严肃查处'
  expect(score({ text: letter }, { text: `${letter}，请书记关注`, at: noon - 20 * DAY })).toBeGreaterThan(thresholds.offer)
  expect(score({ text: '路灯不亮' }, { text: '路灯不亮' })).toBeLessThan(thresholds.offer)
})

it('explains itself in short Chinese reasons', () => {
  const a = print({ text: '井盖松动有响声', classCode: 'B0114', point: centre, accuracy: 5 })
  const b = print({ text: '井盖松动', classCode: 'B0103', point: off(18, 0), accuracy: 5, at: noon - 10 * 60_000 })
  expect(scoreCandidate(a, b, context).reasons).toEqual(['相距 18 米', '同为井盖类', '文字相似 0.71', '10 分钟内上报'])
  const c = print({ text: '井盖', classCode: 'B0114', address: '四河镇中山路118号', at: noon - 26 * HOUR })
  expect(scoreCandidate(print({ text: '积水', classCode: 'B0114', address: '中山路118号旁' }), c, context).reasons).toEqual([
    '地址相同：中山路118号',
    '类别相同：不明井盖',
    '26 小时内上报',
  ])
})

it('is the same both ways and for the same input', () => {
  const a = print({ text: '路灯不亮', classCode: 'B0118', address: '中山路118号', at: noon })
  const b = print({ text: '灯坏了', classCode: 'B011802', address: '中山路120号', at: noon - 3 * HOUR })
  expect(scoreCandidate(a, b, context).score).toBe(scoreCandidate(b, a, context).score)
  expect(scoreCandidate(a, b, context)).toEqual(scoreCandidate(a, b, context))
})

it('ranks best first, the older of equals before the younger, at most five', () => {
  const same = (of: string, hours: number, address = '中山路118号') => ({
    of,
    fingerprint: print({ text: '井盖松动', classCode: 'B0114', address, at: noon - hours * 60_000, open: true }),
  })
  const ranked = rankCandidates(
    print({ text: '井盖松动', classCode: 'B0114', address: '中山路118号' }),
    [
      same('far', 1, '人民路3号'),
      same('young', 1),
      same('near', 2, '中山路120号'),
      same('old', 2),
      ...['a', 'b', 'c', 'd'].map((of) => same(of, 3, '中山路130号')),
    ],
    context,
  )
  expect(ranked.map((r) => r.of).slice(0, 3)).toEqual(['old', 'young', 'near'])
  expect(ranked).toHaveLength(thresholds.most)
  expect(ranked[0]?.likely).toBe(true)
})
