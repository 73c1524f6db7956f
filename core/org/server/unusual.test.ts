import { expect, test } from 'vitest'
import { audit } from '#platform/server/audit.ts'
import { testApp } from '#platform/server/test/app.ts'
import { listUnusual } from '../contract.ts'
import { makeOrgModule, weakCost } from './index.ts'
import { givenSmallTown, town } from './test/small-town.ts'

const { request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
setNow(new Date('2026-07-15T02:00:00Z'))
const small = await givenSmallTown(platform)
const subject = `person:${small.people.dispatcher}`
const look = (at: string, object = 'person:x', who = subject) =>
  audit(platform.db.read, { town, at: new Date(at), subject: who, kind: 'care.elder-revealed', object })

test('many in a day, at night, at one person: each appears, ordinary work does not', async () => {
  for (let i = 0; i < 20; i++) await look(`2026-07-10T09:${10 + i}:00+08:00`, `person:${i}`)
  for (let i = 0; i < 19; i++) await look(`2026-07-11T09:${10 + i}:00+08:00`, `person:other${i}`, 'person:busy')
  // Before and after midnight are one night.
  await look('2026-07-12T23:30:00+08:00', 'person:n1')
  await look('2026-07-13T05:59:00+08:00', 'person:n2')
  await look('2026-07-13T06:00:00+08:00', 'person:n3')
  for (const day of ['08', '09', '14']) await look(`2026-07-${day}T10:00:00+08:00`, 'person:neighbour')
  await look('2026-05-01T23:00:00+08:00', 'person:old')

  const auditor = request(await small.actor('auditor'))
  const { rows } = await auditor.call(listUnusual, { query: {} })
  expect(rows.map((row) => [row.why, row.name, row.object, row.count])).toEqual([
    ['repeated', '测试乙', 'person:neighbour', 3],
    ['night', '测试乙', null, 2],
    ['many', '测试乙', null, 20],
  ])
  expect(rows[1]!.text).toBe('夜间（22:00—次日 6:00）查看个人信息 2 次')
  expect((await auditor.call(listUnusual, { query: { from: '2026-07-14T00:00:00+08:00' } })).rows).toEqual([])
})
