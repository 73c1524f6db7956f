import { describe, expect, test } from 'vitest'
import type { CaseState, ClockState } from '#core/case/contract.ts'
import { momentText, promiseOf } from './public-promise.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const clock = (due: string | undefined, stopped = false): ClockState => ({
  startedAt: at('2026-11-20T09:00'),
  limit: { n: 3, unit: 'working-day' },
  extensions: [],
  pauses: [],
  ...(due ? { dueAt: at(due) } : {}),
  ...(stopped ? { stoppedAt: at('2026-11-20T10:00') } : {}),
})
const state = (step: string, clocks: CaseState['clocks'] = {}): CaseState => ({
  step,
  holder: {},
  since: 0,
  seq: 1,
  data: {},
  done: {},
  clocks,
  tasks: [],
  openedAt: at('2026-11-20T09:00'),
})
const now = at('2026-11-20T12:00')

test('moments are China’s, whatever the server’s zone', () => {
  expect(momentText(Date.parse('2026-11-24T17:05:00Z'))).toBe('11月25日（周三）01:05')
})

describe('never more than a running clock', () => {
  test('before acceptance only the acceptance is promised', () => {
    const { text, dueAt } = promiseOf(state('acceptance', { accept: clock('2026-11-20T12:30') }), now, true)
    expect([text, dueAt]).toEqual(['镇里应在 11月20日（周五）12:30 前受理，受理后告知办结时限。', at('2026-11-20T12:30')])
  })

  test('a stopped clock promises nothing any more', () => {
    const clocks = { accept: clock('2026-11-20T09:30', true), finish: clock('2026-11-25T09:00') }
    expect(promiseOf(state('sign', clocks), now, true)).toMatchObject({
      text: '镇里应在 11月25日（周三）09:00 前办结，并把结果写在本页。',
      late: false,
    })
  })

  test('late is said', () => {
    const promised = promiseOf(state('handling', { finish: clock('2026-11-20T11:59') }), now, true)
    expect(promised).toMatchObject({ late: true })
    expect(promised.text).toContain('已超过办结时限')
  })

  test('a paused clock has no date', () => {
    expect(promiseOf(state('handling', { finish: clock(undefined) }), now, true)).toEqual({
      text: '正在办理，时限暂停计算，恢复后在本页显示。',
      late: false,
    })
  })

  test.each(['closed', 'void', 'verification', 'shelved', 'callback'])('%s: words, no date', (step) => {
    expect(promiseOf(state(step, { finish: clock('2026-11-25T09:00') }), now, true).dueAt).toBeUndefined()
  })

  test('only the reporter is asked', () => {
    expect(promiseOf(state('callback'), now, true).text).toContain('请您确认')
    expect(promiseOf(state('callback'), now, false).text).not.toContain('请您')
  })
})
