import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import {
  type Act,
  type CaseActor,
  OPEN,
  type Process,
  allowed,
  apply,
  begin,
  refusal,
  rungAt,
  validateProcess,
} from '#core/case/contract.ts'
import { activationProcess } from './plan-activation.ts'
import { taskProcess } from './plan-task.ts'

const start = Date.parse('2026-11-22T16:00:00+08:00')
const actor = (personId: string, roles: string[], unitId = 'centre'): CaseActor => ({
  kind: 'person',
  personId,
  unitId,
  unitIds: [unitId],
  roles,
  areas: ['320599101'],
})
const system: CaseActor = { kind: 'system', personId: '', unitId: '', unitIds: [], roles: ['system'], areas: [] }
const watch = actor('watch', ['watch-officer'])
const drains = actor('drains', ['handler'], 'municipal')

function walker(process: Process, data: Record<string, unknown>) {
  const opening: Act = { seq: 1, actionId: '1', action: OPEN, at: start, personId: 'watch', unitId: 'centre', input: data }
  let state = begin(process, defaultCalendar, opening)
  const refusalOf = (who: CaseActor, key: string, at: number) =>
    refusal({ process, action: process.actions.find((a) => a.key === key)!, state, actor: who, now: at, input: {} }, new Map())
  return {
    get state() {
      return state
    },
    may: (who: CaseActor, at = start) =>
      allowed(process, state, who, at, new Map())
        .filter(({ blocked }) => !blocked)
        .map(({ action }) => action.key),
    refused: (who: CaseActor, key: string) => refusalOf(who, key, start)?.text,
    act(who: CaseActor, key: string, input: Record<string, unknown> = {}, minutes = 1) {
      const at = start + minutes * 60_000
      const against = refusalOf(who, key, at)
      if (against) throw new Error(against.text)
      state = apply(process, defaultCalendar, state, {
        seq: state.seq + 1,
        actionId: String(state.seq + 1),
        action: key,
        at,
        personId: who.personId,
        unitId: who.unitId,
        input,
      })
      return this
    },
  }
}

const task = () =>
  walker(taskProcess, { title: '清疏雨水口', areaCode: '320599101', homeUnit: 'municipal', limitAck: { n: 0.25, unit: 'clock-hour' } })

test.each([activationProcess, taskProcess])('$title has no fault', (process) => expect(validateProcess(process)).toEqual([]))

describe('预案任务', () => {
  test('answered, done and verified by another', () => {
    const one = task().act(system, 'send', { unit: 'municipal' })
    expect(one.may(drains)).toContain('acknowledge')
    one.act(drains, 'acknowledge', {}, 5)
    expect(one.state.holder).toEqual({ unitId: 'municipal', personId: 'drains' })
    expect(one.state.clocks['ack']?.stoppedAt).toBe(start + 5 * 60_000)
    one.act(drains, 'finish', { words: '清完 12 处' }, 60)
    expect(one.state.clocks['finish']?.pauses).toHaveLength(1)
    expect(one.refused({ ...drains, roles: ['dispatcher'] }, 'verify')).toBe('完成任务的人不能核验自己的任务')
    one.act(watch, 'verify', {}, 70)
    expect(one.state).toMatchObject({ step: 'done', result: 'done' })
  })

  test('sent back it returns to who answered, its clock running on', () => {
    const one = task().act(system, 'send', { unit: 'municipal' }).act(drains, 'acknowledge').act(drains, 'finish', { words: '好了' }, 30)
    one.act(watch, 'redo', { reason: '照片不是现场' }, 40)
    expect(one.state).toMatchObject({ step: 'doing', holder: { unitId: 'municipal', personId: 'drains' } })
    expect(one.state.clocks['finish']?.dueAt).toBeGreaterThan(start + 4 * 3_600_000)
  })

  test('unanswered it goes from the person to their unit, once the clock says so', () => {
    const one = task().act(system, 'send-person', { person: 'boss' })
    expect(one.may(drains)).not.toContain('acknowledge')
    one.act(system, 'escalate', { unit: 'municipal' }, 15)
    expect(one.state.data['escalated']).toBe(true)
    expect(one.may(drains)).toContain('acknowledge')
    const ack = taskProcess.clocks.find(({ key }) => key === 'ack')!
    expect(ack.rungs.map(({ at }) => rungAt(one.state.clocks['ack']!, at))).toEqual([7.5, 15, 30].map((m) => start + m * 60_000))
  })

  test('nobody but those in charge recalls it, and nobody escalates by hand', () => {
    const one = task().act(system, 'send', { unit: 'municipal' })
    expect(one.refused(drains, 'recall')).toBe('当前岗位不能办理“撤回任务”')
    expect(one.refused(watch, 'escalate')).toBe('当前岗位不能办理“无人响应，自动升级”')
    expect(one.act(watch, 'recall', { reason: '误报' }).state.result).toBe('recalled')
  })
})

describe('预案启动', () => {
  const activation = () => walker(activationProcess, { title: '暴雨Ⅲ级', areaCode: '320599101', level: '3', plan: 'rainstorm' })

  test('from the proposal to the review', () => {
    const one = activation()
    expect(one.may(drains)).toEqual([])
    one.act(watch, 'activate')
    expect(one.state.clocks['confirm']?.stoppedAt).toBeDefined()
    one.act(watch, 'change-level', { level: '2', words: '雨势加大' }, 20)
    expect(one.state.data['level']).toBe('2')
    one.act(watch, 'stand-down', { words: '雨停' }, 200)
    expect(one.state.step).toBe('review')
    one.act(watch, 'improve', { title: '补强排泵', unit: 'municipal', days: 30 }, 300)
    one.act(watch, 'review', { summary: '经过', good: '快', gaps: '泵不够' }, 400)
    expect(one.state).toMatchObject({ step: 'closed', result: 'reviewed' })
  })

  test('not every warning is followed', () => {
    expect(activation().act(watch, 'dismiss', { reason: '不影响本镇' }).state).toMatchObject({ step: 'dismissed', result: 'dismissed' })
  })

  test('the system may start it, ordinary staff may not end it', () => {
    const one = activation().act(system, 'activate')
    expect(one.refused(drains, 'stand-down')).toBe('当前岗位不能办理“结束响应”')
    expect(one.refused(actor('seat', ['dispatcher']), 'stand-down')).toBe('当前岗位不能办理“结束响应”')
  })
})
