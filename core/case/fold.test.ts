import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { allowed } from './allowed.ts'
import { apply, begin, fold } from './fold.ts'
import { defineProcess } from './process.ts'
import type { Act, CaseState } from './state.ts'
import { actor, libraryCard } from './testing/library-card.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
let seq = 0
const act = (action: string, when: string, personId: string, input: object = {}, unitId = 'library'): Act => ({
  seq: ++seq,
  actionId: `${seq}`,
  action,
  at: at(when),
  personId,
  unitId,
  input: { ...input },
})
const opened = () => {
  seq = 0
  return act('open', '2026-06-18T09:00', 'reader', { title: '张三的借书证', areaCode: '101' })
}
const none = new Map()
const keys = (state: CaseState, who = actor('ann', ['librarian']), now = at('2026-06-18T10:00')) =>
  allowed(libraryCard, state, who, now, none).map((a) => (a.blocked ? `${a.action.key}!` : a.action.key))
const start = () => begin(libraryCard, defaultCalendar, opened())
const run = (state: CaseState, ...acts: Act[]) => acts.reduce((s, a) => apply(libraryCard, defaultCalendar, s, a), state)

describe('fold', () => {
  test('a new case stands in the first queue with its first clock', () => {
    const state = start()
    expect(state).toMatchObject({ step: 'asked', holder: { role: 'librarian' }, seq: 1 })
    // Thursday 18 June + 2 working days; 19–21 June is the Dragon Boat holiday.
    expect(new Date(state.clocks['answer']!.dueAt!).toISOString()).toBe('2026-06-23T01:00:00.000Z')
  })

  test('only what the post may do is allowed', () => {
    expect(keys(start())).toEqual(['print', 'wait', 'refuse'])
    expect(keys(start(), actor('tom', ['checker']))).toEqual([])
    expect(keys(start(), { ...actor('x', ['librarian']), kind: 'public' })).toEqual([])
  })

  test('the lead cannot finish before the others have answered', () => {
    const printing = run(start(), act('print', '2026-06-18T10:00', 'ann', { shop: 'shop', helpers: ['post'] }))
    const printer = actor('pat', [], 'shop')
    expect(printing.tasks.map((t) => [t.unitId, t.lead, t.state])).toEqual([
      ['shop', true, 'open'],
      ['post', false, 'open'],
    ])
    expect(keys(printing, printer)).toEqual(['finish!'])
    const helped = run(printing, act('help', '2026-06-18T10:30', 'joe', { words: '已取' }, 'post'))
    expect(keys(helped, printer)).toEqual(['finish'])
    expect(helped.tasks[1]).toMatchObject({ state: 'answered', words: '已取' })
  })

  test('who made it cannot check it', () => {
    const made = run(
      start(),
      act('print', '2026-06-18T10:00', 'ann', { shop: 'shop' }),
      act('finish', '2026-06-18T11:00', 'pat', {}, 'shop'),
    )
    expect(keys(made, actor('pat', ['checker']))).toEqual(['check!'])
    expect(keys(made, actor('tom', ['checker']))).toEqual(['check'])
  })

  test('a failed check gives the case back to who had it, with the clock going on where it stopped', () => {
    const printed = run(start(), act('print', '2026-06-18T09:30', 'ann', { shop: 'shop' }))
    const due = printed.clocks['print']!.dueAt!
    const made = run(printed, act('finish', '2026-06-18T10:30', 'pat', {}, 'shop'))
    expect(made.clocks['print']!.dueAt).toBeUndefined()
    expect(made.clocks['print']!.pauses).toEqual([{ from: at('2026-06-18T10:30'), reason: '待检查' }])
    const back = run(made, act('check', '2026-06-18T11:00', 'tom', { good: false }))
    expect(back).toMatchObject({ step: 'printing', holder: { unitId: 'shop' } })
    expect(back.clocks['print']!.dueAt! - due).toBe(30 * 60_000)
  })

  test('a side step comes back to the step and the holder it left', () => {
    const printing = run(start(), act('print', '2026-06-18T10:00', 'ann', { shop: 'shop' }))
    const waiting = run(printing, act('wait', '2026-06-18T10:10', 'ann', { reason: '照片模糊' }))
    expect(waiting).toMatchObject({ step: 'waiting', holder: { role: 'librarian' } })
    const back = run(waiting, act('resume', '2026-06-18T11:10', 'ann'))
    expect(back).toMatchObject({ step: 'printing', holder: { unitId: 'shop' } })
    expect(back.before).toBeUndefined()
  })

  test('at most means at most', () => {
    let state = start()
    for (let i = 0; i < 2; i++)
      state = run(state, act('wait', '2026-06-18T10:00', 'ann', { reason: 'x' }), act('resume', '2026-06-18T10:10', 'ann'))
    expect(keys(state)).toEqual(['print', 'wait!', 'refuse'])
  })

  test('an extension counts on from the due moment, and comes too late after it', () => {
    const printing = run(start(), act('print', '2026-06-18T09:00', 'ann', { shop: 'shop' }))
    const due = printing.clocks['print']!.dueAt!
    const longer = run(printing, act('extend', '2026-06-18T09:10', 'boss', { limit: { n: 1, unit: 'working-hour' } }))
    expect(longer.clocks['print']!.dueAt! - due).toBe(3_600_000)
    expect(keys(printing, actor('boss', ['head']), due + 1)).toEqual(['extend!'])
  })

  test('an end stops every clock and keeps the result; reopening takes it back and starts anew', () => {
    const done = run(
      start(),
      act('print', '2026-06-18T10:00', 'ann', { shop: 'shop' }),
      act('finish', '2026-06-18T11:00', 'pat', {}, 'shop'),
      act('check', '2026-06-18T11:30', 'tom', { good: true }),
    )
    expect(done).toMatchObject({ step: 'done', result: 'issued', closedAt: at('2026-06-18T11:30') })
    expect(Object.values(done.clocks).every((c) => c.stoppedAt !== undefined)).toBe(true)
    const again = run(done, act('reopen', '2026-06-22T09:00', 'boss'))
    expect(again.closedAt).toBeUndefined()
    expect(again.result).toBeUndefined()
    expect(again.clocks['answer']!.startedAt).toBe(at('2026-06-22T09:00'))
  })

  test('kept answers become facts of the case; others stay in the act', () => {
    const printing = run(start(), act('print', '2026-06-18T10:00', 'ann', { shop: 'shop', colour: 'red' }))
    expect(printing.data).toEqual({ title: '张三的借书证', areaCode: '101', colour: 'red' })
  })

  test('a recorded due moment wins over a calendar that changed later', () => {
    const first = { ...opened(), due: { answer: 42 } }
    expect(fold(libraryCard, defaultCalendar, [first]).clocks['answer']!.dueAt).toBe(42)
  })
})

describe('a period that must run out first', () => {
  const waiting = defineProcess({
    ...libraryCard,
    key: 'waiting-card',
    actions: [
      { key: 'ask', title: '问', from: ['asked'], to: { stay: true }, who: [{ roles: ['librarian'] }], clocks: { start: ['print'] } },
      { key: 'waive', title: '不等', from: ['asked'], to: { stay: true }, who: [{ roles: ['librarian'] }], clocks: { stop: ['print'] } },
      {
        key: 'issue',
        title: '发',
        from: ['asked'],
        to: 'done',
        who: [{ roles: ['librarian'] }],
        guards: [{ kind: 'after-due', clock: 'print', text: '还没到时间' }],
        result: { is: 'issued' },
      },
    ],
  })
  const me = actor('p', ['librarian'])
  const at = Date.parse('2026-11-23T09:00:00+08:00')
  const made = (action: string, seq: number, when = at): Act => ({
    seq,
    actionId: `${seq}`,
    action,
    at: when,
    personId: 'p',
    unitId: 'library',
    input: {},
  })
  const blocked = (state: CaseState, now: number) =>
    allowed(waiting, state, me, now, new Map()).find(({ action }) => action.key === 'issue')?.blocked

  test('the gate opens when the clock runs out or is ended, not before and not without it', () => {
    const begun = begin(waiting, defaultCalendar, made('open', 1))
    expect(blocked(begun, at + 1e12)).toBe('还没到时间')
    const asked = apply(waiting, defaultCalendar, begun, made('ask', 2))
    const due = asked.clocks['print']!.dueAt!
    expect(blocked(asked, due - 1)).toBe('还没到时间')
    expect(blocked(asked, due)).toBeUndefined()
    const waived = apply(waiting, defaultCalendar, asked, made('waive', 3, at + 1000))
    expect(blocked(waived, at + 1000)).toBeUndefined()
  })
})
