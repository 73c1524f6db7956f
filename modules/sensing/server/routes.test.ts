import { expect, test } from 'vitest'
import { listDevices, listKinds } from '../contract.ts'
import { sensingTown } from './testing/sensing-town.ts'

const town = await sensingTown()

test('it stands', async () => {
  expect((await town.as('watch').call(listKinds, {})).kinds.length).toBe(10)
  expect((await town.as('watch').call(listDevices, {})).rows).toEqual([])
})
