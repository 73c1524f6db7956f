import { describe, expect, test } from 'vitest'
import { type Nearby, destinationFrom } from '#core/area/contract.ts'
import { nearbyFinders } from '#core/area/server/index.ts'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { setRosterCell } from '../duty/endpoints.ts'
import { addSamples, readPlan, savePlan } from '../plan/endpoints.ts'
import { countSeatQueue, readAround, readMySeat, readPhrases, readSeatQueue, savePhrases } from '../seat/endpoints.ts'
import { commandTown } from './testing/command-town.ts'

const place: [number, number] = [120.61, 30.955]
const known: { personId: string; metres: number; stale?: boolean }[] = []
/** Stands for the module that knows where people are. */
const locating: ServerModule = {
  name: 'locating',
  contributes: [
    nearbyFinders.of({
      sort: 'people',
      permission: 'dispatch.position.read',
      find: async ({ point, now, limit }) =>
        known
          .map(({ personId, metres, stale }): Nearby => ({
            id: personId,
            title: personId.slice(-4),
            remark: '',
            at: destinationFrom([...point], 90, metres),
            distance: metres,
            bearing: 90,
            seenAt: now.getTime() - 60_000,
            personId,
            ...(stale ? { stale } : {}),
          }))
          .slice(0, limit),
    }),
  ],
}
const town = await commandTown([locating])
const at = (text: string) => town.setNow(new Date(`${text}+08:00`))
at('2026-11-18T10:00:00')
const around = (caseId: string) => town.as('dispatcher').call(readAround, { params: { id: caseId } })

describe('the queue', () => {
  test('is what waits for my role, the first due on top, page by page', async () => {
    const ids = [await town.oddJob(3), await town.oddJob(1, { place }), await town.oddJob(2, { drill: true })]
    const all: string[] = []
    let after: string | undefined
    do {
      const page = await town.as('dispatcher').call(readSeatQueue, { query: { limit: 2, ...(after ? { after } : {}) } })
      all.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(all.toSorted()).toEqual(ids.toSorted())
    const { rows } = await town.as('dispatcher').call(readSeatQueue, { query: { tab: 'urgent' } })
    expect(rows.map((row) => [row.urgency, row.place, row.drill])).toEqual([
      [1, place, false],
      [2, undefined, true],
    ])
    expect((await town.as('watch').call(readSeatQueue, { query: {} })).rows).toEqual([])
  })

  test('each count is the length of its list; confidential ones are left out for who may not see them', async () => {
    await town.oddJob(1, { confidential: true })
    at('2026-11-18T13:00:00')
    const counts = await town.as('dispatcher').call(countSeatQueue, {})
    for (const tab of ['todo', 'urgent', 'late', 'all'] as const)
      expect((await town.as('dispatcher').call(readSeatQueue, { query: { tab, limit: 200 } })).rows).toHaveLength(counts[tab])
    expect(counts).toMatchObject({ todo: 3, late: 3, all: 3, urgent: 2 })
  })

  test('is for the duty room only', async () => {
    for (const endpoint of [readSeatQueue, countSeatQueue, readMySeat, readPhrases])
      expect((await town.as('drains').send(endpoint.method, endpoint.path)).status).toBe(403)
    expect((await town.as('dispatcher').send('GET', '/dispatch/seat/queue?after=x')).status).toBe(422)
  })
})

describe('around a case', () => {
  test('three nearest people, those lately seen first; what is not installed says so', async () => {
    at('2026-11-18T10:30:00')
    const id = await town.oddJob(2, { place })
    known.push(
      { personId: town.people.drains, metres: 900 },
      { personId: town.people.drains2, metres: 100, stale: true },
      { personId: town.people.villager, metres: 300 },
    )
    const { groups, place: where } = await around(id)
    expect(where).toEqual(place)
    expect(groups.map(({ sort, installed, remark }) => [sort, installed, remark])).toEqual([
      ['people', true, ''],
      ['vehicles', false, '还没有接入车辆定位'],
      ['cameras', false, '还没有接入视频点位'],
      ['resources', true, '预案物资还没有标注位置'],
    ])
    expect(groups[0]!.rows.map(({ distance, stale }) => [distance, stale ?? false])).toEqual([
      [300, false],
      [900, false],
      [100, true],
    ])
  })

  test('outside office hours only people on the roster are shown', async () => {
    at('2026-11-18T22:00:00')
    const body = { actionId: newId(), day: '2026-11-18', shift: 'night', post: 'standby', personIds: [town.people.villager] }
    await town.as('watch').call(setRosterCell, { body })
    const id = await town.oddJob(2, { place })
    const [people] = (await around(id)).groups
    expect(people!.rows.map(({ personId }) => personId)).toEqual([town.people.villager])
    expect(people!.remark).toBe('现在是非工作时间，只显示当班人员')
  })

  test('supplies of the plans that say where they lie', async () => {
    await town.as('watch').call(addSamples, { body: { actionId: newId() } })
    const { card, version } = await town.as('watch').call(readPlan, { params: { key: 'rainstorm' }, query: {} })
    const resources = card.resources.map((one, i) => ({ ...one, at: destinationFrom(place, 0, 500 - i * 100) }))
    await town.as('watch').call(savePlan, { body: { actionId: newId(), card: { ...card, resources }, publish: true, seen: version } })
    const { groups } = await around(await town.oddJob(2, { place }))
    expect(groups.find(({ sort }) => sort === 'resources')?.rows.map(({ title, distance }) => [title, Math.round(distance)])).toEqual([
      ['救生衣 60 件（示例）', 200],
      ['冲锋舟 3 艘（示例）', 300],
      ['编织袋 5000 只（示例）', 400],
    ])
  })

  test('a case without a place has nothing near; one that is none is not found', async () => {
    expect((await around(await town.oddJob(3))).groups).toEqual([])
    expect((await town.as('dispatcher').refused(readAround, { params: { id: newId() } })).code).toBe('case.not-found')
    expect((await town.as('drains').refused(readAround, { params: { id: newId() } })).status).toBe(403)
  })
})

test('what I did in this shift is counted by what I did', async () => {
  at('2026-11-19T09:00:00')
  for (const id of [await town.oddJob(3), await town.oddJob(3)])
    await town.as('dispatcher').call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'finish', input: {} } })
  const mine = await town.as('dispatcher').call(readMySeat, {})
  expect(mine).toMatchObject({ shift: '白班', since: '2026-11-19T00:00:00.000Z' })
  expect(mine.acts).toEqual([
    { title: '办完', count: 2 },
    { title: '登记杂事', count: 2 },
  ])
  expect((await town.as('watch').call(readMySeat, {})).acts).toEqual([])
})

describe('standard phrases', () => {
  test('some to begin with; own ones beside the common ones', async () => {
    const before = await town.as('dispatcher').call(readPhrases, {})
    expect(before.phrases.every(({ shared }) => shared)).toBe(true)
    const own = await town
      .as('dispatcher')
      .call(savePhrases, { body: { actionId: newId(), shared: false, words: ['已电话告知', '请拍照'] } })
    expect(own.phrases.filter(({ shared }) => !shared).map(({ words }) => words)).toEqual(['已电话告知', '请拍照'])
    expect((await town.as('watch').call(readPhrases, {})).phrases.some(({ shared }) => !shared)).toBe(false)
    await town.as('dispatcher').call(savePhrases, { body: { actionId: newId(), shared: false, words: ['请拍照'] } })
    expect((await town.as('dispatcher').call(readPhrases, {})).phrases.filter(({ shared }) => !shared)).toHaveLength(1)
  })

  test("the common ones are the duty officer's to keep", async () => {
    const body = { actionId: newId(), shared: true, words: ['请先到场'] }
    expect((await town.as('dispatcher').refused(savePhrases, { body })).status).toBe(403)
    await town.as('watch').call(savePhrases, { body: { ...body, actionId: newId() } })
    expect((await town.as('dispatcher').call(readPhrases, {})).phrases.filter(({ shared }) => shared).map(({ words }) => words)).toEqual([
      '请先到场',
    ])
  })
})
