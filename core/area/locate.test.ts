import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLocator } from './locate.ts'
import { area, at, box, polygon, sampleTown } from './sample-town.ts'
import type { Area } from './area.ts'

const day = '2026-06-15'
const codes = (located: ReturnType<ReturnType<typeof buildLocator>['locate']>) => ({
  town: located.town?.code,
  village: located.village?.code,
  grid: located.grid?.code,
  micro: located.micro?.code,
  professional: located.professional.map((ref) => ref.code),
  police: located.police.map((ref) => ref.code),
})

describe('locate', () => {
  const locator = buildLocator(sampleTown())

  it('gives every tier and every overlay', () => {
    const found = locator.locate(at(0.7, 1.2), day)
    expect(codes(found)).toEqual({
      town: '320999100',
      village: '320999100201',
      grid: '320999100201001',
      micro: '320999100201001002',
      professional: ['320999100201501'],
      police: ['JW01'],
    })
    expect(found.outside).toBe(false)
    expect(found.nearest).toBeUndefined()
  })

  it('outside the town names the closest grid and how far it is', () => {
    const found = locator.locate(at(4.1, 1), day)
    expect(found.outside).toBe(true)
    expect(found.nearest?.area.code).toBe('320999100202002')
    // A thousandth of a degree of longitude at 30.91° N on the sphere of rules.md §8.4.
    expect(found.nearest?.metres).toBeCloseTo(95.4, 0)
  })

  it('says nothing of a border more than 50 km away', () => {
    const found = locator.locate([110, 25], day)
    expect(found).toEqual({ on: day, professional: [], police: [], outside: true })
  })

  it('every border and corner has an answer, and each answer is one chain', () => {
    for (let x = 0; x <= 4; x += 0.5)
      for (let y = 0; y <= 2; y += 0.5) {
        const found = locator.locate(at(x, y), day)
        expect(found.outside).toBe(false)
        expect(found.micro?.code.startsWith(found.grid!.code)).toBe(true)
        expect(found.grid?.code.startsWith(found.village!.code)).toBe(true)
      }
  })

  it('a gap between grids still has its village, and the closest grid as a hint', () => {
    const town = sampleTown().filter((a) => !a.code.startsWith('320999100202002'))
    const found = buildLocator(town).locate(at(3.2, 1), day)
    expect(found.village?.code).toBe('320999100202')
    expect(found.grid).toBeUndefined()
    expect(found.nearest?.area.code).toBe('320999100202001')
  })

  it('where two grids overlap, the one whose village holds the point wins', () => {
    const greedy = area({ code: '320999100201001', tier: 'grid', parent: '320999100201', geometry: box(0, 0, 3.5, 2) })
    const town = sampleTown().filter((a) => a.tier !== 'micro' && a.code !== greedy.code)
    expect(codes(buildLocator([...town, greedy]).locate(at(3.2, 1), day)).grid).toBe('320999100202002')
  })

  it('a professional grid cut out of the basic layer stands in for the grid', () => {
    const park = area({ code: '320999100201502', tier: 'professional', parent: '320999100201', geometry: box(0, 0, 1, 2) })
    const town = sampleTown().filter((a) => !a.code.startsWith('320999100201001'))
    const found = buildLocator([...town, park]).locate(at(0.2, 0.2), day)
    expect(codes(found)).toMatchObject({ village: '320999100201', grid: undefined, professional: ['320999100201502'] })
    expect(found.nearest).toBeUndefined()
  })

  it('works with villages alone', () => {
    const found = buildLocator(sampleTown().filter((a) => a.tier === 'village')).locate(at(0.2, 0.2), day)
    expect(codes(found)).toMatchObject({ village: '320999100201', town: undefined })
    expect(found.nearest).toBeUndefined()
  })

  it('a hole in a polygon is not in it', () => {
    const ring = area({
      code: '320999100',
      tier: 'town',
      geometry: polygon(
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
        ],
        [
          [1, 1],
          [1, 2],
          [2, 2],
          [2, 1],
        ],
      ),
    })
    const locator = buildLocator([ring])
    expect(locator.locate(at(1.5, 1.5), day).outside).toBe(true)
    expect(locator.locate(at(0.5, 1.5), day).town?.code).toBe('320999100')
  })
})

describe('dated boundaries', () => {
  // Grid 1 gives its eastern half to grid 2 on 1 July.
  const redrawn = (): Area[] => {
    const [one, two] = ['320999100201001', '320999100201002']
    const kept = sampleTown().filter((a) => a.tier === 'town' || a.tier === 'village')
    const grid = (code: string, west: number, east: number, from: string, to?: string) =>
      area({ code, tier: 'grid', parent: '320999100201', geometry: box(west, 0, east, 2), validFrom: from, ...(to ? { validTo: to } : {}) })
    return [
      ...kept,
      grid(one, 0, 1, '2025-01-01', '2026-07-01'),
      grid(two, 1, 2, '2025-01-01', '2026-07-01'),
      grid(one, 0, 0.5, '2026-07-01'),
      grid(two, 0.5, 2, '2026-07-01'),
    ]
  }
  const locator = buildLocator(redrawn())

  it('leaves June in June’s grid and gives July to July’s', () => {
    const place = at(0.7, 1)
    expect(locator.locate(place, '2026-06-30').grid).toMatchObject({ code: '320999100201001', id: '320999100201001@2025-01-01' })
    expect(locator.locate(place, '2026-07-01').grid).toMatchObject({ code: '320999100201002', id: '320999100201002@2026-07-01' })
    expect(locator.changes).toEqual(['2025-01-01', '2026-07-01'])
  })

  it('turns the day at midnight in China, whatever form the moment has', () => {
    const place = at(0.7, 1)
    expect(locator.locate(place, '2026-06-30T15:59:59Z').grid?.code).toBe('320999100201001')
    expect(locator.locate(place, '2026-06-30T16:00:00Z').grid?.code).toBe('320999100201002')
    expect(locator.locate(place, Date.parse('2026-07-01T00:00:00+08:00')).grid?.code).toBe('320999100201002')
    expect(locator.locate(place, new Date('2026-06-30T23:59:59+08:00')).grid?.code).toBe('320999100201001')
  })

  it('before the first version there is nothing', () => {
    expect(locator.locate(at(0.7, 1), '2024-12-31')).toEqual({ on: '2024-12-31', professional: [], police: [], outside: true })
    expect(locator.findByCode('320999100201001', '2024-12-31')).toBeUndefined()
    expect(locator.findByCode('320999100201001', '2026-08-01')?.validFrom).toBe('2026-07-01')
  })
})

it('any two polygons that share a crooked border hold each of its points exactly once', () => {
  const step = fc.double({ min: 0.05, max: 0.95, noNaN: true })
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), step, (wiggle, t) => {
      const border = wiggle.map((x, i): [number, number] => [x, i / (wiggle.length - 1)])
      const west = area({ code: '320999100201001', tier: 'grid', geometry: polygon([[0, 0], ...border, [0, 1]]) })
      const east = area({ code: '320999100201002', tier: 'grid', geometry: polygon([[1, 1], ...border.toReversed(), [1, 0]]) })
      const locator = buildLocator([west, east])
      for (let i = 1; i < border.length; i++) {
        const [a, b] = [at(...border[i - 1]!), at(...border[i]!)]
        const found = locator.locate([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t], day)
        expect(found.grid).toBeDefined()
        expect(found.nearest).toBeUndefined()
      }
    }),
    { numRuns: 200 },
  )
})
