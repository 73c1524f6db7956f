import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  createChecklist,
  createObject,
  createPlan,
  endDuty,
  endRound,
  listChecklists,
  listFindings,
  listLooks,
  listObjects,
  listPlans,
  listRounds,
  listVehicles,
  listVisits,
  publishChecklist,
  readCalendar,
  readChecklist,
  readDuty,
  readHeat,
  readMyTrack,
  readVehicleFigures,
  testRule,
  updatePlan,
} from '../contract.ts'
import { fieldTown, ground } from './testing/field-town.ts'

const town = await fieldTown()
town.setNow(new Date('2026-07-15T08:00:00+08:00'))
const desk = town.as('dispatcher')
const worker = town.as('worker')
// The counter clerk has no business out in the town.
const clerk = town.as('counter')
const items = [{ key: 'exit', title: '通道是否畅通', photo: 'found' as const }]
const draft = { title: '商铺', frequency: { times: 1, per: 'week' as const }, keyPlace: false, items }
const plan = {
  title: '日巡',
  areaCode: `${town.village}001`,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  times: 1,
  windowFrom: '08:30',
  windowTo: '17:30',
  fromDay: '2026-07-15',
}
let listId = ''
let planId = ''
beforeAll(async () => {
  const list = await desk.call(createChecklist, { body: { ...draft, actionId: newId() } })
  listId = list.id
  await desk.call(createObject, { body: { actionId: newId(), checklistId: listId, name: '四河百货', place: ground.west } })
  planId = (await desk.call(createPlan, { body: { actionId: newId(), plan } })).id
})
const act = () => ({ params: { id: newId() }, body: { actionId: newId() } })

describe('somebody without business here', () => {
  test('reads nothing', async () => {
    const day = { from: '2026-07-15', to: '2026-07-15' }
    const refused = await Promise.all([
      clerk.refused(listChecklists, { query: {} }),
      clerk.refused(readChecklist, { params: { id: listId, version: '1' } as never }),
      clerk.refused(listObjects, { query: {} }),
      clerk.refused(listPlans, { query: {} }),
      clerk.refused(listRounds, { query: {} }),
      clerk.refused(listVisits, { query: {} }),
      clerk.refused(listFindings, { query: {} }),
      clerk.refused(readCalendar, { query: day }),
      clerk.refused(readHeat, { query: day }),
      clerk.refused(listVehicles, { query: {} }),
      clerk.refused(readVehicleFigures, { query: {} }),
      clerk.refused(testRule, { body: { steps: [{ kind: 'daily', name: '三轮', of: 'rounds', atLeast: 3 }] } }),
      clerk.refused(readDuty, {}),
      clerk.refused(readMyTrack, { query: {} }),
      clerk.refused(listLooks, { query: {} }),
    ])
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
  })

  test('does nothing', async () => {
    const refused = await Promise.all([
      clerk.refused(endDuty, { body: { actionId: newId() } }),
      clerk.refused(endRound, act()),
      clerk.refused(publishChecklist, { params: { id: listId }, body: { ...draft, actionId: newId(), seen: 1 } }),
      clerk.refused(updatePlan, { params: { id: planId }, body: { version: 1, plan } }),
    ])
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })
})

describe('what does not fit', () => {
  test('a version seen too long ago, an unknown list or plan, a round of nobody’s knowledge', async () => {
    const publish = (id: string, seen: number) => ({ params: { id }, body: { ...draft, actionId: newId(), seen } })
    expect(await desk.call(publishChecklist, publish(listId, 1))).toMatchObject({ version: 2 })
    expect(await desk.refused(publishChecklist, publish(listId, 1))).toMatchObject({ code: 'platform.conflict' })
    expect(await desk.refused(publishChecklist, publish(newId(), 1))).toMatchObject({ code: 'patrol.checklist-unknown' })
    expect(await desk.refused(readChecklist, { params: { id: listId, version: '9' } as never })).toMatchObject({ status: 404 })
    const change = (id: string, version: number) => ({ params: { id }, body: { version, plan } })
    expect(await desk.call(updatePlan, change(planId, 1))).toMatchObject({ version: 2 })
    expect(await desk.refused(updatePlan, change(planId, 1))).toMatchObject({ code: 'platform.conflict' })
    expect(await desk.refused(updatePlan, change(newId(), 1))).toMatchObject({ code: 'patrol.plan-unknown' })
    expect(await worker.refused(endRound, act())).toMatchObject({ code: 'patrol.round-unknown' })
  })

  test('a round not begun does not end', async () => {
    const [round] = (await worker.call(listRounds, { query: { mine: 'true', day: '2026-07-15' } })).rows
    expect(await worker.refused(endRound, { params: { id: round!.id }, body: { actionId: newId() } })).toMatchObject({
      code: 'patrol.round-over',
    })
  })

  test('dates, steps and cursors that are none are told by their field', async () => {
    const day = { from: '昨天', to: '2026-07-15' }
    expect(await desk.refused(readCalendar, { query: day })).toMatchObject({
      status: 422,
      fields: [{ path: expect.stringContaining('from') }],
    })
    expect(await desk.refused(readHeat, { query: day })).toMatchObject({ status: 422 })
    expect(await worker.refused(readMyTrack, { query: { day: '2026-7-1' } })).toMatchObject({ status: 422 })
    expect(await desk.refused(testRule, { body: { steps: [] } })).toMatchObject({ status: 422 })
    for (const each of [listObjects, listPlans, listRounds, listVisits, listFindings, listChecklists, listVehicles])
      expect(await desk.refused(each, { query: { after: 'not-a-cursor' } })).toMatchObject({ status: 422 })
    expect(await worker.refused(listLooks, { query: { after: 'not-a-cursor' } })).toMatchObject({ status: 422 })
  })

  test('nobody signed in is told to sign in', async () => {
    expect(await town.request().refused(listObjects, { query: {} })).toMatchObject({ status: 401 })
    expect(await town.request().refused(readDuty, {})).toMatchObject({ status: 401 })
  })

  test('a second end of a duty finds it ended', async () => {
    expect(await worker.call(endDuty, { body: { actionId: newId() } })).toMatchObject({ on: false })
  })
})
