import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Datum, bd09ToGcj02, bd09ToWgs84, convertDatum, gcj02ToBd09, gcj02ToWgs84, wgs84ToBd09, wgs84ToGcj02 } from './datum.ts'
import { distanceBetween } from './geodesy.ts'
import { findGaussKrugerCrs, fromGaussKruger, toGaussKruger } from './gauss-kruger.ts'
import type { Position } from './shape.ts'

/** The larger miss of the two ordinates in degrees; 1e-8° is a millimetre. */
const miss = (point: Position, [lng, lat]: Position) => Math.max(Math.abs(point[0] - lng), Math.abs(point[1] - lat))

describe('GCJ-02 and BD-09, rules.md §8.4', () => {
  test.each<[Position, Position, Position]>([
    [
      [116.397428, 39.90923],
      [116.40367163, 39.91063351],
      [116.4100441, 39.91697286],
    ],
    [
      [120.64, 30.97],
      [120.64417484, 30.96767569],
      [120.65074521, 30.973433],
    ],
    [
      [120.98, 31.45],
      [120.98432936, 31.44798979],
      [120.99080962, 31.45409803],
    ],
    [
      [120.87, 31.7],
      [120.87421252, 31.69789881],
      [120.88074892, 31.70382356],
    ],
  ])('%o', (wgs, gcj, bd) => {
    expect(miss(wgs84ToGcj02(wgs), gcj)).toBeLessThan(6e-9)
    expect(miss(wgs84ToBd09(wgs), bd)).toBeLessThan(6e-9)
    // The way back starts from printed figures, rounded at the eighth digit.
    expect(miss(gcj02ToWgs84(gcj), wgs)).toBeLessThan(2e-8)
    expect(miss(bd09ToGcj02(bd), gcj)).toBeLessThan(2e-8)
    expect(miss(bd09ToWgs84(bd), wgs)).toBeLessThan(2e-8)
  })

  test('nothing is shifted outside the country’s box', () => {
    expect(wgs84ToGcj02([151.2, -33.87])).toEqual([151.2, -33.87])
    expect(gcj02ToWgs84([151.2, -33.87])).toEqual([151.2, -33.87])
  })

  test('every way round comes back within a tenth of a millimetre', () => {
    const point = fc.tuple(fc.double({ min: 74, max: 134, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }))
    const datum = fc.constantFrom(...Datum.options)
    fc.assert(
      fc.property(point, datum, datum, (start, from, to) => {
        expect(distanceBetween(convertDatum(convertDatum(start, from, to), to, from), start)).toBeLessThan(1e-4)
      }),
    )
  })

  test('CGCS2000 is taken for WGS-84; the same datum is left alone', () => {
    expect(convertDatum([120.64, 30.97], 'CGCS2000', 'WGS84')).toEqual([120.64, 30.97])
    expect(convertDatum([120.64, 30.97], 'GCJ02', 'GCJ02')).toEqual([120.64, 30.97])
    expect(convertDatum([120.64, 30.97], 'CGCS2000', 'GCJ02')).toEqual(wgs84ToGcj02([120.64, 30.97]))
    expect(convertDatum([120.64, 30.97], 'GCJ02', 'BD09')).not.toEqual(gcj02ToBd09(wgs84ToGcj02([120.64, 30.97])))
    expect(distanceBetween(convertDatum([120.64, 30.97], 'GCJ02', 'BD09'), gcj02ToBd09([120.64, 30.97]))).toBeLessThan(1e-4)
  })
})

describe('Gauss–Krüger, rules.md §8.4', () => {
  const vectors: [Position, number, number][] = [
    [[120.64, 30.97], 3427823.976, 561142.457],
    [[120.98, 31.45], 3481283.015, 593153.87],
    [[120.87, 31.7], 3508916.233, 582477.009],
    [[120, 31], 3430974.323, 500000],
  ]

  test.each(vectors)('%o', (point, north, east) => {
    const here = toGaussKruger(point)
    expect(here.north).toBeCloseTo(north, 3)
    expect(here.east).toBeCloseTo(east, 3)
    expect(toGaussKruger(point, 'EPSG:4528').east).toBeCloseTo(40_000_000 + east, 3)
    expect(miss(fromGaussKruger({ north, east }), point)).toBeLessThan(6e-9)
    expect(miss(fromGaussKruger({ north, east: 40_000_000 + east }, 'EPSG:4528'), point)).toBeLessThan(6e-9)
  })

  test('there and back to a micrometre over the zone and its neighbours', () => {
    const point = fc.tuple(fc.double({ min: 117, max: 123, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }))
    fc.assert(
      fc.property(point, (start) => {
        expect(distanceBetween(fromGaussKruger(toGaussKruger(start)), start)).toBeLessThan(1e-6)
      }),
    )
  })

  test('the projection is recognised by its easting', () => {
    expect(findGaussKrugerCrs({ north: 3427823, east: 561142 })).toBe('EPSG:4549')
    expect(findGaussKrugerCrs({ north: 3427823, east: 40561142 })).toBe('EPSG:4528')
    expect(findGaussKrugerCrs({ north: 3427823, east: 39561142 })).toBeUndefined()
    expect(findGaussKrugerCrs({ north: 40561142, east: 3427823 })).toBeUndefined()
  })
})
