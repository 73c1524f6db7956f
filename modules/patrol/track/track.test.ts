import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { destinationFrom, distanceBetween } from '#core/area/contract.ts'
import { type TrackPoint, decodeChunk, encodeChunk, lastOfChunk, lengthenChunk, mergePoints } from './chunk.ts'
import { cleanTrack } from './clean.ts'
import { gatePoints } from './gate.ts'
import { thinTrack } from './line.ts'

const start = Date.parse('2026-07-15T08:00:00+08:00')
const anyPoint = fc.record({
  at: fc.integer({ min: 0, max: 86_400 }).map((s) => start + s * 1000),
  lng: fc.integer({ min: -180_000_000, max: 180_000_000 }).map((n) => n / 1e6),
  lat: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((n) => n / 1e6),
  accuracy: fc.integer({ min: 0, max: 5000 }),
  mocked: fc.boolean(),
})
const anyPoints = fc.array(anyPoint, { maxLength: 60 }).map((points) => mergePoints([], points))

/** A straight walk eastwards. */
const straight = (count: number, metres: number, seconds = 5): TrackPoint[] =>
  Array.from({ length: count }, (_, i) => {
    const [lng, lat] = destinationFrom([120.6, 30.95], 90, i * metres)
    return { at: start + i * seconds * 1000, lng, lat, accuracy: 5, mocked: false }
  })

describe('chunks', () => {
  test('give back what was put in, to the second and a millionth of a degree', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        expect(decodeChunk(encodeChunk(points))).toEqual(points)
      }),
    )
  })

  test('are small: a minute of walking costs under seven bytes a point', () => {
    const minute = straight(12, 7)
    expect(encodeChunk(minute).length / minute.length).toBeLessThan(7)
  })

  test('refuse what is not theirs', () => {
    expect(() => decodeChunk(Uint8Array.of(9, 1, 2))).toThrow('version')
    expect(() => decodeChunk(encodeChunk(straight(2, 5)).slice(0, -1))).toThrow('cut short')
  })

  test('are lengthened to what packing the whole would have given', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(), (points, at) => {
        fc.pre(points.length > 1)
        const cut = 1 + (at % (points.length - 1))
        const head = encodeChunk(points.slice(0, cut))
        const last = lastOfChunk(head)
        expect(last).toEqual(points[cut - 1])
        expect(lengthenChunk(head, last!, points.slice(cut))).toEqual(encodeChunk(points))
      }),
    )
    expect(lastOfChunk(encodeChunk([]))).toBeUndefined()
  })

  test('merge: the same batch again changes nothing, and order does not matter', () => {
    fc.assert(
      fc.property(anyPoints, anyPoints, (a, b) => {
        const once = mergePoints(a, b)
        expect(mergePoints(once, b)).toEqual(once)
        expect(once.map(({ at }) => at)).toEqual([...new Set([...a, ...b].map(({ at }) => at))].sort((x, y) => x - y))
      }),
    )
  })
})

describe('the gate', () => {
  test('a phone left on a desk adds little', () => {
    let seed = 7
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5
    const still = Array.from({ length: 2000 }, (_, i) => {
      const [lng, lat] = destinationFrom([120.6, 30.95], random() * 360, Math.abs(random()) * 8)
      return { at: start + i * 5000, lng, lat, accuracy: 8, mocked: false }
    })
    const raw = cleanTrack(still).length
    expect(cleanTrack(gatePoints(still)).length).toBeLessThan(raw / 10)
  })

  test('keeps a sign of life every five minutes and every change of honesty', () => {
    const still = Array.from({ length: 121 }, (_, i) => ({ at: start + i * 5000, lng: 120.6, lat: 30.95, accuracy: 8, mocked: i === 60 }))
    const kept = gatePoints(still)
    expect(kept.map(({ at }) => (at - start) / 1000)).toEqual([0, 300, 305, 605].slice(0, kept.length))
    expect(kept.filter(({ mocked }) => mocked)).toHaveLength(1)
  })

  test('goes on from the last point kept before', () => {
    const walk = straight(50, 6)
    const whole = gatePoints(walk)
    const first = gatePoints(walk.slice(0, 20))
    expect([...first, ...gatePoints(walk.slice(20), first.at(-1))]).toEqual(whole)
  })
})

describe('cleaning', () => {
  test('repeats, jumps and disorder put in are taken out again', () => {
    const true_length = cleanTrack(straight(100, 12)).length
    expect(true_length).toBeCloseTo(99 * 12, 0)
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: 1, max: 97 }), far: fc.integer({ min: 3000, max: 400_000 }) }), { maxLength: 8 }),
        (jumps) => {
          const walk = straight(100, 12)
          const wrong = [...new Map(jumps.map((jump) => [jump.at, jump])).values()].map(({ at, far }, k) => {
            const [lng, lat] = destinationFrom([120.6, 30.95], (k * 137) % 360, far)
            return { ...walk[at]!, at: walk[at]!.at + 2000, lng, lat }
          })
          const found = cleanTrack([...walk, ...wrong, ...walk.slice(10, 30)].reverse())
          expect(Math.abs((found.length + found.bridged) / true_length - 1)).toBeLessThan(0.02)
          expect(found.dropped.repeats).toBe(20)
        },
      ),
    )
  })

  test('a silence is a gap: cut, its straight line counted apart', () => {
    const walk = straight(100, 12)
    const broken = [...walk.slice(0, 30), ...walk.slice(70)]
    const found = cleanTrack(broken)
    expect(found.segments).toHaveLength(2)
    expect(found.gaps).toHaveLength(1)
    expect(found.bridged).toBeCloseTo(41 * 12, 0)
    expect(found.length + found.bridged).toBeCloseTo(99 * 12, 0)
  })

  test('standing still with a sign of life every five minutes is no gap; eleven minutes of silence are', () => {
    const still = (minutes: readonly number[]) =>
      minutes.map((m) => ({ at: start + m * 60_000, lng: 120.6, lat: 30.95, accuracy: 8, mocked: false }))
    expect(cleanTrack(still([0, 5, 10, 16]))).toMatchObject({ gaps: [], length: 0 })
    expect(cleanTrack(still([0, 5, 17])).gaps).toHaveLength(1)
    const hour = gatePoints(
      Array.from({ length: 361 }, (_, i) => ({ at: start + i * 10_000, lng: 120.6, lat: 30.95, accuracy: 8, mocked: false })),
    )
    expect(cleanTrack(hour).gaps).toEqual([])
  })

  test('a mover carried away unseen is believed once several points agree, and those kilometres are nobody’s', () => {
    const here = straight(20, 10)
    const there = straight(20, 10).map((point) => ({ ...point, at: point.at + 110_000, lng: point.lng + 1 }))
    const found = cleanTrack([...here, ...there])
    expect(found.dropped.jumps).toBe(0)
    expect(found.length + found.bridged).toBeCloseTo(2 * 19 * 10, 0)
  })

  test('is idempotent and never longer than the raw sum', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const once = cleanTrack(points)
        const again = cleanTrack(once.segments.flat())
        expect(again.segments.flat()).toEqual(once.segments.flat())
        const raw = points.slice(1).reduce((sum, p, i) => sum + distanceBetween([points[i]!.lng, points[i]!.lat], [p.lng, p.lat]), 0)
        expect(once.length + once.bridged).toBeLessThanOrEqual(raw + 1)
      }),
    )
  })

  test('thinned for drawing it keeps its ends', () => {
    const [line] = thinTrack(cleanTrack(straight(200, 12)))
    expect(line!.length).toBeLessThan(10)
    expect(line!.at(-1)!.at).toBe(start + 199 * 5000)
  })
})

const shared = new URL('../../../../shared/data/gps/', import.meta.url)
describe.skipIf(!existsSync(shared))('real tracks (../shared/data/gps; skipped where absent)', () => {
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
  const load = () => {
    const points = Map.groupBy(
      lines(gunzipSync(readFileSync(new URL('geolife_points.csv.gz', shared))).toString()),
      ([user, track]) => `${user}/${track}`,
    )
    // The given length of a track that jumps holds the jump itself: only the others have a true one.
    return lines(readFileSync(new URL('geolife_tracks.csv', shared), 'utf8'))
      .filter((row) => row[10] === '0')
      .map((row) => ({
        length: Number(row[5]),
        points: points.get(`${row[0]}/${row[1]}`)!.map(([, , at, lat, lng]) => ({
          at: Date.parse(at!),
          lng: Number(lng),
          lat: Number(lat),
          accuracy: 0,
          mocked: false,
        })),
      }))
  }

  test('cleaning keeps every length within 2 %, also when the track was damaged first', () => {
    for (const { length, points } of load()) {
      const whole = cleanTrack(points)
      expect(Math.abs((whole.length + whole.bridged) / length - 1)).toBeLessThan(0.02)
      const damaged = points.flatMap((point, i) => [
        point,
        ...(i % 10 === 5 ? [point] : []),
        ...(i % 50 === 25 ? [{ ...point, at: point.at + 400, lng: point.lng + 0.3 }] : []),
      ])
      const found = cleanTrack(damaged.toReversed())
      expect(Math.abs((found.length + found.bridged) / length - 1)).toBeLessThan(0.02)
    }
  })

  test('what the gate keeps adds up within 2 % over all tracks', () => {
    const tracks = load()
    const kept = tracks.reduce((sum, { points }) => {
      const found = cleanTrack(gatePoints(points))
      return sum + found.length + found.bridged
    }, 0)
    const truth = tracks.reduce((sum, { length }) => sum + length, 0)
    expect(Math.abs(kept / truth - 1)).toBeLessThan(0.02)
  })
})
