import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import { newId } from '#platform/contract/id.ts'
import { apply, begin } from '../fold.ts'
import type { Shift, ShiftCase } from '../shift.ts'
import type { Act, CaseState } from '../state.ts'
import { libraryCard } from '../testing/library-card.ts'
import { findDue, isMine } from './field-case.ts'
import { overlay } from './overlay.ts'

const opened = Date.parse('2026-06-18T09:00+08:00')
const now = opened + 3_600_000
const caseId = newId()
const unitId = newId()
const held: Pick<Shift, 'actor' | 'calendar' | 'processes'> = {
  actor: { kind: 'person', personId: 'ann', unitId: 'library', unitIds: ['library'], roles: ['librarian'], areas: ['1'] },
  calendar: defaultCalendar,
  processes: [libraryCard],
}
const act = (seq: number, action: string, at: number, input: object = {}, personId = 'ann'): Act => ({
  seq,
  actionId: newId(),
  action,
  at,
  personId,
  unitId: 'library',
  input: { ...input },
})
const start = () => begin(libraryCard, defaultCalendar, act(1, 'open', opened, { title: '借书证', areaCode: '101' }, 'reader'))
const oneOf = (state: CaseState): ShiftCase => ({
  version: 1,
  state,
  acts: [],
  card: {
    id: caseId,
    number: 'LC1',
    process: 'library-card',
    title: '借书证',
    step: state.step,
    stepTitle: '',
    urgency: 3,
    areaCode: '101',
    areaName: '',
    holder: {},
    paused: false,
    openedAt: new Date(opened).toISOString(),
    since: new Date(opened).toISOString(),
    seq: state.seq,
  },
})
const item = (action: string, input: object, more: Partial<OutboxItem> = {}): OutboxItem => {
  const id = newId()
  return {
    id,
    kind: 'case.act',
    state: 'waiting',
    at: now,
    nextAt: 0,
    tries: 0,
    tap: { actionId: id, at: new Date(now).toISOString() },
    title: action,
    body: { caseId, action, input, seenSeq: 1 },
    files: [],
    ...more,
  }
}
const see = (one: ShiftCase, items: readonly OutboxItem[]) => overlay(held, one, items, new Map(), now)!

describe('a case as the phone sees it', () => {
  test('what was done without a line is folded in by the server’s own fold', () => {
    const seen = see(oneOf(start()), [item('print', { shop: unitId, colour: 'red' })])
    const server = apply(libraryCard, defaultCalendar, start(), act(2, 'print', now, { shop: unitId, colour: 'red' }))
    expect(seen.state.step).toBe('printing')
    expect({ ...seen.state, done: undefined }).toEqual({ ...server, done: undefined })
    expect(seen.waiting).toHaveLength(1)
    expect(seen.allowed.map((a) => a.action.key)).toEqual(['wait'])
  })

  test('two acts in the order they were done, whatever order they lie in', () => {
    const first = item('wait', { reason: '缺照片' }, { at: now - 2 })
    const second = item('resume', {}, { at: now - 1 })
    expect(see(oneOf(start()), [second, first]).state).toMatchObject({ step: 'asked', done: { wait: { count: 1 }, resume: { count: 1 } } })
  })

  test('an act the case has outrun changes nothing here; a refused one is shown and not folded', () => {
    const refused = apply(libraryCard, defaultCalendar, start(), act(2, 'refuse', now, { reason: '不符' }))
    expect(see(oneOf(refused), [item('print', { shop: unitId })]).state.step).toBe('refused')
    const seen = see(oneOf(start()), [item('print', { shop: unitId }, { state: 'refused' })])
    expect(seen.state.step).toBe('asked')
    expect(seen.refused).toHaveLength(1)
  })

  test('an accepted act is folded until the package knows it, and not twice afterwards', () => {
    const reply = (seq: number) => ({ card: { ...oneOf(start()).card, seq } })
    const done = item('wait', { reason: '缺照片' }, { state: 'done', reply: reply(2) })
    expect(see(oneOf(start()), [done]).state.step).toBe('waiting')
    const known = apply(libraryCard, defaultCalendar, start(), act(2, 'wait', now, { reason: '缺照片' }))
    expect(see(oneOf(known), [done]).state.done['wait']?.count).toBe(1)
  })

  test('another case’s items, and items of another kind of body, are none of its business', () => {
    const other = item('refuse', { reason: 'x' }, { body: { caseId: newId(), action: 'refuse', input: {}, seenSeq: 1 } })
    expect(see(oneOf(start()), [other, item('refuse', {}, { body: { words: 'x' } })]).state.step).toBe('asked')
  })

  test('a definition this phone does not hold: no guess', () => {
    expect(overlay({ ...held, processes: [] }, oneOf(start()), [], new Map(), now)).toBeUndefined()
  })
})

test('the clock due first, and a paused one', () => {
  const state = start()
  expect(findDue({ process: libraryCard, state })).toMatchObject({ title: '答复', paused: false })
  const waiting = apply(libraryCard, defaultCalendar, state, act(2, 'wait', now, { reason: 'x' }))
  expect(findDue({ process: libraryCard, state: waiting })).toEqual({ title: '答复', dueAt: undefined, paused: true })
})

test('mine is what I can move on here and now', () => {
  const action = { ...libraryCard.actions[0]!, tone: 'primary' as const }
  expect(isMine({ allowed: [{ action }] })).toBe(true)
  expect(isMine({ allowed: [{ action, blocked: '还没到' }] })).toBe(false)
  expect(isMine({ allowed: [{ action: libraryCard.actions[1]! }] })).toBe(false)
})
