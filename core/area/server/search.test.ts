import { expect, test } from 'vitest'
import { readAreas, searchAreas, searchPlaces } from '../contract.ts'
import { insertPlaceNames } from './index.ts'
import { areaTown } from './test/area-town.ts'

const app = await areaTown()
const watch = app.as('watch')
const { areas } = await watch.call(readAreas, { query: {} })

test('areas of today are found by a part of the name, by code and by the official code with its zeros', async () => {
  const village = areas.find(({ tier }) => tier === 'village')!
  const byName = await watch.call(searchAreas, { query: { q: village.name } })
  expect(byName.areas[0]).toMatchObject({ code: village.code, tier: 'village' })
  const byCode = await watch.call(searchAreas, { query: { q: village.code, limit: 30 } })
  expect(byCode.areas.every(({ code }) => code.startsWith(village.code))).toBe(true)
  expect(byCode.areas.length).toBeGreaterThan(1)
  const official = await watch.call(searchAreas, { query: { q: `${village.code}000000` } })
  expect(official.areas.map(({ code }) => code)).toContain(village.code)
})

test('a grid is answered with its village, and never its borders', async () => {
  const grid = areas.find(({ tier, parent }) => tier === 'grid' && parent !== undefined)!
  const { areas: found } = await watch.call(searchAreas, { query: { q: grid.code } })
  expect(found[0]).toMatchObject({ code: grid.code, parentName: areas.find(({ code }) => code === grid.parent)!.name })
  expect(Object.keys(found[0]!)).not.toContain('geometry')
})

test('signs of a pattern are letters; an empty question is refused', async () => {
  expect((await watch.call(searchAreas, { query: { q: '%_' } })).areas).toEqual([])
  expect((await watch.refused(searchAreas, { query: { q: ' ' } })).status).toBe(422)
})

test('places are found by what people call them', async () => {
  await app.platform.db.transaction((tx) =>
    insertPlaceNames(tx, '320999100', [{ name: '听橹桥', kind: 'bridge', address: '听橹街 1 号', point: [120.6, 30.9] }]),
  )
  const { places } = await watch.call(searchPlaces, { query: { q: '听橹' } })
  expect(places).toMatchObject([{ name: '听橹桥', point: [120.6, 30.9] }])
})
