import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ResponseRule, complianceOf, judgeCase, judgeDay, sampleRules } from './response.ts'

const [minutesRule, roundsRule] = sampleRules as [ResponseRule, ResponseRule]
const minute = 60_000
const of = (done: Record<string, number>, urgency = 3) => ({
  urgency,
  done: Object.fromEntries(Object.entries(done).map(([key, at]) => [key, at * minute])),
})

describe('the two sample readings of 3510 (features.md §5)', () => {
  test('are sound, and marked 示例', () => {
    for (const rule of sampleRules) expect(ResponseRule.parse(rule).sample).toBe(true)
    expect(minutesRule.steps.map((step) => step.kind === 'between' && step.minutes)).toEqual([3, 5, 10])
    expect(roundsRule.steps.map((step) => step.kind === 'daily' && step.atLeast)).toEqual([3, 5, 10])
  })

  test.each([
    [{ open: 0, accept: 2, dispatch: 4, sign: 12 }, ['met', 'met', 'met']],
    [{ open: 0, accept: 3, dispatch: 5, sign: 15 }, ['met', 'met', 'met']],
    [{ open: 0, accept: 4, dispatch: 6, sign: 20 }, ['missed', 'missed', 'missed']],
    [{ open: 0, dispatch: 2 }, ['met', 'met', 'missed']],
    [{ open: 0, settle: 1 }, ['met', 'met', 'not-due']],
    [{ open: 0 }, ['missed', 'missed', 'not-due']],
  ])('%j', (done, verdicts) => {
    expect(minutesRule.steps.map((step) => step.kind === 'between' && judgeCase(step, of(done), 100 * minute))).toEqual(verdicts)
  })

  test('a limit not yet over is no verdict; another urgency is not meant', () => {
    const [step] = minutesRule.steps
    if (step?.kind !== 'between') throw new Error('not a step of minutes')
    expect(judgeCase(step, of({ open: 0 }), 2 * minute)).toBe('running')
    expect(judgeCase({ ...step, urgencies: [1] }, of({ open: 0 }), 100 * minute)).toBe('not-due')
  })

  test.each([
    [{ rounds: 3, kinds: 5, items: 10 }, ['met', 'met', 'met']],
    [{ rounds: 2, kinds: 6, items: 9 }, ['missed', 'met', 'missed']],
  ])('a day of %j', (work, verdicts) => {
    expect(roundsRule.steps.map((step) => step.kind === 'daily' && judgeDay(step, work))).toEqual(verdicts)
  })

  test('compliance is per step, and met never exceeds due', () => {
    const cases = fc.array(
      fc.record({
        urgency: fc.integer({ min: 1, max: 4 }),
        done: fc.dictionary(fc.constantFrom('open', 'accept', 'dispatch', 'sign', 'handle'), fc.nat(60 * minute)),
      }),
    )
    fc.assert(
      fc.property(cases, (given) => {
        const steps = complianceOf(minutesRule, given, [], 30 * minute)
        expect(steps).toHaveLength(3)
        for (const { met, due, running } of steps) {
          expect(met).toBeLessThanOrEqual(due)
          expect(due + running).toBeLessThanOrEqual(given.length)
        }
      }),
    )
  })
})
