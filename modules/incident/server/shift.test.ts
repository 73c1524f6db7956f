import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { deliverAll } from '#platform/server/index.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { actOnCase, allowed, apply, readShift, readShiftCase, readTimeline } from '#core/case/contract.ts'
import { getProcess, verifyTown } from '#core/case/server/index.ts'
import { listNotices } from '#core/notice/contract.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { incidentGuards } from '../guards.ts'
import { callEmergency, readIncident, reportIncident } from '../contract.ts'
import { ground, incidentModules, smallTown } from './testing/small-town.ts'

const town = await smallTown([noticeModule])
const guards = new Map(incidentGuards.map((g) => [g.name, g]))

const report = (description: string, more: object = {}) => ({
  body: {
    actionId: newId(),
    description,
    channel: 'grid' as const,
    place: ground.west,
    accuracy: 8,
    classCode: 'E0102',
    files: [],
    ...more,
  },
})
const step = (who: keyof (typeof town)['people'], id: string, action: string, input: object = {}, more: object = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input }, ...more } })

async function dispatched(description: string): Promise<string> {
  const { id } = await town.as('worker').call(reportIncident, report(description))
  await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation, classCode: 'E0102' })
  return id
}

describe('the package of a shift', () => {
  test('holds what waits for my unit, and the phone’s fold says the same as the server', async () => {
    const id = await dispatched('河边垃圾成堆')
    const shift = await town.as('handler').call(readShift, {})
    const one = shift.cases.find((c) => c.card.id === id)!
    const process = shift.processes.find((p) => p.key === one.card.process && p.version === one.version)!
    expect(one.acts.map((a) => a.action)).toEqual(['open', 'dispatch'])
    const may = allowed(process, one.state, shift.actor, shift.at, guards).map((a) => a.action.key)
    expect(may).toContain('sign')
    const act = {
      seq: one.state.seq + 1,
      actionId: newId(),
      action: 'sign',
      at: shift.at,
      personId: shift.actor.personId,
      unitId: shift.actor.unitId,
      input: {},
    }
    const folded = apply(process, shift.calendar, one.state, act)
    await step('handler', id, 'sign', {}, { at: new Date(shift.at).toISOString() })
    const after = await town.as('handler').call(readShiftCase, { params: { id } })
    expect(after.one.state.step).toBe(folded.step)
    expect(after.one.state.holder).toEqual(folded.holder)
    expect(Object.keys(after.one.state.clocks)).toEqual(Object.keys(folded.clocks))
  })

  test('another unit’s phone does not hold it, and cannot ask for it', async () => {
    const id = await dispatched('别的单位的件')
    const shift = await town.as('handler2').call(readShift, {})
    expect(shift.cases.map((c) => c.card.id)).not.toContain(id)
    expect((await town.as('handler2').refused(readShiftCase, { params: { id } })).code).toBe('case.not-found')
  })

  test('a grid worker holds the open cases of the own grid and what the worker reported', async () => {
    const { id } = await town.as('worker').call(reportIncident, report('网格里的事'))
    const east = await town.as('dispatcher').call(reportIncident, report('东格的事', { place: ground.east }))
    const shift = await town.as('worker').call(readShift, {})
    expect(shift.cases.map((c) => c.card.id)).toContain(id)
    expect(shift.cases.map((c) => c.card.id)).not.toContain(east.id)
    expect(shift.opened.map((c) => c.id)).toContain(id)
    expect(shift.full).toBe(false)
  })
})

describe('on the spot', () => {
  test('arrival keeps place, metres, doubt and the time it was done', async () => {
    const id = await dispatched('路灯杆倾斜')
    await step('handler', id, 'sign')
    const at = new Date(Date.now() - 40 * 60_000)
    await step('handler', id, 'arrive', { place: [120.606, 30.955], accuracy: 9, placeDoubt: '两点之间快过车辆' }, { at: at.toISOString() })
    const { acts } = await town.as('handler').call(readTimeline, { params: { id } })
    const arrival = acts.find((a) => a.action === 'arrive')!
    expect(arrival.answers.map((a) => a.title)).toEqual(['到场位置', '离事发地（米）', '定位误差（米）', '定位存疑'])
    expect(Number(arrival.answers[1]!.text)).toBeGreaterThan(50)
    // Done before the dispatch reached the server's clock: never earlier than the act before it.
    expect(Date.parse(arrival.at)).toBeLessThanOrEqual(Date.now())
  })

  test('help is asked for, the case stays, the duty room is told', async () => {
    const id = await dispatched('需要吊车')
    await step('handler', id, 'sign')
    const after = await step('handler', id, 'ask-help', { reason: '缺一台吊车' })
    expect(after.card.step).toBe('handling')
    await deliverAll(town.platform, [...incidentModules, noticeModule])
    const { rows } = await town.as('watch').call(listNotices, { query: {} })
    expect(rows[0]).toMatchObject({ kind: 'incident.help', urgent: true, object: `case:${id}` })
    expect(rows[0]!.words).toContain('缺一台吊车')
  })

  test('verification is refused to the one who handled it', async () => {
    const id = await dispatched('村里自己处置')
    await step('handler', id, 'sign')
    await step('handler', id, 'handle', { outcome: 'explained', measure: '现场说明情况', contacted: '无法联系' })
    const refused = await town
      .as('both')
      .refused(actOnCase, { params: { id }, body: { actionId: newId(), action: 'verify', input: { passed: true, words: '好' } } })
    expect(['case.not-yours', 'case.not-allowed']).toContain(refused.code)
  })
})

describe('the emergency button', () => {
  const press = (more: object = {}) => ({ body: { actionId: newId(), ...more } })
  test('is a 特急 case at once, told to the duty room; pressed twice it is one', async () => {
    const call = press({ place: ground.west, accuracy: 12, placeDoubt: '模拟定位' })
    const made = await town.as('worker').call(callEmergency, call)
    expect(await town.as('worker').call(callEmergency, call)).toEqual(made)
    expect(await town.as('watch').call(readIncident, { params: { id: made.id } })).toMatchObject({
      grade: 'I',
      place: ground.west,
      placeDoubt: '模拟定位',
    })
    await deliverAll(town.platform, [...incidentModules, noticeModule])
    const { rows } = await town.as('leader').call(listNotices, { query: {} })
    expect(rows.filter((r) => r.object === `case:${made.id}`)).toHaveLength(1)
  })

  test('works without a position, and says so', async () => {
    const { id } = await town.as('worker').call(callEmergency, press())
    expect((await town.as('watch').call(readIncident, { params: { id } })).address).toContain('位置未知')
  })

  test('is not for those who may not report', async () => {
    expect((await town.as('admin').refused(callEmergency, press())).code).toBe('platform.forbidden')
  })
})

test('a day’s 500 acts replayed twice change nothing', async () => {
  const { id } = await town.as('dispatcher').call(reportIncident, report('一天五百次办理', { channel: 'phone' }))
  const acts = Array.from({ length: 500 }, (_, i) => ({
    params: { id },
    body: {
      actionId: newId(),
      action: 'note',
      input: { words: `第 ${i + 1} 条` },
      at: new Date(Date.now() - (500 - i) * 1000).toISOString(),
    },
  }))
  for (const act of acts) await town.as('dispatcher').call(actOnCase, act)
  const state = async () =>
    (
      await town.asAdmin(
        `select seq, hash, state, (select count(*)::int from "case".action a where a.case_id = c.id) n from "case".cases c where id = $1`,
        [id],
      )
    ).rows[0]
  const before = await state()
  expect(before).toMatchObject({ seq: 501, n: 501 })
  for (const act of [...acts, ...acts.toReversed()]) await town.as('dispatcher').call(actOnCase, act)
  expect(await state()).toEqual(before)
  const { db } = town.platform
  const verified = await verifyTown(db.read, town.code, await getCalendar(db.read, town.code), (key, version) =>
    getProcess(db.read, town.platform, town.code, key, version),
  )
  expect(verified.broken).toEqual([])
})
