import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { type CaseActor, type CaseState, apply, begin } from '#core/case/contract.ts'
import { type FieldPreparation, overlay } from '#core/case/field/index.tsx'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import { arrivalOf, calledAgain } from '../derived.ts'
import { callupGuards } from '../guards.ts'
import { limitsOf } from '../limits.ts'
import { whistleProcess } from '../processes/whistle.ts'
import { spotCode } from '../server/blow.ts'
import { findSpotCode, spotText } from '../spot-code.ts'
import { emptyBlow, isBlankBlow, missingOf } from './blow-draft.ts'

const spot: [number, number] = [120.605, 30.955]
const start = Date.parse('2026-07-15T09:00:00+08:00')
const [A, B] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const
const id = '00000000-0000-4000-8000-0000000000ca'
const actor: CaseActor = { kind: 'person', personId: 'p', unitId: A, unitIds: [A], roles: ['handler'], areas: [] }
const preparations: readonly FieldPreparation[] = [
  { process: 'whistle', action: 'report-in', prepare: ({ state, actor: { unitId } }) => arrivalOf(state, unitId) },
]

function summonedTo(units: readonly string[]): CaseState {
  const step = (state: CaseState, action: string, input: Record<string, unknown>) =>
    apply(whistleProcess, defaultCalendar, state, {
      seq: state.seq + 1,
      actionId: action,
      action,
      at: start + 60_000,
      personId: 'centre',
      unitId: 'centre',
      input,
    })
  const opened = begin(whistleProcess, defaultCalendar, {
    seq: 1,
    actionId: 'open',
    action: 'open',
    at: start,
    personId: 'secretary',
    unitId: 'village',
    input: { place: spot, areaCode: '320599101201001', ...limitsOf.emergency },
  })
  return step(step(opened, 'confirm', {}), 'summon', { unit: units[0]!, coUnits: units.slice(1), wanted: units })
}

const reportIn = (place: readonly [number, number], state: OutboxItem['state'] = 'waiting'): OutboxItem => ({
  id: '00000000-0000-4000-8000-0000000000ee',
  kind: 'case.act',
  state,
  at: start + 600_000,
  nextAt: 0,
  tries: 0,
  tap: { actionId: '00000000-0000-4000-8000-0000000000ee', at: new Date(start + 600_000).toISOString() },
  title: '到场报到',
  body: { caseId: id, action: 'report-in', input: { place, accuracy: 9, way: 'position' }, seenSeq: 3 },
  files: [],
})

const guards = new Map(callupGuards.map((guard) => [guard.name, guard]))
const seen = (state: CaseState, items: readonly OutboxItem[]) =>
  overlay(
    {
      actor: { ...actor, kind: 'person', unitIds: [...actor.unitIds], roles: [...actor.roles], areas: [] },
      calendar: defaultCalendar,
      processes: [whistleProcess],
    },
    { card: { id, process: 'whistle', seq: 3 } as never, version: whistleProcess.version, state, acts: [] },
    items,
    guards,
    start + 700_000,
    preparations,
  )!

describe('reporting in without a line', () => {
  test('the only unit: its phone goes on to the joint handling before the centre heard of it', () => {
    const one = seen(summonedTo([A]), [reportIn(spot)])
    expect(one.state.step).toBe('handling')
    expect(one.allowed.map(({ action }) => action.key)).toContain('conclude')
  })

  test('one of two: it is not asked to report in again, and waits for the other', () => {
    const one = seen(summonedTo([A, B]), [reportIn(spot)])
    expect([one.state.step, one.state.data['arrived']]).toEqual(['arriving', [A]])
    expect(one.allowed.find(({ action }) => action.key === 'report-in')?.blocked).toContain('已经报到')
    expect(one.waiting).toHaveLength(1)
  })

  test('three hundred metres off is folded by no phone, nor is what the centre refused', () => {
    expect(seen(summonedTo([A]), [reportIn([spot[0], spot[1] + 0.0028])]).state.step).toBe('arriving')
    const refused = seen(summonedTo([A]), [reportIn(spot, 'refused')])
    expect([refused.state.step, refused.refused.length]).toEqual(['arriving', 1])
  })

  test('a second blow calls whom the first one called, a third nobody', () => {
    const state = summonedTo([A, B])
    const answered = { ...state, tasks: state.tasks.map((task) => ({ ...task, state: 'answered' as const })) }
    expect(calledAgain(answered)).toEqual([A, B])
    expect(calledAgain({ ...answered, done: { reblow: { count: 1, lastAt: 0, lastSeq: 1, persons: [], after: {} } } })).toEqual([])
  })
})

describe('the code of the spot', () => {
  test('every code the server makes is known again, scanned or typed; other texts are not', () => {
    for (let n = 0; n < 200; n++) {
      const code = spotCode()
      expect([findSpotCode(spotText(code)), findSpotCode(` ${code} `)]).toEqual([code, code])
    }
    fc.assert(
      fc.property(fc.string(), (text) => findSpotCode(text) === undefined || /^(?:sihe:w\/)?[2-9A-HJKMNP-Z]{8}$/u.test(text.trim())),
    )
    for (const text of ['sihe:o/O1A2B3C4', 'O1A2B3C4', 'SH202607150001', 'https://example.com/ABCD2345'])
      expect(findSpotCode(text)).toBeUndefined()
  })
})

test('a whistle is blown with what, why and where; an empty page is no draft', () => {
  const empty = emptyBlow(id, 0)
  expect(isBlankBlow(empty)).toBe(true)
  expect(Object.keys(missingOf(empty, false))).toEqual(['title', 'description', 'why', 'place'])
  expect(missingOf({ ...empty, title: '塌方', description: '河岸塌方', why: '要水利到场' }, true)).toEqual({})
})
