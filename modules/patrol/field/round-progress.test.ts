import { describe, expect, test } from 'vitest'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import type { RoundDetail } from '../contract.ts'
import { progressOf, roundOf } from './round-progress.ts'

const [round, shop, school] = ['a', 'b', 'c'].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string]
const detail = (state: string, stops: readonly string[] = [shop, school]): RoundDetail =>
  ({ round: { id: round, state, areaCode: '320599101004001' }, stops: stops.map((objectId) => ({ objectId })) }) as never
const act = (start: boolean, state: OutboxItem['state'] = 'waiting'): OutboxItem =>
  ({ kind: 'patrol.round', state, body: { id: round, start, note: '' } }) as never
const visit = (objectId: string, state: OutboxItem['state'] = 'waiting'): OutboxItem =>
  ({
    kind: 'patrol.visit',
    state,
    body: { objectId, roundId: round, version: 1, byScan: true, mocked: false, results: {}, note: '', files: [], findings: [] },
  }) as never

describe('a round on the phone', () => {
  test('begins, is walked and ends here before the centre knows', () => {
    expect(progressOf(detail('planned'), []).state).toBe('planned')
    const walked = progressOf(detail('planned'), [act(true), visit(shop)])
    expect([walked.state, [...walked.seen]]).toEqual(['running', [shop]])
    expect(progressOf(detail('running'), [act(true, 'done'), act(false)]).state).toBe('done')
  })

  test('what the centre refused did not happen', () => {
    const one = progressOf(detail('planned'), [act(true, 'refused'), visit(shop, 'refused')])
    expect([one.state, one.seen.size]).toEqual(['planned', 0])
  })

  test('a scanned code counts for the round under way, also for one begun without a line', () => {
    const object = { id: shop, areaCode: '320599101004001002' }
    expect(roundOf([detail('running')], [], object)).toBe(round)
    expect(roundOf([detail('planned', [])], [act(true)], object)).toBe(round)
    expect(roundOf([detail('planned', [])], [], object)).toBeUndefined()
    expect(roundOf([detail('running', [school])], [], object)).toBeUndefined()
    expect(roundOf([detail('planned', [])], [act(true)], { ...object, areaCode: '320599101005001' })).toBeUndefined()
  })
})
