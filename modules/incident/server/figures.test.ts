import { describe, expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { indicators } from '../indicators/indicators.ts'
import { listIncidents, readFigures, reportIncident } from '../contract.ts'
import { type Seat, ground, smallTown } from './testing/small-town.ts'

const town = await smallTown()
const day = dayOf(town.platform.now())
const span = { from: day, to: day }
const photo = (letter: string) => ({ sha256: letter.repeat(64), name: '照片.jpg', mime: 'image/jpeg' })
const step = (who: Seat, id: string, action: string, input: object = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const figuresOf = async (who: Seat, more: object = {}) => (await town.as(who).call(readFigures, { query: { ...span, ...more } })).figures
const countsOf = async (who: Seat, more: object = {}) =>
  Object.fromEntries((await figuresOf(who, more)).map(({ key, numerator, denominator }) => [key, [numerator, denominator]]))

/** One reported in a grid, dispatched to a unit, and brought as far as asked. */
async function made(place: [number, number], unit: 'sanitation' | 'municipal', end: 'sign' | 'unsolved' | 'solved'): Promise<string> {
  const { id } = await town.as('dispatcher').call(reportIncident, {
    body: {
      actionId: newId(),
      description: '垃圾堆在路边没人清',
      channel: 'phone',
      address: '听橹路 8 号',
      classCode: 'E0102',
      place,
      reporter: { name: '周小明', phone: '15400001234', callBack: true },
    },
  })
  await step('dispatcher', id, 'dispatch', { unit: town.units[unit] })
  if (end === 'sign') return id
  const handler = unit === 'sanitation' ? 'handler' : 'handler2'
  await step(handler, id, 'sign')
  const [before, after] = [[photo('a')], [photo('b')]]
  await step(handler, id, 'handle', { outcome: 'solved', measure: '已清运并冲洗路面', contacted: '周先生 电话', before, after })
  await step('verifier', id, 'verify', { passed: true, words: '现场干净' })
  const answer = end === 'solved' ? { answer: 'solved', satisfied: 'satisfied' } : { answer: 'not-solved', satisfied: 'unsatisfied' }
  await step('callback', id, 'call-back', { ...answer, words: '回访' })
  return id
}
await made(ground.west, 'sanitation', 'solved')
await made(ground.east, 'municipal', 'solved')
await made(ground.west, 'municipal', 'sign')
await made(ground.east, 'sanitation', 'unsolved')

describe('the figures of a period', () => {
  test('count what happened, each with its formula and source', async () => {
    const figures = await figuresOf('leader')
    for (const { key, title, formula, source, numerator, denominator, value } of figures) {
      const indicator = indicators[key as keyof typeof indicators]
      expect([title, formula, source]).toEqual([indicator.name, indicator.formula, indicator.source])
      expect(numerator).toBeLessThanOrEqual(denominator)
      if (denominator === 0) expect(value).toBeUndefined()
      else expect(value).toBeCloseTo(numerator / denominator, 3)
    }
    const counts = await countsOf('leader')
    expect(counts['closed']?.[0]).toBe(2)
    expect(counts['solved']?.[0]).toBe(2)
  })

  test('each number opens a list of exactly as many', async () => {
    for (const { key, numerator, denominator, numeratorList, denominatorList } of await figuresOf('watch')) {
      for (const [list, count] of [
        [numeratorList, numerator],
        [denominatorList, denominator],
      ] as const) {
        const { rows } = await town
          .as('watch')
          .call(listIncidents, { query: { ...Object.fromEntries(new URLSearchParams(list)), limit: 100 } as never })
        expect([key, list, rows.length]).toEqual([key, list, count])
      }
    }
  })

  test('of one place or one unit are a part of the whole', async () => {
    const [west, east] = [
      await countsOf('leader', { area: `${town.village}001` }),
      await countsOf('leader', { area: `${town.village}002` }),
    ]
    const [one, other] = [
      await countsOf('leader', { unit: town.units.sanitation }),
      await countsOf('leader', { unit: town.units.municipal }),
    ]
    for (const [key, whole] of Object.entries(await countsOf('leader'))) {
      for (const at of [0, 1] as const) {
        expect([key, west[key]![at]! + east[key]![at]!]).toEqual([key, whole[at]])
        expect([key, one[key]![at]! + other[key]![at]!]).toEqual([key, whole[at]])
      }
    }
  })

  test('an office sees its own, a village what lies in it, and who has no business with it nothing', async () => {
    expect(await countsOf('handler')).toEqual(await countsOf('leader', { unit: town.units.sanitation }))
    expect(await countsOf('handler', { unit: town.units.municipal })).toMatchObject({ closed: [0, 0] })
    expect(await countsOf('villager')).toEqual(await countsOf('leader'))
    for (const who of ['worker', 'counter', 'admin'] as const)
      expect((await town.as(who).get(`/incidents/figures?from=${day}&to=${day}`)).status).toBe(403)
  })

  test('a period that ends before it begins, that is too long, or no period at all is refused in words', async () => {
    for (const [query, words] of [
      [{ from: day, to: '2026-01-01' }, '结束日期不能早于开始日期'],
      [{ from: '2024-01-01', to: day }, '一次最多统计 400 天'],
    ] as const) {
      const refused = await town.as('leader').refused(readFigures, { query })
      expect(refused).toMatchObject({ status: 422, code: 'platform.invalid', detail: words, fields: [{ path: 'to' }] })
    }
    expect((await town.as('leader').get('/incidents/figures?from=yesterday&to=today')).status).toBe(422)
    expect((await town.as('leader').get('/incidents/figures')).status).toBe(422)
    const unknown = { ...span, state: 'all', indicator: 'happiness.hit' } as never
    expect(await town.as('leader').refused(listIncidents, { query: unknown })).toMatchObject({ status: 422, code: 'platform.invalid' })
  })

  test('a day on which nothing was due has no percentage', async () => {
    const figures = await figuresOf('leader', { from: '2026-01-05', to: '2026-01-05' })
    expect(figures.map(({ denominator, value }) => [denominator, value])).toEqual(figures.map(() => [0, undefined]))
  })
})
