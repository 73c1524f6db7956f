import { describe, expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import {
  closeUnit,
  createUnit,
  getUnit,
  listAppointments,
  listUnits,
  movePeople,
  moveUnit,
  orgTree,
  renameUnit,
  updateUnit,
} from '../contract.ts'
import { makeOrgModule, peopleAt, unitSubtree, weakCost } from './index.ts'
import { givenSmallTown } from './test/small-town.ts'

const { request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
setNow(new Date('2026-07-15T02:00:00Z'))
const small = await givenSmallTown(platform)
const admin = request(await small.actor('system'))
const at = (id: string) => ({ params: { id } })

const make = (name: string, parentId: string | null = small.units.town, from = '2026-01-01') =>
  admin.call(createUnit, { body: { name, kind: 'back', parentId, from } })

describe('an office renamed and three people moved: last month reads as it was', () => {
  test('the acceptance of features.md §6, no. 13', async () => {
    await admin.call(renameUnit, {
      ...at(small.units.works),
      body: { name: '城乡建设局', short: '城建局', from: '2026-07-10', version: 1 },
    })
    const moves = (['handler', 'worker', 'dispatcher'] as const).map((seat) => ({
      appointmentId: small.appointments[seat],
      postId: small.posts.watch,
    }))
    const { rows } = await admin.call(movePeople, { body: { from: '2026-07-12', moves } })
    expect(rows.map((row) => row.unitName)).toEqual(['集成指挥中心', '集成指挥中心', '集成指挥中心'])

    const tree = async (day: string) =>
      new Map((await admin.call(orgTree, { query: { at: day } })).rows.map((row) => [row.id, `${row.name} ${row.people}`]))
    const [june, july] = [await tree('2026-06-30'), await tree('2026-07-15')]
    expect([june.get(small.units.works), july.get(small.units.works)]).toEqual(['规划建设局 1', '城乡建设局 0'])
    expect([june.get(small.units.village), july.get(small.units.village)]).toEqual(['溪港村 2', '溪港村 1'])

    const inJune = await admin.call(listAppointments, { query: { at: '2026-06-30', unitId: small.units.works } })
    expect(inJune.rows.map((row) => [row.personName, row.unitName])).toEqual([['测试丙', '规划建设局']])
    // A career keeps the name the office had on its last day there: renamed on the 10th, left on the 12th.
    const career = await admin.call(listAppointments, { query: { personId: small.people.handler } })
    expect(career.rows.map((row) => row.unitName)).toEqual(['集成指挥中心', '城乡建设局'])
    const then = await peopleAt(platform.db.read, small.town, { role: 'handler', day: '2026-06-30' })
    expect(then.map((member) => member.name)).toEqual(['测试丙'])
    expect(await peopleAt(platform.db.read, small.town, { role: 'handler', day: '2026-07-15' })).toEqual([])
  })

  test('names follow each other without gap, and only forward', async () => {
    const unit = await make('农业办')
    await admin.call(renameUnit, { ...at(unit.id), body: { name: '农业农村局', from: '2026-03-01', version: 1 } })
    const early = await admin.refused(renameUnit, { ...at(unit.id), body: { name: '更早', from: '2026-02-01', version: 2 } })
    expect([early.code, early.fields?.[0]?.path]).toEqual(['org.bad-date', 'from'])
    // The same day again is a correction.
    const { names } = await admin.call(renameUnit, {
      ...at(unit.id),
      body: { name: '农业农村和水利局', short: '农水局', from: '2026-03-01', version: 2 },
    })
    expect(names.map((n) => [n.name, n.from, n.to])).toEqual([
      ['农业办', '2026-01-01', '2026-03-01'],
      ['农业农村和水利局', '2026-03-01', null],
    ])
    expect((await admin.call(getUnit, { ...at(unit.id), query: { at: '2026-02-28' } })).name).toBe('农业办')
  })
})

describe('the tree', () => {
  test('moves from a day on; a circle is refused', async () => {
    const upper = await make('综合办')
    const lower = await make('督查科', upper.id)
    expect((await admin.refused(moveUnit, { ...at(upper.id), body: { parentId: lower.id, from: '2026-08-01', version: 1 } })).code).toBe(
      'org.bad-tree',
    )
    expect((await admin.refused(moveUnit, { ...at(upper.id), body: { parentId: upper.id, from: '2026-08-01', version: 1 } })).code).toBe(
      'org.bad-tree',
    )
    await admin.call(moveUnit, { ...at(lower.id), body: { parentId: small.units.centre, from: '2026-08-01', version: 1 } })
    const below = async (day: string) => (await unitSubtree(platform.db.read, small.town, upper.id, day)).length
    expect([await below('2026-07-31'), await below('2026-08-01')]).toEqual([2, 1])
  })

  test('two moves at once cannot make a circle together', async () => {
    const [a, b] = [await make('甲办'), await make('乙办')]
    // Connections first, or the second request would wait for one while the first finishes.
    await Promise.all([1, 2, 3].map(() => platform.db.transaction((tx) => tx.query('select pg_sleep(0.02)'))))
    const answers = await Promise.all([
      admin.post(`/org/units/${a.id}/parent`, { parentId: b.id, from: '2026-08-01', version: 1 }),
      admin.post(`/org/units/${b.id}/parent`, { parentId: a.id, from: '2026-08-01', version: 1 }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422])
  })

  test('comes in pre-order with depths', async () => {
    const { rows } = await admin.call(orgTree, { query: { at: '2026-02-01' } })
    expect(rows[0]).toMatchObject({ name: '小河镇人民政府', depth: 0 })
    for (const [i, row] of rows.entries())
      if (row.parentId) expect(rows.slice(0, i).find((r) => r.id === row.parentId)?.depth).toBe(row.depth - 1)
  })
})

describe('changing a unit', () => {
  test('the second of two editors is told what it says now', async () => {
    const unit = await make('财政办')
    const body = { kind: 'front', code: 'CZ', position: 5, version: unit.version } as const
    await admin.call(updateUnit, { ...at(unit.id), body })
    const conflict = await admin.refused(updateUnit, { ...at(unit.id), body: { ...body, kind: 'back' } })
    expect(conflict).toMatchObject({ status: 409, code: 'platform.conflict', extra: { current: { kind: 'front', version: 2 } } })
    const other = await make('另一财政办')
    expect((await admin.refused(updateUnit, { ...at(other.id), body: { ...body, version: 1 } })).code).toBe('org.code-taken')
  })

  test('one that still has people or units below is not closed; an empty one is, and stays readable', async () => {
    const busy = await admin.refused(closeUnit, { ...at(small.units.village), body: { to: '2026-08-01', version: 1 } })
    expect(busy).toMatchObject({ code: 'org.in-use', detail: expect.stringContaining('任职 1 人次') })
    const empty = await make('临时指挥部')
    await admin.call(closeUnit, { ...at(empty.id), body: { to: '2026-07-01', version: 1 } })
    const names = async (day: string) => (await admin.call(listUnits, { query: { at: day, q: '临时', limit: 50 } })).rows.length
    expect([await names('2026-06-30'), await names('2026-07-01')]).toEqual([1, 0])
    expect((await admin.call(getUnit, { ...at(empty.id), query: {} })).name).toBe('临时指挥部')
    expect((await admin.refused(createUnit, { body: { name: '下级办', kind: 'back', parentId: empty.id, from: '2026-07-02' } })).code).toBe(
      'org.bad-tree',
    )
  })

  test('pages come by keyset, each unit once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await admin.call(listUnits, { query: { limit: 2, ...(after ? { after } : {}) } })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await admin.call(listUnits, { query: { limit: 200 } })).rows.length)
  })

  test('is an audited act', async () => {
    const kinds = await platform.db.read.query<{ kind: string }>(`select distinct kind from platform.audit where town = $1 order by kind`, [
      small.town,
    ])
    expect(kinds.map((row) => row.kind)).toEqual(
      expect.arrayContaining([
        'org.person-moved',
        'org.unit-changed',
        'org.unit-closed',
        'org.unit-created',
        'org.unit-moved',
        'org.unit-renamed',
      ]),
    )
  })
})

test("another town's ids do not exist here", async () => {
  const other = await givenSmallTown(platform, { code: '320599102' })
  expect((await admin.get(`/org/units/${other.units.works}`)).status).toBe(404)
  expect((await admin.get(`/org/people/${other.people.watch}`)).status).toBe(404)
  expect((await admin.send('PUT', `/org/units/${other.units.works}`, { kind: 'back', code: null, position: 1, version: 1 })).status).toBe(
    404,
  )
  expect((await admin.post('/org/posts', { unitId: other.units.works, title: '外镇岗', role: 'handler', from: '2026-01-01' })).status).toBe(
    422,
  )
})
