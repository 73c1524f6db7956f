import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BoundaryChange, applyChange, registerAfter } from './change.ts'
import { plannedChanges, withdrawChange } from './planned.ts'
import { box, sampleTown } from './sample-town.ts'

const today = '2026-06-15'
const sorted = (areas: readonly { id: string }[]) => areas.toSorted((a, b) => a.id.localeCompare(b.id))
const codes = sampleTown()
  .filter(({ tier }) => tier === 'micro')
  .map(({ code }) => code)

const change = (from: string): fc.Arbitrary<BoundaryChange> =>
  fc
    .record({
      renamed: fc.subarray(codes, { minLength: 1 }),
      retired: fc.subarray(codes, { maxLength: 2 }),
      adds: fc.boolean(),
    })
    .map(({ renamed, retired, adds }) => ({
      from,
      areas: renamed.filter((code) => !retired.includes(code)).map((code) => ({ code, name: `新${code.slice(-3)}` })),
      retired,
      added: adds ? [{ tier: 'micro' as const, name: '新增', parent: '320999100201001', geometry: box(0, 0, 0.1, 0.1) }] : [],
    }))

test('withdrawing what was planned last brings back the very register there was before', () => {
  fc.assert(
    fc.property(change('2026-07-01'), change('2026-08-01'), (first, second) => {
      const start = sampleTown()
      const once = registerAfter(start, applyChange(start, first, today))
      const current = new Set(once.filter(({ validTo }) => validTo === undefined).map(({ code }) => code))
      const later = {
        ...second,
        areas: second.areas.filter(({ code }) => current.has(code)),
        retired: second.retired.filter((c) => current.has(c)),
      }
      const twice = registerAfter(once, applyChange(once, later, today))
      const back = registerAfter(twice, withdrawChange(twice, '2026-08-01'))
      expect(sorted(back)).toEqual(sorted(once))
      expect(sorted(registerAfter(back, withdrawChange(back, '2026-07-01')))).toEqual(sorted(start))
    }),
    { numRuns: 60 },
  )
})

test('what lies ahead is told by day: what begins, and what ends without going on', () => {
  const start = sampleTown()
  const plan = { from: '2026-07-01', areas: [{ code: codes[0]!, name: '新名' }], added: [], retired: [codes[1]!] }
  const after = registerAfter(start, applyChange(start, plan, today))
  expect(plannedChanges(after, today)).toMatchObject([{ on: '2026-07-01', opened: [{ name: '新名' }], retired: [{ code: codes[1] }] }])
  expect(plannedChanges(after, '2026-07-01')).toEqual([])
})
