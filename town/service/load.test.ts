import { expect, it } from 'vitest'
import { countMatters, hallLists, listSets, readOneThing } from '#modules/service/contract.ts'
import { findOneThing, serviceModule } from '#modules/service/server/index.ts'
import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import { createTown, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { platformModule } from '#platform/server/index.ts'
import { testApp } from '#platform/server/test/app.ts'
import { UNITS } from '../people/organisation.ts'
import { seededId } from '../people/index.ts'
import { loadMatters } from './load.ts'
import { birthOneThing } from './one-things.ts'

const town = '320599101'
const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, serviceModule])
const units = UNITS.map(({ key }) => ({ code: key, id: seededId(`unit/${key}`) }))
const now = new Date('2026-11-22T10:00:00+08:00')
app.setNow(now)
await app.platform.db.transaction(async (tx) => {
  await createTown(tx, { code: town, name: '四河镇', demo: true })
  await loadMatters(tx, { town, units, now })
  // A second start finds everything there.
  await loadMatters(tx, { town, units, now })
})
const clerk = app.request({ town, subject: 'clerk', permissions: new Set(['service.matter.read']), signedIn: true })

it('the catalogue counts what the facts say', async () => {
  const counts = await clerk.call(countMatters, { query: {} })
  expect(counts).toMatchObject({ total: 302, planned: 0, stopped: 3, agency: 134, village: 39 })
  expect(counts.meeting).toEqual({ 'no-meeting': 209, 'one-visit': 93, more: 0 })
  expect(counts.ways.online).toBe(168)
  expect(counts.domains.reduce((sum, { total }) => sum + total, 0)).toBe(302)
})

it('two lists hang in the hall, and nobody need sign in to read them', async () => {
  const { rows } = await clerk.call(listSets, {})
  expect(rows.map(({ name, hall, total }) => [name, hall, total]).slice(0, 2)).toEqual([
    ['不见面审批清单', 1, 209],
    ['一件事目录', 2, 30],
  ])
  const { lists } = await app.request().call(hallLists, {})
  expect(lists.map(({ entries }) => entries.length)).toEqual([209, 30])
})

it('a one-thing comes with its matters of the day', async () => {
  const found = await findOneThing(app.platform.db.read, town, birthOneThing, '2026-11-22')
  expect(found?.matters).toHaveLength(6)
  expect((await clerk.call(readOneThing, { params: { code: birthOneThing } })).version.name).toBe('出生一件事')
  expect(await findOneThing(app.platform.db.read, town, birthOneThing, '2025-12-31')).toBeUndefined()
})
