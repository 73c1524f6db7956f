import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition, RuleDraft } from '../rule.ts'
import { type CompiledRule, type Sample, episodeOf } from './fold.ts'
import { compileCondition } from './judge.ts'
import { type Change, type Track, newTrack, take, wait } from './track.ts'

const rule = (condition: Condition, draft: Partial<RuleDraft> = {}): CompiledRule => ({
  id: 'r',
  draft: { lasting: 0, clearAfter: 2, ...draft },
  judge: compileCondition(condition, ['v', 'w']),
})
const over = (value: number, clear?: number): Condition => ({
  type: 'threshold',
  field: 'v',
  op: '>',
  value,
  ...(clear === undefined ? {} : { clear }),
})
const at = (seconds: number, v: number): Sample => ({ at: seconds * 1000, seq: seconds, values: { v } })

/** What the outside knows after all changes: episodes by onset. */
function book() {
  const known = new Map<number, { end: number | undefined; peak: number }>()
  return {
    known,
    note(changes: readonly Change[] | undefined) {
      for (const { episode, was, gone } of changes ?? []) {
        if (was !== undefined) known.delete(was)
        if (gone) known.delete(episode.onset)
        else known.set(episode.onset, { end: episode.end, peak: episode.peak })
      }
    },
  }
}
function run(
  rules: readonly CompiledRule[],
  samples: readonly Sample[],
  until?: number,
): Map<number, { end: number | undefined; peak: number }> {
  const track: Track = newTrack()
  const { known, note } = book()
  for (const sample of samples) note(take(track, rules, sample))
  if (until !== undefined) note(wait(track, rules, until))
  return known
}

describe('one rule', () => {
  test('a threshold opens at once and ends at the first of two normal readings', () => {
    expect([...run([rule(over(10))], [at(0, 1), at(10, 12), at(20, 14), at(30, 3), at(40, 2)])]).toEqual([
      [10_000, { end: 30_000, peak: 14 }],
    ])
  })
  test('one normal reading between two bad ones ends nothing', () => {
    expect([...run([rule(over(10))], [at(0, 12), at(10, 3), at(20, 12)])]).toEqual([[0, { end: undefined, peak: 12 }]])
  })
  test('a duration counts from the first reading, and a single spike within it is nothing', () => {
    const lasting = [rule(over(10), { lasting: 60 })]
    expect(run(lasting, [at(0, 12), at(30, 3), at(60, 12), at(90, 3)]).size).toBe(0)
    expect([...run(lasting, [at(0, 12), at(30, 12), at(61, 12)]).keys()]).toEqual([0])
  })
  test('a device that says it once and sleeps is believed until it says otherwise', () => {
    const lasting = [rule(over(10), { lasting: 2 })]
    expect(run(lasting, [at(0, 12)], 1999).size).toBe(0)
    expect(run(lasting, [at(0, 12)], 2000).size).toBe(1)
  })
  test('hysteresis: between the two limits it neither begins nor ends', () => {
    const with8 = [rule(over(10, 8))]
    expect(run(with8, [at(0, 9), at(10, 9.9)]).size).toBe(0)
    expect([...run(with8, [at(0, 11), at(10, 9), at(20, 9), at(30, 9)]).values()]).toEqual([{ end: undefined, peak: 11 }])
    expect([...run(with8, [at(0, 11), at(10, 9), at(20, 7), at(30, 7)]).values()]).toEqual([{ end: 20_000, peak: 11 }])
  })
  test('outside its hours a rule sleeps, and what was open ends', () => {
    // 22:00 in China is 14:00 UTC.
    const night = [rule(over(55), { hours: { from: '22:00', to: '06:00' } })]
    expect(run(night, [at(13 * 3600, 80)]).size).toBe(0)
    expect([...run(night, [at(21.9 * 3600, 80), at(22.1 * 3600, 80)])].length).toBe(1)
    expect([...run(night, [at(21.9 * 3600, 80), at(22.1 * 3600, 80)]).values()][0]!.end).toBe(22.1 * 3_600_000)
  })
  test('rate of change, stuck value, combination, expression', () => {
    const rising = [rule({ type: 'rate', field: 'v', op: '>', perMinute: 2, over: 600 })]
    expect(run(rising, [at(0, 0), at(60, 1)]).size).toBe(0)
    expect(run(rising, [at(0, 0), at(60, 3)]).size).toBe(1)
    const stuck = [rule({ type: 'stuck', field: 'v', within: 0.1, seconds: 120 })]
    expect(run(stuck, [at(0, 5), at(60, 5.05), at(121, 4.95)]).size).toBe(1)
    expect(run(stuck, [at(0, 5), at(60, 5.3), at(121, 5.3)]).size).toBe(0)
    const both: Condition = {
      type: 'all',
      of: [
        { type: 'threshold', field: 'v', op: '=', value: 1 },
        { type: 'threshold', field: 'w', op: '<', value: 0.1 },
      ],
    }
    const parts = (v: number, w: number): Sample[] => [
      { at: 0, seq: 1, values: { v } },
      { at: 1000, seq: 2, values: { w } },
    ]
    expect(run([rule(both)], parts(1, 0)).size).toBe(1)
    expect(run([rule(both)], parts(0, 0)).size).toBe(0)
    const typed = [rule({ type: 'expression', text: 'v == 1 && w * 10 < 1' })]
    expect(run(typed, parts(1, 0)).size).toBe(1)
    expect(run(typed, parts(1, 5)).size).toBe(0)
  })
})

describe('whatever the order', () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 25 })
  const rules = fc.record({
    lasting: fc.constantFrom(0, 3, 8),
    clearAfter: fc.integer({ min: 1, max: 3 }),
    clear: fc.constantFrom(undefined, 7),
  })

  test('readings within a minute, shuffled and repeated, give the same episodes', () => {
    fc.assert(
      fc.property(values, rules, fc.infiniteStream(fc.nat()), fc.boolean(), (vs, { lasting, clearAfter, clear }, random, twice) => {
        const compiled = [rule(over(10, clear), { lasting, clearAfter })]
        const first = at(0, 0)
        const samples = vs.map((v, i) => at(i + 1, v))
        const straight = run(compiled, [first, ...samples], 40_000)
        const order = samples.map((sample) => [random.next().value, sample] as const).toSorted((a, b) => a[0] - b[0])
        const mixed = order.flatMap(([, sample]) => (twice ? [sample, sample] : [sample]))
        expect(run(compiled, [first, ...mixed], 40_000)).toEqual(straight)
      }),
      { numRuns: 400 },
    )
  })
  test('an episode always begins with a reading over the limit and ends with one under the clearing value', () => {
    fc.assert(
      fc.property(values, (vs) => {
        for (const [onset, { end }] of run(
          [rule(over(10, 7), { clearAfter: 1 })],
          vs.map((v, i) => at(i, v)),
        )) {
          expect(vs[onset / 1000]).toBeGreaterThan(10)
          if (end !== undefined) expect(vs[end / 1000]).toBeLessThanOrEqual(7)
        }
      }),
    )
  })
  test('what comes more than a minute late judges nothing', () => {
    const track = newTrack()
    const compiled = [rule(over(10))]
    for (let i = 0; i < 300; i += 10) take(track, compiled, at(i, 1))
    expect(take(track, compiled, at(5, 99))).toBeUndefined()
    expect(track.recent.length).toBeLessThan(10)
  })
})

test('an open episode is told from its state', () => {
  expect(episodeOf('r', { memory: {}, since: 5, readings: 2, peak: 3, open: true, normal: 0 })).toEqual({
    ruleId: 'r',
    onset: 5,
    peak: 3,
    readings: 2,
  })
})
