import { describe, expect, test } from 'vitest'
import { dateOf, defaultCalendar } from '#core/calendar/contract.ts'
import { apply, begin } from './fold.ts'
import { type Process, defineProcess } from './process.ts'
import type { Act, CaseState } from './state.ts'
import { libraryCard } from './testing/library-card.ts'
import { validateProcess } from './validate.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const act = (seq: number, action: string, when: string, input: object = {}): Act => ({
  seq,
  actionId: `${seq}`,
  action,
  at: at(when),
  personId: 'ann',
  unitId: 'library',
  input: { ...input },
})

/** The card again, its answer counted in whole days; silence on it is a yes from the day it was asked. */
const card: Process = defineProcess({
  ...libraryCard,
  clocks: [
    { ...libraryCard.clocks[0]!, whole: true, rungs: [{ at: 1, act: 'deem' }] },
    { key: 'print', title: '制证', limit: { n: 10, unit: 'working-day' }, whole: true },
    { key: 'photo', title: '补照片', limit: { n: 1, unit: 'working-day' }, limitFrom: 'photoLimit', ownOnly: true },
  ],
  startClocks: ['answer', 'photo'],
  actions: [
    ...libraryCard.actions,
    {
      key: 'deem',
      title: '视为同意',
      from: ['asked'],
      to: 'printing',
      who: [{ system: true }],
      clocks: { stop: ['answer'], start: ['print'], since: 'open' },
    },
    {
      key: 'prolong',
      title: '延长',
      from: ['asked'],
      to: { stay: true },
      who: [{ roles: ['librarian'] }],
      form: [{ key: 'more', title: '延长', kind: 'limit' }],
      clocks: {
        extend: [
          { clock: 'answer', field: 'more' },
          { clock: 'photo', field: 'more' },
        ],
      },
    },
  ],
})
const opened = (data: object = {}): CaseState => begin(card, defaultCalendar, act(1, 'open', '2026-02-10T16:00', { title: '证', ...data }))
const day = (state: CaseState, clock: string) => dateOf(state.clocks[clock]!.dueAt! - 1)

describe('clocks a law may ask for', () => {
  test('counted in whole days', () => expect(day(opened(), 'answer')).toBe('2026-02-12'))

  test('a term of its own runs only in the case that has one', () => {
    expect(opened().clocks['photo']).toBeUndefined()
    expect(day(opened({ photoLimit: { n: 5, unit: 'working-day' } }), 'photo')).toBe('2026-02-24')
  })

  test('what an act begins may count from an earlier act', () => {
    const state = apply(card, defaultCalendar, opened(), act(2, 'deem', '2026-02-13T00:00'))
    expect(state.clocks['print']!.startedAt).toBe(at('2026-02-10T16:00'))
    expect(day(state, 'print')).toBe('2026-03-02')
  })

  test('one extension, several clocks', () => {
    const state = apply(
      card,
      defaultCalendar,
      opened({ photoLimit: { n: 5, unit: 'working-day' } }),
      act(2, 'prolong', '2026-02-11T09:00', { more: { n: 1, unit: 'working-day' } }),
    )
    expect([day(state, 'answer'), day(state, 'photo')]).toEqual(['2026-02-13', '2026-02-25'])
  })

  test('a definition that cannot mean it is refused', () => {
    expect(validateProcess(card)).toEqual([])
    const said = (more: Partial<Process>) => validateProcess({ ...card, ...more }).map(({ text }) => text)
    expect(
      said({ clocks: card.clocks.map((c) => ({ ...c, whole: true, limit: { n: 4, unit: 'working-hour' as const } })) }).join(),
    ).toContain('按日计算')
    expect(said({ clocks: card.clocks.map(({ limitFrom: _, ...c }) => c) }).join()).toContain('取自哪一项')
    const deem = card.actions.find(({ key }) => key === 'deem')!
    expect(
      said({ actions: [...card.actions.filter((a) => a !== deem), { ...deem, clocks: { ...deem.clocks, since: 'never' } }] }).join(),
    ).toContain('起算')
  })
})
