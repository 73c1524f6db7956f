import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { checkBoundaries, locatePoint, readArea, readAreaVersions, readAreas, redrawBoundaries, retireBoundary } from '../contract.ts'
import { at, box } from '../sample-town.ts'
import { areaTown } from './test/area-town.ts'

const town = await areaTown()
const village = '320999100201'
const [west, east] = [`${village}001`, `${village}002`]

/** A kilometre-wide strip moves from the eastern grid to the western one; the micro-grids follow. */
const wider = (by: number) => [
  { code: west, geometry: box(0, 0, 1 + by, 2) },
  { code: east, geometry: box(1 + by, 0, 2, 2) },
  { code: `${west}001`, geometry: box(0, 0, 1 + by, 1) },
  { code: `${west}002`, geometry: box(0, 1, 1 + by, 2) },
  { code: `${east}001`, geometry: box(1 + by, 0, 2, 1) },
  { code: `${east}002`, geometry: box(1 + by, 1, 2, 2) },
]

async function seenOn(day: string) {
  const { areas } = await town.as('watch').call(readAreas, { query: { at: day } })
  return areas.map(({ code, id, validTo }) => ({ code, id, ...(validTo === undefined ? {} : { validTo }) }))
}

const gridAt = async (day: string, x: number, y: number) => {
  const [lng, lat] = at(x, y)
  return (await town.as('worker').call(locatePoint, { query: { lng, lat, at: day } })).grid?.code
}

beforeEach(() => town.setNow(undefined))

describe('boundaries redrawn on 1 July', () => {
  test('leave June’s cases in June’s grid', async () => {
    expect(await gridAt('2026-07-01', 1.2, 0.5)).toBe(east)
    const seen = await seenOn('2026-07-01')
    const done = await town.as('watch').call(redrawBoundaries, { body: { actionId: newId(), from: '2026-07-01', areas: wider(0.5), seen } })
    expect(done.accepted).toEqual([])
    expect(await gridAt('2026-06-30', 1.2, 0.5)).toBe(east)
    expect(await gridAt('2026-07-01', 1.2, 0.5)).toBe(west)
    const { versions } = await town.as('leader').call(readAreaVersions, { params: { code: west } })
    expect(versions.map(({ validFrom, validTo, changedBy }) => [validFrom, validTo, changedBy])).toEqual([
      ['2026-07-01', undefined, '测试乙'],
      ['2025-01-01', '2026-07-01', '测试乙'],
    ])
    expect(versions[0]!.squareMetres / versions[1]!.squareMetres).toBeCloseTo(1.5, 3)
  })

  test('are told to the second editor, who saw the old ones', async () => {
    const seen = await seenOn('2026-08-01')
    const send = (by: number) =>
      town.as('admin').call(redrawBoundaries, { body: { actionId: newId(), from: '2026-08-01', areas: wider(by), seen } })
    await send(0.4)
    const problem = await town
      .as('watch')
      .refused(redrawBoundaries, { body: { actionId: newId(), from: '2026-09-01', areas: wider(0.3), seen } })
    expect(problem).toMatchObject({ code: 'platform.conflict', detail: expect.stringContaining('2026-08-01') })
    expect(problem.extra).toMatchObject({
      versions: expect.arrayContaining([expect.objectContaining({ code: west, validFrom: '2026-08-01' })]),
    })
    expect(await gridAt('2026-09-01', 1.35, 0.5)).toBe(west)
  })

  test('sent twice at once, one is written', async () => {
    const seen = await seenOn('2026-09-01')
    const answers = await Promise.all(
      [0.6, 0.7].map((by) => town.as('watch').post('/areas/redraw', { actionId: newId(), from: '2026-09-01', areas: wider(by), seen })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('a change that would break the tiling', () => {
  const gap = () => [{ code: `${village}001`, geometry: box(0, 0, 0.9, 2) }]

  test('is refused with the place, and nothing is written', async () => {
    const seen = await seenOn('2026-10-01')
    const problem = await town
      .as('watch')
      .refused(redrawBoundaries, { body: { actionId: newId(), from: '2026-10-01', areas: gap(), seen } })
    expect(problem).toMatchObject({ code: 'area.new-errors', status: 422, detail: expect.stringMatching(/东经 .*北纬/) })
    expect(await gridAt('2026-10-01', 0.95, 0.5)).toBe(west)
  })

  test('goes through with a reason, which is written down', async () => {
    const seen = await seenOn('2026-10-01')
    const body = { actionId: newId(), from: '2026-10-01', areas: gap(), seen, accept: { reason: '新村界待县里批复' } }
    const { accepted } = await town.as('watch').call(redrawBoundaries, { body })
    expect(accepted.length).toBeGreaterThan(0)
    const { findings } = await town.as('leader').call(checkBoundaries, { body: { at: '2026-10-01' } })
    expect(findings.some(({ kind, codes }) => kind === 'hole' && codes.includes(village))).toBe(true)
    const rows = await town.platform.db.read.query<{ reason: string }>(
      `select reason from platform.audit where kind = 'area.boundaries-redrawn' order by at desc, id desc limit 1`,
    )
    expect(rows).toEqual([{ reason: '新村界待县里批复' }])
  })

  test('old faults of elsewhere stop nobody', async () => {
    const from = '2026-11-01'
    const areas = [
      { code: '320999100202001', geometry: box(2, 0, 3.1, 2) },
      { code: '320999100202002', geometry: box(3.1, 0, 4, 2) },
      { code: '320999100202001001', geometry: box(2, 0, 3.1, 1) },
      { code: '320999100202001002', geometry: box(2, 1, 3.1, 2) },
      { code: '320999100202002001', geometry: box(3.1, 0, 4, 1) },
      { code: '320999100202002002', geometry: box(3.1, 1, 4, 2) },
    ]
    const { accepted } = await town
      .as('watch')
      .call(redrawBoundaries, { body: { actionId: newId(), from, areas, seen: await seenOn(from) } })
    expect(accepted).toEqual([])
  })
})

describe('a grid cut in two', () => {
  test('gives the new half the next free code', async () => {
    const from = '2026-12-01'
    const code = '320999100202001'
    const seen = await seenOn(from)
    const areas = [{ code, geometry: box(2, 0, 3.1, 1) }]
    const added = [{ tier: 'grid' as const, name: '新网格', parent: '320999100202', geometry: box(2, 1, 3.1, 2) }]
    const body = { actionId: newId(), from, areas, added, retired: [`${code}002`], seen }
    const { opened, retired } = await town.as('watch').call(redrawBoundaries, { body })
    expect(opened.map((area) => area.code)).toEqual([code, '320999100202003'])
    expect(retired).toEqual([`${code}002`])
    expect(await gridAt(from, 2.5, 1.5)).toBe('320999100202003')
    expect(await gridAt('2026-11-30', 2.5, 1.5)).toBe(code)
  })

  test('never gives a retired code out again', async () => {
    const added = [
      { code: '320999100202001002', tier: 'micro' as const, name: '旧码', parent: '320999100202001', geometry: box(2, 0, 2.1, 0.1) },
    ]
    const problem = await town.as('watch').refused(redrawBoundaries, { body: { actionId: newId(), from: '2027-01-01', added, seen: [] } })
    expect(problem.code).toBe('area.code-taken')
  })
})

describe('refusals', () => {
  test.each([
    ['nothing to change', { areas: [] }, 'area.unknown'],
    ['an unknown code', { areas: [{ code: '320999100999', name: '无此村' }] }, 'area.unknown'],
    ['a day before the version began', { from: '2020-01-01', areas: [{ code: `${village}001`, name: '早' }] }, 'area.unknown'],
    [
      'a ring of two points',
      {
        areas: [
          {
            code: west,
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [1, 2],
                  [1, 2],
                ],
              ],
            },
          },
        ],
      },
      'platform.invalid',
    ],
    ['no date', { from: '7 月 1 日', areas: [{ code: west, name: '甲' }] }, 'platform.invalid'],
  ])('%s', async (_, change, code) => {
    const { body } = await town.as('watch').post('/areas/redraw', { actionId: newId(), from: '2027-02-01', seen: [], ...change })
    expect(body).toMatchObject({ code })
  })

  test('who may not manage', async () => {
    const body = { actionId: newId(), from: '2027-02-01', areas: wider(0.1), seen: [] }
    expect((await town.as('worker').refused(redrawBoundaries, { body })).code).toBe('platform.forbidden')
  })
})

describe('an area retired', () => {
  test('ends on its day, and not while others lie in it', async () => {
    const body = { actionId: newId(), code: '320999100201501', on: '2027-03-01' }
    await town.as('admin').call(retireBoundary, { body })
    const [lng, lat] = at(1, 1)
    const located = (day: string) => town.as('worker').call(locatePoint, { query: { lng, lat, at: day } })
    expect((await located('2027-02-28')).professional).toHaveLength(1)
    expect((await located('2027-03-01')).professional).toEqual([])
    const whole = await town.as('admin').refused(retireBoundary, { body: { actionId: newId(), code: village, on: '2027-03-01' } })
    expect(whole.code).toBe('area.new-errors')
  })
})

describe('who answers', () => {
  test('for each tier of a place, by the posts of that day, without telephone numbers', async () => {
    const [lng, lat] = at(0.5, 0.5)
    const { answering } = await town.as('worker').call(locatePoint, { query: { lng, lat, at: '2026-01-01' } })
    const people = Object.fromEntries(answering.map(({ tier, people: who }) => [tier, who.map((p) => p.postTitle)]))
    expect(people).toEqual({
      micro: [],
      grid: ['worker岗'],
      village: ['village岗'],
      town: ['leader岗', 'watch岗'],
      police: ['beat岗'],
      professional: [],
    })
    expect(JSON.stringify(answering)).not.toContain('138')
    const before = await town.as('worker').call(locatePoint, { query: { lng, lat, at: '2024-12-31' } })
    expect(before).toMatchObject({ outside: true, answering: [] })
  })

  test('on the card of one area', async () => {
    const card = await town.as('leader').call(readArea, { params: { code: west }, query: { at: '2026-01-01' } })
    expect(card).toMatchObject({ parent: { code: village }, answering: { people: [{ postTitle: 'worker岗', unitName: '集成指挥中心' }] } })
    expect(card.children.map(({ code }) => code)).toEqual([`${west}001`, `${west}002`])
    expect(card.squareMetres / 1e6).toBeCloseTo(2.12, 1)
  })
})
