import { describe, expect, it } from 'vitest'
import type { Area } from './area.ts'
import { checkAreas } from './check.ts'
import type { FindingKind } from './finding.ts'
import { area, box, polygon, sampleTown } from './sample-town.ts'

const day = '2026-06-15'
const VILLAGE = '320999100201'

/** The sample town with some areas drawn anew. */
function townWith(...changed: Area[]): Area[] {
  const codes = new Set(changed.map((a) => a.code))
  return [...sampleTown().filter((a) => !codes.has(a.code)), ...changed]
}

const grid = (number: string, geometry: Area['geometry'], more: Partial<Area> = {}) =>
  area({ code: VILLAGE + number, tier: 'grid', parent: VILLAGE, geometry, ...more })

const of = (areas: Area[], kind: FindingKind) => checkAreas(areas, day).filter((finding) => finding.kind === kind)

describe('checkAreas', () => {
  it('finds nothing in a town that tiles', () => {
    expect(checkAreas(sampleTown(), day)).toEqual([])
  })

  it('finds an overlap with its ground, place and both codes', () => {
    const [overlap, ...more] = of(townWith(grid('001', box(0, 0, 1.1, 2))), 'overlap')
    expect(more).toEqual([])
    expect(overlap).toMatchObject({ severity: 'error', codes: [`${VILLAGE}001`, `${VILLAGE}002`] })
    // 0.001° × 0.02° at 30.91° N: 95.6 m × 2217 m on the ellipsoid.
    expect(overlap!.squareMetres! / 1000).toBeCloseTo(212, 0)
    expect(overlap!.at![0]).toBeCloseTo(120.6105, 6)
    expect(overlap!.text).toMatch(
      /^示例320999100201001（320999100201001）与第2网格（320999100201002）重叠 21\d,\d{3} 平方米，位置：东经 120\.61050°、北纬 30\.91000°$/,
    )
  })

  it('finds a hole in a village and calls a narrow one a sliver', () => {
    const [hole] = of(townWith(grid('001', box(0, 0, 0.9, 2))), 'hole')
    expect(hole).toMatchObject({ severity: 'error', codes: [VILLAGE] })
    expect(hole!.text).toContain('内有空洞')
    const narrow = townWith(grid('001', box(0, 0, 0.9999, 2)))
    expect(of(narrow, 'hole').filter((finding) => finding.codes[0] === VILLAGE)).toEqual([])
    expect(of(narrow, 'sliver').map((finding) => finding.severity)).toContain('warn')
  })

  it('does not report the rounding of coordinates', () => {
    expect(checkAreas(townWith(grid('001', box(0, 0, 1.000001, 2))), day)).toEqual([])
  })

  it('a gap between micro-grids is only a warning', () => {
    const town = sampleTown().filter((a) => a.code !== `${VILLAGE}001002`)
    expect(checkAreas(town, day)).toMatchObject([{ kind: 'hole', severity: 'warn', codes: [`${VILLAGE}001`] }])
  })

  it('finds a grid that reaches out of its village', () => {
    const found = of(townWith(grid('001', box(-0.1, 0, 1, 2))), 'outside-parent')
    expect(found).toMatchObject([{ severity: 'error', codes: [`${VILLAGE}001`, VILLAGE] }])
  })

  it('counts a professional grid cut out of the layer as a piece of it, and one laid over it not', () => {
    const park = (overlay: boolean) =>
      area({ code: `${VILLAGE}502`, tier: 'professional', parent: VILLAGE, overlay, geometry: box(0, 0, 1, 1) })
    expect(of([...sampleTown(), park(true)], 'overlap')).toEqual([])
    expect(of([...sampleTown(), park(false)], 'overlap')).toMatchObject([{ codes: [`${VILLAGE}001`, `${VILLAGE}502`] }])
  })

  it('finds a border that crosses itself, and where', () => {
    const [crossing] = of(
      townWith(
        grid(
          '001',
          polygon([
            [0, 0],
            [1, 2],
            [1, 0],
            [0, 2],
          ]),
        ),
      ),
      'self-intersection',
    )
    expect(crossing).toMatchObject({ severity: 'error', codes: [`${VILLAGE}001`], repairable: true })
    expect(crossing!.at).toEqual([expect.closeTo(120.605, 9), expect.closeTo(30.91, 9)])
  })

  it('only looks at the day it is asked about', () => {
    const town = townWith(grid('001', box(0, 0, 1, 2), { validTo: '2026-07-01' }))
    town.push(grid('001', box(0, 0, 1.1, 2), { validFrom: '2026-07-01' }))
    expect(checkAreas(town, '2026-06-30')).toEqual([])
    expect(checkAreas(town, '2026-07-01').map((finding) => finding.kind)).toContain('overlap')
  })
})

describe('codes, names and parents', () => {
  it('finds one code on two areas of a day', () => {
    const twin = grid('001', box(0, 0, 1, 2), { id: 'twin', name: '另一个' })
    expect(of([...sampleTown(), twin], 'duplicate-code')).toMatchObject([{ codes: [`${VILLAGE}001`] }])
  })

  it('finds a retired code taken up again, but not a redrawn one', () => {
    const old = (to: string) => grid('009', box(0, 0, 1, 1), { validFrom: '2025-01-01', validTo: to, id: 'old' })
    const fresh = grid('009', box(0, 0, 1, 1), { validFrom: '2026-07-01', id: 'new' })
    expect(of([old('2026-01-01'), fresh], 'reused-code')).toMatchObject([{ codes: [`${VILLAGE}009`] }])
    expect(of([old('2026-07-01'), fresh], 'reused-code')).toEqual([])
  })

  it('only warns of two areas with one name', () => {
    const town = townWith(grid('001', box(0, 0, 1, 2), { name: '第2网格' }))
    expect(of(town, 'duplicate-name')).toMatchObject([{ severity: 'warn', codes: [`${VILLAGE}002`, `${VILLAGE}001`] }])
  })

  it.each([
    [{ parent: '320999100' }, '应为村（社区）'],
    [{ parent: '320999100299' }, '当天不存在'],
  ])('finds the wrong parent %j', (more, words) => {
    const [finding] = of(townWith(grid('001', box(0, 0, 1, 2), more)), 'parent')
    expect(finding!.text).toContain(words)
  })

  it('finds a code that does not fit its tier', () => {
    const [finding] = of(
      [...sampleTown(), area({ code: `${VILLAGE}777`, tier: 'grid', parent: VILLAGE, geometry: box(0, 0, 1, 1) })],
      'code',
    )
    expect(finding!.text).toContain('是专业网格的编码，不是基础网格的')
  })
})

it('a corner that only one of two neighbours has is no gap', () => {
  const two = grid(
    '002',
    polygon([
      [1, 0],
      [2, 0],
      [2, 2],
      [1, 2],
      [1, 1],
    ]),
  )
  expect(checkAreas(townWith(two), day)).toEqual([])
})
