import { describe, expect, it } from 'vitest'
import { insideRing, makeAddressBook, makeGeometry, toSpot } from './index.ts'
import { nearestOnSegment } from './plane.ts'

const town = makeGeometry()
const outline = town.outline.coordinates[0]!

describe('the invented ground', () => {
  it('is the same at every call', () => {
    // As text: half a million numbers compare in a hundredth of the time.
    expect(JSON.stringify(makeGeometry()) === JSON.stringify(town)).toBe(true)
  })

  it('lets four rivers meet in one point in the middle of the town', () => {
    expect(town.rivers).toHaveLength(4)
    for (const { geometry } of town.rivers) {
      expect(geometry.coordinates.at(-1)).toEqual(town.confluence)
      expect(insideRing(geometry.coordinates[0]!, outline)).toBe(false)
    }
    expect(insideRing(town.confluence, outline)).toBe(true)
    // They come from four sides.
    const angles = town.rivers
      .map(({ geometry }) => toSpot(geometry.coordinates[0]!))
      .map(([x, y]) => Math.round(Math.atan2(y, x) / (Math.PI / 2)))
    expect(new Set(angles.map((quarter) => (quarter + 4) % 4)).size).toBe(4)
  })

  it('keeps buildings and fields out of the four rivers', () => {
    const lines = town.rivers.map(({ geometry, width }) => ({ spots: geometry.coordinates.map(toSpot), width }))
    for (const { geometry } of [...town.buildings, ...town.fields].filter((_, k) => k % 7 === 0)) {
      const spot = toSpot(geometry.coordinates[0]![0]!)
      for (const { spots, width } of lines) {
        const away = Math.min(
          ...spots.slice(1).map((to, k) => {
            const near = nearestOnSegment(spot, spots[k]!, to)
            return Math.hypot(near[0] - spot[0], near[1] - spot[1])
          }),
        )
        // A raster cell of 12.5 m may stick out half a diagonal.
        expect(away).toBeGreaterThan(width / 2 - 9)
      }
    }
  })

  it('has every kind of thing a town map shows', () => {
    expect(new Set(town.roads.map(({ kind }) => kind))).toEqual(new Set(['expressway', 'trunk', 'county', 'street', 'lane']))
    expect(town.lakes.length).toBeGreaterThan(10)
    expect(town.canals.length).toBeGreaterThan(80)
    expect(town.buildings.length).toBeGreaterThan(5000)
    expect(town.fields.length).toBeGreaterThan(4000)
    for (const { height } of town.buildings) expect(height).toBeGreaterThan(3)
  })

  it('keeps professional grids inside their villages', () => {
    for (const { geometry, villageCode, name } of town.professionalGrids) {
      const village = town.villages.find(({ code }) => code === villageCode)!
      const outside = geometry.coordinates[0]!.filter((position) => !insideRing(position, village.geometry.coordinates[0]!))
      expect({ name, outside }).toEqual({ name, outside: [] })
    }
  })
})

describe('places and addresses', () => {
  it('give every place one name and the districts it lies in', () => {
    expect(town.places.length).toBeGreaterThan(400)
    expect(new Set(town.places.map(({ name }) => name)).size).toBe(town.places.length)
    const micros = new Map(town.microGrids.map((micro) => [micro.code, micro]))
    for (const place of town.places) {
      const micro = micros.get(place.microCode)!
      expect([place.name, insideRing(place.position, micro.geometry.coordinates[0]!)]).toEqual([place.name, true])
      expect([place.gridCode, place.villageCode]).toEqual([micro.gridCode, micro.villageCode])
      expect(place.address).not.toMatch(/undefined|NaN/)
    }
  })

  it('name the bridge head, the house number or the hamlet', () => {
    const book = makeAddressBook(town.roads, town.places)
    const bridge = town.places.find(({ name }) => name === '听橹桥')!
    expect(book.at(bridge.position).text).toMatch(/^听橹桥[东西南北]堍$/)
    const road = town.roads.find(({ name }) => name === '平澜路')!
    const [lng, lat] = road.geometry.coordinates[70]!
    expect(book.at([lng, lat + 0.0003]).text).toMatch(/^(平澜路\d+号|.+桥[东西]堍)$/)
    const texts = town.buildings.filter((_, k) => k % 20 === 0).map(({ geometry }) => book.at(geometry.coordinates[0]![0]!).text)
    for (const text of texts) expect(text).toMatch(/^\p{Script=Han}+(\d+号(附近)?|堍|附近)$/u)
  })

  it('number the two sides of a road odd and even', () => {
    const book = makeAddressBook(town.roads, [])
    const road = town.roads.find(({ name }) => name === '平澜路')!
    const [lng, lat] = road.geometry.coordinates[60]!
    const north = book.at([lng, lat + 0.0002]).number!
    const south = book.at([lng, lat - 0.0002]).number!
    expect((north + south) % 2).toBe(1)
    expect(Math.abs(north - south)).toBeLessThan(6)
  })
})
