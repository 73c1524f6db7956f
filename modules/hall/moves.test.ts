import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Called, type TicketMove, findRefusal, isOver, moved } from './moves.ts'

const rule = { calls: 3, steps: 3, misses: 2 }
const fresh: Called = { state: 'waiting', calls: 0, misses: 0, rank: 2 }

function go(ticket: Called, ...moves: TicketMove[]): Called {
  return moves.reduce((now, move) => {
    const refusal = findRefusal(move, now, rule)
    if (refusal) throw new Error(`${move}: ${refusal.detail}`)
    return moved(now, move, rule)
  }, ticket)
}

test('取号 → 叫号 → 办理 → 完成', () => {
  expect(go(fresh, 'call', 'serve', 'finish')).toMatchObject({ state: 'done', calls: 1 })
})

describe('过号 and 弃号', () => {
  test('only after three calls', () => {
    expect(findRefusal('miss', go(fresh, 'call'), rule)).toMatchObject({ code: 'hall.call-again', detail: '叫满 3 次才能过号，还差 2 次' })
    expect(go(fresh, 'call', 'recall', 'recall', 'miss')).toMatchObject({ state: 'missed', misses: 1 })
  })
  test('a fourth call is not made', () => {
    expect(findRefusal('recall', go(fresh, 'call', 'recall', 'recall'), rule)).toMatchObject({ code: 'hall.calls-used' })
  })
  test('missed a second time it is given up', () => {
    const missed = go(fresh, 'call', 'recall', 'recall', 'miss')
    expect(go(missed, 'call', 'recall', 'recall', 'miss')).toMatchObject({ state: 'abandoned', misses: 2 })
    expect(go(missed, 'call', 'serve', 'finish')).toMatchObject({ state: 'done' })
  })
})

test('handed on it goes before those who have not waited, and priority is kept', () => {
  expect(go(fresh, 'call', 'serve', 'hand-on')).toMatchObject({ state: 'waiting', rank: 1, calls: 0 })
  expect(go({ ...fresh, rank: 0 }, 'call', 'hand-on')).toMatchObject({ rank: 0 })
})

test('whatever is pressed: what is over stays over, and nobody is called more often than the rule says', () => {
  const moves = fc.array(fc.constantFrom<TicketMove>('call', 'recall', 'miss', 'serve', 'finish', 'hand-on', 'give-up'), { maxLength: 40 })
  fc.assert(
    fc.property(moves, (pressed) => {
      let ticket = fresh
      for (const move of pressed) {
        if (findRefusal(move, ticket, rule)) continue
        expect(isOver(ticket)).toBe(false)
        ticket = moved(ticket, move, rule)
        expect(ticket.calls).toBeLessThanOrEqual(rule.calls)
        expect(ticket.misses).toBeLessThanOrEqual(rule.misses)
      }
    }),
  )
})
