import { expect, test } from 'vitest'
import { listPosts, updatePost } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { listAreaNames, listStrayPosts, readAreas, redrawBoundaries } from '../contract.ts'
import { box } from '../sample-town.ts'
import { areaTown } from './test/area-town.ts'

const town = await areaTown()
town.setNow(new Date('2026-06-15T02:00:00Z'))
const watch = town.as('watch')
const village = '320999100201'
const [west, east] = [`${village}001`, `${village}002`]
const strays = async () => (await watch.call(listStrayPosts, {})).posts
const seenOn = async (day: string) =>
  (await watch.call(readAreas, { query: { at: day } })).areas.map(({ code, id, validTo }) => ({
    code,
    id,
    ...(validTo ? { validTo } : {}),
  }))

test('while every grid stands no post is astray; the names to pick from carry no borders', async () => {
  expect(await strays()).toEqual([])
  const { areas } = await town.as('worker').call(listAreaNames, {})
  expect(areas.find(({ code }) => code === west)).toEqual({
    id: `${west}@2025-01-01`,
    code: west,
    name: '第1网格',
    tier: 'grid',
    parent: village,
  })
})

test('a merge that ends the grid of a worker is told, also ahead of its day, with who takes the ground over', async () => {
  const from = '2026-07-01'
  const merge = {
    areas: [
      { code: east, geometry: box(0, 0, 2, 2) },
      { code: `${west}001`, parent: east },
      { code: `${west}002`, parent: east },
    ],
    retired: [west],
  }
  await watch.call(redrawBoundaries, {
    body: { actionId: newId(), from, ...merge, seen: await seenOn(from), accept: { reason: '示例合并，编码随后调整' } },
  })
  const ahead = await strays()
  expect(ahead).toMatchObject([
    {
      title: 'worker岗',
      holders: ['测试戊'],
      strays: [{ code: west, name: '第1网格', endedOn: from, successors: [{ code: east, name: '第2网格', share: 1 }] }],
    },
  ])
  town.setNow(new Date('2026-07-02T02:00:00Z'))
  expect(await strays()).toHaveLength(1)

  const [post] = ahead
  await town.as('admin').call(updatePost, {
    params: { id: post!.postId },
    body: { title: post!.title, role: post!.role, areas: [east], to: post!.to, version: post!.version },
  })
  expect(await strays()).toEqual([])
})

test('a code that never was is told too, with nobody to take over', async () => {
  const { rows } = await watch.call(listPosts, { query: { q: 'worker' } })
  const post = rows[0]!
  await town.as('admin').call(updatePost, {
    params: { id: post.id },
    body: { title: post.title, role: post.role, areas: [east, '320999100999'], to: null, version: post.version },
  })
  expect((await strays())[0]!.strays).toEqual([{ code: '320999100999', name: '', successors: [] }])
})
