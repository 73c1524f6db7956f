import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actOnCase, readCase, readTimeline } from '#core/case/contract.ts'
import { caseModule, findIntake } from '#core/case/server/index.ts'
import { listNotices } from '#core/notice/contract.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { systemActor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { deliverAll, runDue } from '#platform/server/index.ts'
import type { PlanCard } from '../plan/card.ts'
import {
  activatePlan,
  addSamples,
  listActivations,
  listMyTasks,
  listPlans,
  readBoard,
  readPlan,
  readPlanFigures,
  retirePlan,
  savePlan,
} from '../plan/endpoints.ts'
import { type Seat, commandTown, town as code } from './testing/command-town.ts'

const town = await commandTown()
const at = (text: string) => town.setNow(new Date(`${text}+08:00`))
at('2026-11-20T16:00:00')

/** Drains to one unit, a look round to every village, the leader's chair of the roster (nobody sits there). */
const card = (key: string): PlanCard => ({
  key,
  title: '暴雨',
  sample: false,
  basis: '',
  trigger: '收到预警',
  levels: [
    { level: 2, when: '橙色' },
    { level: 3, when: '黄色' },
  ],
  roles: [
    { key: 'drains', title: '道路排水', duty: '', who: { kind: 'unit', unitId: town.units.municipal } },
    { key: 'villages', title: '村', duty: '', who: { kind: 'villages' } },
    { key: 'chief', title: '带班领导', duty: '', who: { kind: 'shift', post: 'leader' } },
    { key: 'seat', title: '市政值班', duty: '', who: { kind: 'post', postId: town.posts.drains2 } },
  ],
  steps: [
    { key: 'drain', title: '清疏雨水口', words: '逐个清', role: 'drains', level: 3, ack: 15, finish: 120 },
    { key: 'look', title: '巡查低洼处', words: '逐户看', role: 'villages', level: 3, ack: 15, finish: 120 },
    { key: 'pump', title: '强排', words: '开泵', role: 'seat', level: 2, ack: 10, finish: 60 },
    { key: 'command', title: '坐镇', words: '到岗', role: 'chief', level: 2, ack: 10, finish: 60 },
  ],
  resources: [{ title: '泵车', amount: '2 台', place: '站内', keeper: '', at: [120.61, 30.955] }],
  phones: [{ title: '消防', phone: '119', words: '' }],
})
const publish = async (key: string, change: Partial<PlanCard> = {}) =>
  town.as('watch').call(savePlan, { body: { actionId: newId(), card: { ...card(key), ...change }, publish: true, seen: 0 } })
const start = (plan: string, level: 2 | 3 = 3, more: { drill?: boolean; villages?: string[] } = {}) =>
  town.as('watch').call(activatePlan, { body: { actionId: newId(), plan, level, words: '雨很大', ...more } })
const board = (id: string) => town.as('leader').call(readBoard, { params: { id } })
const act = (who: Seat, id: string, action: string, input: Record<string, unknown> = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input } })
const taskOf = async (id: string, key: string) => (await board(id)).tasks.find((task) => task.key === key)!

describe('the library of plans', () => {
  test('the three samples are added once, published, with what is not bound yet counted', async () => {
    expect((await town.as('watch').call(addSamples, { body: { actionId: newId() } })).added).toEqual(['暴雨', '燃气泄漏', '走失老人'])
    expect((await town.as('watch').call(addSamples, { body: { actionId: newId() } })).added).toEqual([])
    const { rows } = await town.as('drains').call(listPlans, { query: {} })
    expect(rows.map(({ key, state, sample, unbound }) => [key, state, sample, unbound])).toEqual([
      ['gas-leak', 'published', true, 6],
      ['lost-elder', 'published', true, 5],
      ['rainstorm', 'published', true, 7],
    ])
    expect((await town.as('drains').call(listPlans, { query: { limit: 2 } })).next).toBeDefined()
  })

  test('a plan is saved as versions; who saw an older one is told; a draft is not in force', async () => {
    const first = await publish('storm')
    expect(first).toMatchObject({
      version: 1,
      state: 'published',
      bound: { drains: '市政养护站', villages: '全部 2 个村（社区）', chief: '当班带班领导' },
    })
    const next = { ...card('storm'), title: '暴雨内涝' }
    const save = (publishIt: boolean, seen: number) => ({ body: { actionId: newId(), card: next, publish: publishIt, seen } }) as const
    expect((await town.as('watch2').refused(savePlan, save(true, 0))).code).toBe('platform.conflict')
    expect(await town.as('watch').call(savePlan, save(false, 1))).toMatchObject({ version: 2, state: 'draft' })
    const { id } = await start('storm')
    expect((await board(id)).activation.title).toBe('暴雨Ⅲ级')
    expect(await town.as('villager').call(readPlan, { params: { key: 'storm' }, query: { version: 1 } })).toMatchObject({
      card: { title: '暴雨' },
    })
    expect((await town.as('villager').refused(readPlan, { params: { key: 'nothing' }, query: {} })).code).toBe('dispatch.plan-unknown')
  })

  test('a faulty card is refused with the place of the fault', async () => {
    const wrong = { ...card('wrong'), steps: [{ ...card('wrong').steps[0]!, role: 'ghost' }] }
    const refused = await town.as('watch').refused(savePlan, { body: { actionId: newId(), card: wrong, publish: true, seen: 0 } })
    expect(refused).toMatchObject({ code: 'dispatch.plan-faulty', fields: [{ path: 'card.steps.0.role' }] })
    expect(
      (await town.as('dispatcher').refused(savePlan, { body: { actionId: newId(), card: card('x'), publish: true, seen: 0 } })).status,
    ).toBe(403)
  })

  test('a retired plan is not activated', async () => {
    await publish('retired')
    expect(await town.as('watch').call(retirePlan, { params: { key: 'retired' }, body: { actionId: newId() } })).toMatchObject({
      state: 'retired',
      version: 2,
    })
    expect((await town.as('watch').call(retirePlan, { params: { key: 'retired' }, body: { actionId: newId() } })).version).toBe(2)
    const refused = await town.as('watch').refused(activatePlan, { body: { actionId: newId(), plan: 'retired', level: 3 } })
    expect(refused).toMatchObject({ code: 'dispatch.plan-unknown', detail: '预案“暴雨”已停用' })
  })
})

describe('activating', () => {
  test('the right tasks for the right posts at once; raising the level adds its own and repeats nothing', async () => {
    await publish('level')
    const body = { actionId: newId(), plan: 'level', level: 3 as const, words: '雨很大' }
    const first = await town.as('watch').call(activatePlan, { body })
    expect(first.number).toMatch(/^YA20261120\d{4}$/u)
    expect(first.tasks).toBe(3)
    expect(await town.as('watch').call(activatePlan, { body })).toEqual(first)
    const { tasks, activation } = await board(first.id)
    expect(activation).toMatchObject({ title: '暴雨Ⅲ级', trigger: 'person', step: 'active', tasks: 3, acknowledged: 0 })
    expect(tasks.map(({ title, unit, answer }) => [title, unit?.name, answer]).toSorted()).toEqual([
      ['巡查低洼处（东街社区）', '东街社区', 'waiting'],
      ['巡查低洼处（溪港村）', '溪港村', 'waiting'],
      ['清疏雨水口', '市政养护站', 'waiting'],
    ])
    await act('leader', first.id, 'change-level', { level: '2', words: '雨势加大' })
    const raised = await board(first.id)
    expect(raised.activation).toMatchObject({ title: '暴雨Ⅱ级', level: 2, tasks: 5 })
    // The roster has no leader on duty: the task waits in the duty officer's queue and the board says so first.
    expect(raised.tasks[0]).toMatchObject({ title: '坐镇', answer: 'nobody' })
    expect(raised.tasks.find(({ key }) => key === 'pump')).toMatchObject({ person: { name: '测试己' } })
    await act('watch', raised.tasks[0]!.id, 'send-person', { person: town.people.leader })
    expect(await taskOf(first.id, 'command')).toMatchObject({ answer: 'waiting', person: { id: town.people.leader } })
  })

  test('a plan that is running is not started twice, but may be drilled beside', async () => {
    const refused = await town.as('watch').refused(activatePlan, { body: { actionId: newId(), plan: 'level', level: 3 } })
    expect(refused).toMatchObject({ code: 'dispatch.already-active', status: 409 })
    expect((await start('level', 3, { drill: true })).number).toMatch(/^YL/u)
  })

  test('a level the plan has not, a plan that is none, a post that may not', async () => {
    await publish('small', { levels: [{ level: 3, when: '黄色' }], steps: card('small').steps.slice(0, 2) })
    expect((await town.as('watch').refused(activatePlan, { body: { actionId: newId(), plan: 'small', level: 2 } })).code).toBe(
      'dispatch.level-unknown',
    )
    expect((await town.as('watch').refused(activatePlan, { body: { actionId: newId(), plan: 'none', level: 2 } })).code).toBe(
      'dispatch.plan-unknown',
    )
    expect((await town.as('dispatcher').refused(activatePlan, { body: { actionId: newId(), plan: 'small', level: 3 } })).status).toBe(403)
    const { id } = await start('small', 3, { villages: [town.units.village] })
    expect((await board(id)).tasks.map(({ unit }) => unit?.name)).toEqual(['市政养护站', '溪港村'])
    expect(
      (
        await town
          .as('watch')
          .send('POST', `/cases/${id}/acts`, { actionId: newId(), action: 'change-level', input: { level: '1', words: 'x' } })
      ).status,
    ).toBe(422)
  })

  test('tasks are read by their own unit only', async () => {
    await publish('own')
    const { id } = await start('own')
    const task = await taskOf(id, 'drain')
    expect((await town.as('drains').call(readCase, { params: { id: task.id } })).card.title).toBe('清疏雨水口')
    expect((await town.as('villager').refused(readCase, { params: { id: task.id } })).code).toBe('case.not-found')
    expect((await town.as('drains').call(listMyTasks, { query: {} })).rows.map((row) => row.id)).toContain(task.id)
    const { rows } = await town.as('villager').call(listMyTasks, { query: { state: 'all' } })
    expect(new Set(rows.map(({ unit }) => unit?.name))).toEqual(new Set(['溪港村']))
  })
})

describe('from the answer to the review', () => {
  test('answered, late and escalated, done, verified, reviewed, improved', async () => {
    await publish('whole')
    at('2026-11-20T20:00:00')
    const { id } = await start('whole')
    const drain = await taskOf(id, 'drain')
    at('2026-11-20T20:05:00')
    await act('drains', drain.id, 'acknowledge', { words: '马上去' })
    expect(await taskOf(id, 'drain')).toMatchObject({ answer: 'answered', ackBy: '测试戊' })

    // Nobody of the villages answers: at the limit the system escalates by itself, once.
    at('2026-11-20T20:16:00')
    await runDue(town.platform, caseModule.jobs ?? [])
    await runDue(town.platform, caseModule.jobs ?? [])
    const late = (await board(id)).tasks.filter(({ answer }) => answer === 'late')
    expect(late.map(({ escalatedAt }) => escalatedAt)).toEqual(['2026-11-20T12:16:00.000Z', '2026-11-20T12:16:00.000Z'])
    await deliverAll(town.platform, [caseModule, noticeModule])
    const told = (await town.as('villager').call(listNotices, { query: {} })).rows.map(({ title }) => title)
    expect(told.filter((title) => title.startsWith('无人响应：')).length).toBeGreaterThan(0)
    const timeline = await town.as('watch').call(readTimeline, { params: { id: late[0]!.id } })
    expect(timeline.acts.map(({ action }) => action)).toEqual(['open', 'send', 'escalate'])
    expect((await board(id)).activation).toMatchObject({ late: 2, acknowledged: 1 })

    await act('drains', drain.id, 'finish', { words: '清了 12 处' })
    await act('dispatcher', drain.id, 'redo', { reason: '照片不清楚' })
    await act('drains2', drain.id, 'finish', { words: '补了照片' })
    await act('dispatcher', drain.id, 'verify')
    expect(await taskOf(id, 'drain')).toMatchObject({ answer: 'done', step: 'done' })

    const early = await town
      .as('watch')
      .send('POST', `/cases/${id}/acts`, { actionId: newId(), action: 'stand-down', input: { words: '雨停' } })
    expect(early).toMatchObject({ status: 409, body: { code: 'dispatch.tasks-open' } })
    await act('watch', id, 'stand-down', { words: '雨停', rest: 'recall' })
    const ended = await board(id)
    expect(ended.activation).toMatchObject({ step: 'review', tasks: 1, done: 1 })
    expect(ended.tasks.filter(({ answer }) => answer === 'recalled')).toHaveLength(2)

    await act('watch', id, 'improve', { title: '东街增设一台泵', unit: town.units.municipal, days: 30, words: '年前完成' })
    await act('watch', id, 'review', { summary: '两小时雨停', good: '排水快', gaps: '村里没人接' })
    const over = await board(id)
    expect(over.activation.step).toBe('closed')
    expect(over.review).toEqual({ summary: '两小时雨停', good: '排水快', gaps: '村里没人接' })
    expect(over.improvements).toMatchObject([{ title: '改进：东街增设一台泵', unit: { name: '市政养护站' }, answer: 'waiting' }])
    // The event is over, its improvement is still open: it waits in the unit's list.
    expect((await town.as('drains').call(listMyTasks, { query: {} })).rows.map((row) => row.id)).toContain(over.improvements[0]!.id)
  })

  test('lists, newest first, by state and kind', async () => {
    const { rows, next } = await town.as('villager').call(listActivations, { query: { limit: 2 } })
    expect([rows.length, next !== undefined]).toEqual([2, true])
    const all: string[] = []
    for (let after: string | undefined; ;) {
      const page = await town.as('villager').call(listActivations, { query: { limit: 2, ...(after ? { after } : {}) } })
      all.push(...page.rows.map((row) => row.id))
      if (!page.next) break
      after = page.next
    }
    expect(new Set(all).size).toBe(all.length)
    const drills = await town.as('villager').call(listActivations, { query: { drill: 'yes' } })
    expect(drills.rows.map(({ title }) => title)).toEqual(['【演练】暴雨Ⅲ级'])
    const closed = await town.as('villager').call(listActivations, { query: { state: 'closed' } })
    expect(closed.rows.map(({ step }) => step)).toEqual(['closed'])
    expect((await town.as('leader').refused(readBoard, { params: { id: newId() } })).code).toBe('dispatch.activation-unknown')
  })
})

describe('proposed by a sensor', () => {
  test('a proposal sends nothing until a person confirms; a second alarm is noted, not opened again', async () => {
    await publish('gas')
    const intake = findIntake(town.platform, 'plan-activation')!
    const say = (words: string) =>
      town.platform.db.transaction((tx) =>
        intake.open(tx, town.platform, {
          actor: systemActor(code, '感知'),
          actionId: newId(),
          now: town.platform.now(),
          description: words,
          channel: 'device',
          facts: { plan: 'gas', level: 2 },
        }),
      )
    const first = await say('燃气浓度 25%LEL')
    expect((await board(first.caseId)).activation).toMatchObject({ step: 'proposed', trigger: 'device', tasks: 0 })
    expect(await say('燃气浓度 40%LEL')).toMatchObject({ caseId: first.caseId, replayed: true })
    await act('watch', first.caseId, 'activate', { level: '3' })
    expect((await board(first.caseId)).activation).toMatchObject({ level: 3, tasks: 3 })
  })

  test('nobody confirms: those in charge are told when its clock runs out', async () => {
    await publish('unheard')
    const intake = findIntake(town.platform, 'plan-activation')!
    at('2026-11-21T02:00:00')
    const { caseId } = await town.platform.db.transaction((tx) =>
      intake.open(tx, town.platform, {
        actor: systemActor(code, '感知'),
        actionId: newId(),
        now: town.platform.now(),
        description: '水位越警戒',
        channel: 'device',
        facts: { plan: 'unheard', level: 3 },
      }),
    )
    at('2026-11-21T02:11:00')
    await runDue(town.platform, caseModule.jobs ?? [])
    await deliverAll(town.platform, [caseModule, noticeModule])
    expect((await town.as('leader').call(listNotices, { query: {} })).rows.map(({ object }) => object)).toContain(`case:${caseId}`)
    await act('leader', caseId, 'dismiss', { reason: '误报' })
    expect((await board(caseId)).activation.step).toBe('dismissed')
  })
})

test('a drill is never counted, whatever is done in it', async () => {
  const figures = () => town.as('leader').call(readPlanFigures, { query: { from: '2026-11-01', to: '2026-12-31' } })
  const one = fc.record({
    drill: fc.boolean(),
    level: fc.constantFrom(2 as const, 3 as const),
    answered: fc.boolean(),
    finished: fc.boolean(),
  })
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 3 }), async (runs) => {
      const { at: _before, ...before } = await figures()
      const want = { ...before }
      for (const { drill, level, answered, finished } of runs) {
        const key = `run-${++n}`
        await publish(key)
        const { id, tasks } = await start(key, level, { drill })
        const task = await taskOf(id, 'drain')
        if (answered) await act('drains', task.id, 'acknowledge')
        if (answered && finished) await act('drains', task.id, 'finish', { words: '完成' })
        if (drill) continue
        want.activations += 1
        want.tasks += tasks
        if (answered) {
          want.answered += 1
          want.answeredInTime += 1
        }
        if (answered && finished) {
          want.finished += 1
          want.finishedInTime += 1
        }
      }
      expect(await figures()).toMatchObject(want)
    }),
    { numRuns: 6 },
  )
  expect((await town.as('other').refused(readPlanFigures, { query: { from: '2026-11-01', to: '2026-12-31' } })).status).toBe(403)
})
