import { expect, test } from 'vitest'
import { earsHear } from './hearing.ts'

const village = '320599101201'
const grid = '320599101201003'
const ears = { person: 'p1', units: ['u1', 'u2'], areas: [village], wholeTown: false }

test.each([
  [['*'], true],
  [['p:p1'], true],
  [['p:p2'], false],
  [['u:u2'], true],
  [['u:u9', 'p:p9'], false],
  [['u:u9', 'u:u1'], true],
  // Down to the village's grids and up to its town, not across.
  [[`a:${grid}`], true],
  [['a:320599101'], true],
  [['a:320599101202'], false],
  [['x:u1'], false],
  [[], false],
])('%j is heard: %s', (audience, heard) => {
  expect(earsHear(ears, audience)).toBe(heard)
})

test('a reach of the whole town hears every area, and nobody else’s post', () => {
  const all = { person: undefined, units: [], areas: [], wholeTown: true }
  expect(earsHear(all, [`a:${grid}`])).toBe(true)
  expect(earsHear(all, ['u:u1', 'p:p1', 'p:undefined'])).toBe(false)
})
