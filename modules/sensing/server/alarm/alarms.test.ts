import { describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { readIncident } from '#modules/incident/contract.ts'
import {
  type RuleDraft,
  acknowledgeAlarms,
  addRule,
  changeRule,
  checkExpression,
  countAlarms,
  dropRule,
  listAlarms,
  listRules,
  readAlarm,
  readCaseEvidence,
  readDevice,
  reviewAlarms,
  tryRule,
  undoReview,
} from '../../contract.ts'
import { Doors } from '../broker/doors.ts'
import { everyMinute, openMaintenance } from './silence.ts'
import { sensingTown } from '../testing/sensing-town.ts'

const town = await sensingTown()
const { ingest, platform } = town
const doors = new Doors(ingest, platform)
const watch = town.as('watch')
const start = new Date('2026-11-20T10:00:00+08:00').getTime()
const minute = 60_000

/** A device says something at a moment: the clock stands there. */
async function say(key: string, at: number, values: Record<string, number | boolean>): Promise<void> {
  town.setNow(new Date(at))
  const device = ingest.devices.findByKey(undefined, key)!
  const { entries } = doors.judgeOwn(device, 'device', JSON.stringify({ deviceId: key, ts: new Date(at).toISOString(), metrics: values }))
  await ingest.keep(entries)
}
const alarmsOf = async (device: string) => (await watch.call(listAlarms, { query: { device } })).rows
const ruleNamed = async (title: string) => (await watch.call(listRules, {})).rules.find((rule) => rule.title === title)!
const review = (ids: string[], verdict: 'false' | 'noted' | 'case', words = '') =>
  watch.call(reviewAlarms, { body: { actionId: newId(), ids, verdict, words } })

describe('from a tilting lid to a closed case', () => {
  test('one alarm with a count, reviewed into a case in the right grid, its end written on it', async () => {
    const lid = await town.device({ key: 'LID-1', address: '人民路 12 号' })
    await say('LID-1', start, { tilt: 1 })
    await say('LID-1', start + minute, { tilt: 32 })
    await say('LID-1', start + 1.1 * minute, { tilt: 33 })
    expect((await alarmsOf(lid.id)).filter((a) => a.ruleTitle === '井盖倾斜')).toMatchObject([
      { state: 'pending', level: 'critical', count: 1, peak: 33 },
    ])
    // Up and down again: the same alarm.
    for (const i of [2, 3]) await say('LID-1', start + i * minute, { tilt: 1 })
    for (const i of [4, 5]) await say('LID-1', start + i * minute, { tilt: 21 })
    const [alarm] = (await alarmsOf(lid.id)).filter((a) => a.ruleTitle === '井盖倾斜')
    expect(alarm).toMatchObject({ count: 2, peak: 33, areaCode: '320599101201001000', address: '人民路 12 号' })
    const whole = await watch.call(readAlarm, { params: { id: alarm!.id } })
    expect(whole.episodes).toHaveLength(2)
    expect(whole.evidence.length).toBeGreaterThanOrEqual(6)
    expect(whole.proposal).toMatchObject({ classCode: 'B011402' })
    expect(whole.rule).toMatchObject({ example: true })

    const { cases, done } = await review([alarm!.id], 'case', '现场确认')
    expect(done).toEqual([alarm!.id])
    const { caseId } = cases[0]!
    const detail = await watch.call(readCase, { params: { id: caseId } })
    expect(detail.card).toMatchObject({ areaCode: '320599101201001000', step: 'acceptance', title: '井盖 LID-1 井盖倾斜' })
    expect((await watch.call(readIncident, { params: { id: caseId } })).channel).toBe('device')
    expect((await watch.call(readCaseEvidence, { params: { id: caseId } })).alarms).toMatchObject([{ id: alarm!.id, count: 2 }])

    // The lid lies straight again: the case is told.
    for (const i of [6, 7]) await say('LID-1', start + i * minute, { tilt: 0.5 })
    await town.settle()
    const told = await watch.call(readCase, { params: { id: caseId } })
    expect(JSON.stringify(told)).toContain('感知告警已解除')

    // What happens to the case shows on the alarm.
    await town.as('dispatcher').call(actOnCase, {
      params: { id: caseId },
      body: { actionId: newId(), action: 'accept', input: { classCode: 'B011402', grade: 'II' }, seenSeq: told.card.seq },
    })
    await town.settle()
    expect((await watch.call(readAlarm, { params: { id: alarm!.id } })).case).toMatchObject({
      id: caseId,
      closed: false,
      stepTitle: '待派单',
    })
    // Tilting while the case is open adds to it and raises nothing new.
    for (const i of [30, 31]) await say('LID-1', start + i * minute, { tilt: 40 })
    expect((await alarmsOf(lid.id)).filter((a) => a.ruleTitle === '井盖倾斜')).toMatchObject([{ state: 'case', count: 3 }])
    expect((await watch.call(readDevice, { params: { id: lid.id } })).openAlarms).toBe(1)
  })

  test('a single message is believed once its time has passed', async () => {
    const lid = await town.device({ key: 'LID-2' })
    await say('LID-2', start, { tilt: 50 })
    expect(await alarmsOf(lid.id)).toEqual([])
    town.setNow(new Date(start + 3000))
    await ingest.tick()
    expect(await alarmsOf(lid.id)).toMatchObject([{ ruleTitle: '井盖倾斜' }])
  })
})

describe('review', () => {
  test('false and noted in bulk, undone within ten minutes, refused once settled; the rule knows its false rate', async () => {
    const ids: string[] = []
    for (const key of ['R1', 'R2', 'R3']) {
      const { id } = await town.device({ key, kind: 'water-level', place: [120.6155, 30.9555] })
      await say(key, start + 60 * minute, { level: 30 })
      await say(key, start + 62 * minute, { level: 31 })
      ids.push((await alarmsOf(id)).find((a) => a.ruleTitle === '积水断行')!.id)
    }
    const first = await review(ids.slice(0, 2), 'false', '测试水桶')
    expect(first.done).toHaveLength(2)
    expect((await review([ids[0]!], 'noted')).refused).toEqual([{ id: ids[0], why: '已复核为误报' }])
    expect((await ruleNamed('积水断行')).falseRate).toBe(1)
    expect((await watch.call(undoReview, { params: { id: first.reviewId }, body: { actionId: newId() } })).done).toHaveLength(2)
    expect((await watch.refused(undoReview, { params: { id: first.reviewId }, body: { actionId: newId() } })).code).toBe(
      'sensing.review-missing',
    )
    const again = await review(ids, 'noted')
    expect(again.done).toHaveLength(3)
    town.setNow(new Date(start + 80 * minute))
    expect((await watch.refused(undoReview, { params: { id: again.reviewId }, body: { actionId: newId() } })).code).toBe(
      'sensing.undo-late',
    )
    expect((await ruleNamed('积水断行')).falseRate).toBe(0)
    expect((await watch.call(countAlarms, { query: { kind: 'water-level' } })).state['noted']).toBeGreaterThanOrEqual(3)
  })

  test('acknowledged alarms are not said again', async () => {
    const { id } = await town.device({ key: 'ACK', kind: 'smoke' })
    await say('ACK', start + 90 * minute, { smoke: true })
    const repeats = async () =>
      (await platform.db.read.query<{ n: number }>(`select count(*) as n from platform.outbox where name = 'sensing.alarm-repeated'`))[0]!.n
    const before = await repeats()
    town.setNow(new Date(start + 95 * minute))
    await platform.db.transaction((tx) => everyMinute.run(tx, { town: '-', key: '-', payload: {}, runAt: new Date() }, platform))
    expect(await repeats()).toBeGreaterThan(before)
    const [alarm] = await alarmsOf(id)
    expect((await watch.call(acknowledgeAlarms, { body: { actionId: newId(), ids: [alarm!.id] } })).done).toEqual([alarm!.id])
    const [row] = await platform.db.read.query<{ repeat_at: Date | null }>(`select repeat_at from sensing.alarm where id = $1`, [alarm!.id])
    expect(row!.repeat_at).toBeNull()
  })

  test('a storm is one line of the queue', async () => {
    for (let i = 0; i < 12; i++) {
      await town.device({ key: `S${i}`, kind: 'water-level', place: [120.6121 + i * 0.0002, 30.9533] })
    }
    for (const at of [200, 202]) for (let i = 0; i < 12; i++) await say(`S${i}`, start + at * minute + i * 1000, { level: 18 })
    for (const at of [208]) for (let i = 0; i < 12; i++) await say(`S${i}`, start + at * minute + i * 1000, { level: 18 })
    const { rows } = await watch.call(listAlarms, { query: { kind: 'water-level', state: 'pending' } })
    const area = rows.filter((row) => row.sort === 'area')
    expect(area).toMatchObject([{ kind: 'water-level', title: expect.stringContaining('集中告警') }])
    expect(area[0]!.count).toBeGreaterThanOrEqual(8)
    expect(rows.filter((row) => row.device?.key.startsWith('S')).length).toBeLessThan(5)
    const members = await watch.call(listAlarms, { query: { parent: area[0]!.id } })
    expect(members.rows.length).toBe(area[0]!.count)
    // A member is not reviewed by itself; the area is, with all of them.
    expect((await review([members.rows[0]!.id], 'false')).refused).toHaveLength(1)
    const opened = await review([area[0]!.id], 'case')
    expect(opened.cases).toHaveLength(1)
    const [n] = await platform.db.read.query<{ n: number }>(
      `select count(*) as n from sensing.alarm where parent_id = $1 and case_id = $2`,
      [area[0]!.id, opened.cases[0]!.caseId],
    )
    expect(n!.n).toBe(members.rows.length)
  })

  test('a village sees its own, a handler what its unit owns, and neither reviews', async () => {
    expect((await town.as('villager').call(listAlarms, {})).rows.length).toBeGreaterThan(0)
    expect((await town.as('handler').call(listAlarms, {})).rows).toEqual([])
    const [row] = (await town.as('villager').call(listAlarms, {})).rows
    const body = { actionId: newId(), ids: [row!.id], verdict: 'false' as const, words: '' }
    expect((await town.as('villager').refused(reviewAlarms, { body })).code).toBe('platform.forbidden')
    expect((await town.as('handler').refused(readAlarm, { params: { id: row!.id } })).code).toBe('sensing.alarm-missing')
  })
})

describe('rules', () => {
  const draft: RuleDraft = {
    title: '水压快降',
    kind: 'hydrant',
    condition: { type: 'expression', text: 'pressure < 0.2 && open == 0' },
    lasting: 0,
    clearAfter: 1,
    level: 'alarm',
    mergeMinutes: 10,
    repeatMinutes: 0,
    autoCase: false,
    enabled: true,
  }
  test('made, changed under a version, tried on the past, dropped', async () => {
    const made = await watch.call(addRule, { body: { ...draft, actionId: newId() } })
    expect(made).toMatchObject({ example: false, source: '', words: '满足 pressure < 0.2 && open == 0', auto: { active: false } })
    const { id } = await town.device({ key: 'HYD', kind: 'hydrant' })
    await ingest.watcher.refresh(Date.now(), true)
    await say('HYD', start + 300 * minute, { pressure: 0.16, open: 0 })
    await say('HYD', start + 310 * minute, { pressure: 0.3, open: 0 })
    expect(await alarmsOf(id)).toMatchObject([{ ruleTitle: '水压快降', count: 1 }])
    const changed = await watch.call(changeRule, {
      params: { id: made.id },
      body: { ...draft, condition: { type: 'threshold', field: 'pressure', op: '<', value: 0.18 }, actionId: newId(), seen: made.version },
    })
    expect(changed.words).toBe('水压小于 0.18MPa')
    expect(
      (await watch.refused(changeRule, { params: { id: made.id }, body: { ...draft, actionId: newId(), seen: made.version } })).code,
    ).toBe('platform.conflict')
    const trial = await watch.call(tryRule, {
      body: { rule: { ...draft, condition: { type: 'threshold', field: 'pressure', op: '<', value: 0.2 } }, days: 2 },
    })
    expect(trial).toMatchObject({ devices: 1, readings: 2, episodes: 1, alarms: 1, cut: false })
    await watch.call(dropRule, { params: { id: made.id } })
    expect((await watch.refused(dropRule, { params: { id: made.id } })).code).toBe('sensing.rule-missing')
  })

  test.each([
    ['matches("(a+)+b")', '不能使用'],
    ['tilt.matches("x")', '不能使用 matches()'],
    ['tilt > ', '没有写完'],
    ['nothing > 1', '没有字段 nothing'],
    ['tilt + 1', '真或假'],
    ['1 > 0', '至少用到一个字段'],
    ['[1, 2].map(x, x * 2).size() > tilt', '不能使用'],
    [`${'tilt > 1 && '.repeat(60)}tilt > 1`, '太长'],
  ])('refuses %s', async (text, why) => {
    const { ok, why: said } = await watch.call(checkExpression, { body: { text: text.slice(0, 500), kind: 'manhole' } })
    expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringContaining(why) })
  })
  test('accepts arithmetic and logic over fields, whole numbers too', async () => {
    const text = 'abs(tilt - 2) * 2 > 10 || (flooded == 1 && max(CH4, H2S) >= 5)'
    expect(await watch.call(checkExpression, { body: { text, kind: 'manhole' } })).toEqual({
      ok: true,
      why: '',
      fields: ['tilt', 'flooded', 'CH4', 'H2S'],
    })
  })
  test('refuses a clearing value on the wrong side and an unknown kind', async () => {
    const wrong = {
      ...draft,
      actionId: newId(),
      condition: { type: 'threshold' as const, field: 'pressure', op: '<' as const, value: 0.1, clear: 0.05 },
    }
    expect((await watch.refused(addRule, { body: wrong })).code).toBe('sensing.rule-wrong')
    expect((await watch.refused(addRule, { body: { ...draft, actionId: newId(), kind: 'rocket' } })).code).toBe('sensing.kind-unknown')
    const text = { ...draft, actionId: newId(), condition: { type: 'expression' as const, text: 'pressure.matches("a")' } }
    expect((await watch.refused(addRule, { body: text })).code).toBe('sensing.expression-wrong')
  })
  test('a rule with a known low false rate opens the case itself', async () => {
    const rule = await watch.call(addRule, {
      body: {
        ...draft,
        title: '自动成案',
        kind: 'lamp',
        condition: { type: 'threshold', field: 'leak', op: '>', value: 100 },
        classCode: 'B0118',
        autoCase: true,
        actionId: newId(),
      },
    })
    await platform.db.read.query(
      `insert into sensing.alarm (town, id, sort, kind, rule_id, rule_title, title, level, state, onset, last_onset, raised_at, queue)
       select $1, gen_random_uuid(), 'device', 'lamp', $2, 'x', 'x', 'alarm', 'noted', now(), now(), now(), 1 from generate_series(1, 25)`,
      [town.code, rule.id],
    )
    expect((await watch.call(listRules, { query: { kind: 'lamp' } })).rules.find((one) => one.id === rule.id)!.auto).toMatchObject({
      active: true,
    })
    const { id } = await town.device({ key: 'LAMP', kind: 'lamp' })
    await ingest.watcher.refresh(Date.now(), true)
    await say('LAMP', start + 400 * minute, { leak: 150 })
    await town.settle()
    const own = (await alarmsOf(id)).find((a) => a.ruleTitle === '自动成案')
    expect(own).toMatchObject({ state: 'case', review: { byRule: true }, case: { closed: false } })
  })
})

describe('silence', () => {
  test('three missed heartbeats are offline; more than a day is one maintenance case for the owner', async () => {
    const owner = town.units.municipal
    const keys = ['Q1', 'Q2', 'Q3']
    const ids: string[] = []
    for (const key of keys) {
      ids.push((await town.device({ key, kind: 'noise-dust', ownerId: owner })).id)
      await say(key, start + 500 * minute, { Leq: 40 })
    }
    await ingest.tick()
    const pass = async (at: number) => {
      await town.listen(at)
      return platform.db.transaction((tx) => everyMinute.run(tx, { town: '-', key: '-', payload: {}, runAt: new Date(at) }, platform))
    }
    const online = async () => (await watch.call(readDevice, { params: { id: ids[0]! } })).online
    await pass(start + 510 * minute)
    expect(await online()).toBe('online')
    await pass(start + 516 * minute)
    expect(await online()).toBe('offline')
    const tomorrow = new Date(start + 516 * minute + 25 * 3_600_000)
    await town.listen(tomorrow.getTime())
    const open = () => platform.db.transaction((tx) => openMaintenance(tx, platform, town.code, tomorrow))
    expect(await open()).toBeGreaterThanOrEqual(1)
    expect(await open()).toBe(0)
    const numbers = await Promise.all(ids.map(async (id) => (await watch.call(readDevice, { params: { id } })).maintenanceCase?.number))
    expect(new Set(numbers).size).toBe(1)
    expect(numbers[0]).toBeDefined()
    // Heard again: online, and the silence has an end.
    await ingest.devices.refresh(true)
    await say('Q1', tomorrow.getTime() + minute, { Leq: 41 })
    await ingest.tick()
    expect(await online()).toBe('online')
    const [silence] = await platform.db.read.query<{ to_at: Date | null }>(`select to_at from sensing.silence where device_id = $1`, [
      ids[0],
    ])
    expect(silence!.to_at).not.toBeNull()
  })

  test('a stop of the platform is not the devices’ silence: it counts from when we listen again', async () => {
    const { id } = await town.device({ key: 'STOP', kind: 'water-level', ownerId: town.units.municipal })
    const begun = start + 5000 * minute
    await town.listen(begun)
    await say('STOP', begun, { level: 1 })
    await ingest.tick()
    const row = async () => watch.call(readDevice, { params: { id } })
    const minuteAt = async (at: number) => {
      town.setNow(new Date(at))
      await platform.db.transaction((tx) => everyMinute.run(tx, { town: '-', key: '-', payload: {}, runAt: new Date(at) }, platform))
    }
    // Three days switched off; the first thing after the start is the minute's look at everybody.
    const again = begun + 3 * 86_400_000
    await minuteAt(again)
    await ingest.tick()
    await minuteAt(again + minute)
    expect(await row()).toMatchObject({ online: 'online', openAlarms: 0 })
    // Heartbeat ten minutes: half an hour of listening without a word is silence, with its alarm.
    await town.listen(again + 20 * minute)
    await minuteAt(again + 20 * minute)
    expect((await row()).online).toBe('online')
    await town.listen(again + 31 * minute)
    await minuteAt(again + 31 * minute)
    expect((await row()).online).toBe('offline')
    expect((await alarmsOf(id)).map((alarm) => alarm.ruleTitle)).toEqual(['液位计离线'])
    // Calendar days do not make maintenance either: a day of listening does.
    const owned = () => platform.db.transaction((tx) => openMaintenance(tx, platform, town.code, platform.now()))
    await owned()
    expect((await row()).maintenanceCase).toBeUndefined()
    await town.listen(again + 25 * 60 * minute)
    await owned()
    expect((await row()).maintenanceCase).toBeDefined()
    // Of some 75 hours of listening 25 were silent; counted by the calendar it would be a third.
    expect((await row()).onlineRate).toBeGreaterThan(0.6)
    expect((await row()).onlineRate).toBeLessThan(0.7)
  })
})
