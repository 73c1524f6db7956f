import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MapPoint } from './map-point.ts'
import { heapsOf } from './plain-heaps.ts'
import { PointFeed, changeOf } from './point-feed.ts'

const point = (id: string, more: Partial<MapPoint> = {}): MapPoint => ({
  id,
  at: [120.6, 31],
  title: id,
  kind: 'k',
  tone: 'normal',
  ...more,
})
const byId = (points: readonly MapPoint[]) => new Map(points.map((each) => [each.id, each]))

/** What a GeoJSON source ends up holding, in place of MapLibre's. */
class Held {
  readonly places = new Map<string, readonly number[]>()
  sets = 0
  setData(data: { features: { properties: { id: string }; geometry: { coordinates: number[] } }[] }): void {
    this.sets++
    this.places.clear()
    for (const { properties, geometry } of data.features) this.places.set(properties.id, geometry.coordinates)
  }
  updateData(diff: {
    add?: { properties: { id: string }; geometry: { coordinates: number[] } }[]
    remove?: string[]
    update?: { id: string; newGeometry: { coordinates: number[] } }[]
  }): void {
    for (const id of diff.remove ?? []) this.places.delete(id)
    for (const { properties, geometry } of diff.add ?? []) this.places.set(properties.id, geometry.coordinates)
    for (const { id, newGeometry } of diff.update ?? []) this.places.set(id, newGeometry.coordinates)
  }
}

describe('what changed', () => {
  test('is told apart: come, gone, moved, looking otherwise; the same is nothing', () => {
    const before = [point('a'), point('b'), point('c'), point('d')]
    const after = [point('a'), point('b', { at: [120.7, 31] }), point('c', { stale: true }), point('e')]
    const { added, gone, changed } = changeOf(byId(before), after)
    expect([added.map(({ id }) => id), gone, changed.map(({ to }) => to.id)]).toEqual([['e'], ['d'], ['b', 'c']])
    expect(changeOf(byId(before), before)).toEqual({ added: [], gone: [], changed: [] })
  })

  test('leaves the source with exactly the points last given, whatever came before', () => {
    const list = fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 30 }), x: fc.integer({ min: 0, max: 9 }) }), {
      selector: ({ id }) => id,
      maxLength: 25,
    })
    fc.assert(
      fc.property(fc.array(list, { maxLength: 6 }), (rounds) => {
        const held = new Held()
        const feed = new PointFeed(held as never, false)
        for (const round of rounds) {
          const points = round.map(({ id, x }) => point(String(id), { at: [120 + x / 10, 31] }))
          feed.set(points)
          expect([...held.places].toSorted()).toEqual(points.map(({ id, at }) => [id, [...at]]).toSorted())
        }
      }),
    )
  })

  test('one mover among thousands does not set all anew', () => {
    const held = new Held()
    const feed = new PointFeed(held as never, false)
    const points = Array.from({ length: 2_000 }, (_, i) => point(`p${i}`))
    feed.set(points)
    feed.set([point('p0', { at: [120.9, 31] }), ...points.slice(1)])
    expect([held.sets, held.places.get('p0')]).toEqual([1, [120.9, 31]])
  })
})

test('heaps keep every point and show the most pressing tone', () => {
  const points = [
    point('a', { at: [0.1, 0.1], tone: 'good' }),
    point('b', { at: [0.2, 0.2], tone: 'critical' }),
    point('c', { at: [5, 5], tone: 'low' }),
  ]
  const heaps = heapsOf(points, 1)
  expect(heaps.map(({ count, tone, only }) => [count, tone, only?.id])).toEqual([
    [2, 'critical', undefined],
    [1, 'low', 'c'],
  ])
  expect(heaps.reduce((sum, { count }) => sum + count, 0)).toBe(points.length)
})
