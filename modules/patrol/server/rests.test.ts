import { beforeAll, describe, expect, test } from 'vitest'
import { addRest, dropRest, setStandIn } from '#modules/grid/contract.ts'
import { gridModule } from '#modules/grid/server/index.ts'
import { smallTown } from '#modules/incident/server/testing/small-town.ts'
import { deliverAll, runDue } from '#platform/server/index.ts'
import { seedRecurring } from '#platform/server/job-runner.ts'
import { newId } from '#platform/contract/id.ts'
import { assignRound, createChecklist, createObject, createPlan, listRounds, startRound } from '../contract.ts'
import { patrolModule } from './index.ts'
import { planRounds } from './plans.ts'

// Patrols beside the module that keeps rests: the two know nothing of one another.
const town = await smallTown([gridModule, patrolModule])
const monday = new Date('2026-07-13T07:00:00+08:00')
town.setNow(monday)
const desk = town.as('dispatcher')
const wednesday = '2026-07-15'
const rounds = async (day: string) =>
  (await desk.call(listRounds, { query: { day } })).rows.map(({ person, personId, standsFor }) => ({ person, personId, standsFor }))
const settle = () => deliverAll(town.platform, [patrolModule])
const [post] = (await town.asAdmin(`select post_id from org.appointment where person_id = $1`, [town.people.worker])).rows as {
  post_id: string
}[]
const standIn = (substituteId: string | null, restWeekdays: number[] = []) =>
  desk.call(setStandIn, { params: { id: post!.post_id }, body: { substituteId, restWeekdays } })
const rest = (from: string, to: string) =>
  desk.call(addRest, { body: { actionId: newId(), personId: town.people.worker, from, to, reason: '年休' } })

beforeAll(async () => {
  const items = [{ key: 'exit', title: '通道是否畅通' }]
  const list = await desk.call(createChecklist, {
    body: { actionId: newId(), title: '商铺', frequency: { times: 1, per: 'week' }, items } as never,
  })
  await desk.call(createObject, {
    body: { actionId: newId(), checklistId: list.id, name: '四河百货', address: '', place: [120.605, 30.955] },
  })
  await standIn(town.people.villager, [4])
  await desk.call(createPlan, {
    body: {
      actionId: newId(),
      plan: {
        title: '日巡',
        areaCode: `${town.village}001`,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        times: 1,
        windowFrom: '08:30',
        windowTo: '17:30',
        fromDay: '2026-07-13',
      },
    },
  })
})

describe('rest days', () => {
  test('on the weekly rest day the round lies ready for the substitute, and says for whom', async () => {
    expect(await rounds('2026-07-14')).toEqual([{ person: '测试子', personId: town.people.worker, standsFor: undefined }])
    expect(await rounds('2026-07-16')).toEqual([{ person: '测试丑', personId: town.people.villager, standsFor: '测试子' }])
    expect((await town.as('villager').call(listRounds, { query: { mine: 'true', day: '2026-07-16' } })).rows).toHaveLength(1)
  })

  test('a rest told later moves the rounds of its days; told off again they come back', async () => {
    const away = await rest(wednesday, wednesday)
    await settle()
    expect((await rounds(wednesday))[0]).toMatchObject({ personId: town.people.villager, standsFor: '测试子' })
    expect((await rounds('2026-07-14'))[0]?.personId).toBe(town.people.worker)
    await desk.call(dropRest, { params: { id: away.id } })
    await settle()
    expect((await rounds(wednesday))[0]).toEqual({ person: '测试子', personId: town.people.worker, standsFor: undefined })
  })

  test('where nobody stands in the round is nobody’s and whoever answers for the place may walk it', async () => {
    await standIn(null, [4])
    await settle()
    expect(await rounds('2026-07-16')).toEqual([{ person: '', personId: undefined, standsFor: undefined }])
    await standIn(town.people.villager, [])
    await settle()
    expect((await rounds('2026-07-16'))[0]?.personId).toBe(town.people.worker)
  })

  test('what was sent by hand or is under way is not taken away', async () => {
    const today = (await desk.call(listRounds, { query: { day: '2026-07-13' } })).rows[0]!
    town.setNow(new Date('2026-07-13T09:00:00+08:00'))
    await town.as('worker').call(startRound, { params: { id: today.id }, body: { actionId: newId() } })
    const friday = (await desk.call(listRounds, { query: { day: '2026-07-17' } })).rows[0]!
    await desk.call(assignRound, { params: { id: friday.id }, body: { actionId: newId(), personId: town.people.handler } })
    await rest('2026-07-13', '2026-07-17')
    await settle()
    expect((await rounds('2026-07-13'))[0]?.personId).toBe(town.people.worker)
    expect((await rounds('2026-07-17'))[0]).toMatchObject({ personId: town.people.handler, standsFor: undefined })
    expect((await rounds('2026-07-14'))[0]).toMatchObject({ personId: town.people.villager })
  })

  test('the night before lays the next day ready with rests already known, and asks anew for all', async () => {
    await rest('2026-07-20', '2026-07-20')
    await settle()
    expect(await rounds('2026-07-20')).toEqual([])
    await seedRecurring(town.platform, [planRounds])
    town.setNow(new Date('2026-07-14T00:11:00+08:00'))
    await runDue(town.platform, [planRounds], new Date('2026-07-14T00:11:00+08:00'))
    expect((await rounds('2026-07-20'))[0]).toMatchObject({ personId: town.people.villager, standsFor: '测试子' })
  })
})
