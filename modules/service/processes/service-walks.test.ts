import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowed } from '#core/case/contract.ts'
import { addWorkdays, countWorkdays, dateOf, defaultCalendar } from '#core/calendar/contract.ts'
import { type Run, day, dueDay, everybody, hour, named, pass, type papers, received, send } from '../testing/case-run.ts'
import { serviceProcess as process } from './service.ts'

const yes = fc.constantFrom(true, true, true, false)
const state = fc.constantFrom('have', 'have', 'have', 'have', 'deferred', 'promised', 'missing')
const input = fc.record({
  changes: fc.tuple(state, state).map(([lease, safe]) => [
    { key: 'lease', state: lease, due: '2026-03-20' },
    { key: 'safe', state: safe },
  ]),
  more: fc.constantFrom('', '签名'),
  opinion: fc.constantFrom('granted', 'granted', 'refused'),
  outcome: fc.constantFrom('granted', 'granted', 'refused'),
  words: fc.constantFrom('好', '场所不符合安全标准第三条规定'),
  told: yes,
  agreed: yes,
  kept: yes,
  special: fc.constantFrom('检测', '检验', '拍卖'),
  second: fc.constantFrom('decider', 'reviewer'),
  host: fc.constantFrom('decider', 'head', 'reviewer'),
  hearingOn: fc.constantFrom('2026-02-27', '2026-03-20', '2026-04-10'),
  extensionDays: fc.constantFrom(5, 10, 12),
  way: fc.constantFrom('counter', 'electronic'),
  reason: fc.constant('理由'),
})
const rare = new Set([
  'withdraw',
  'terminate',
  'refuse-receipt',
  'not-needed',
  'replace-material',
  'tell-hearing',
  'end-uncorrected',
  'revoke',
])
const step = fc.record({
  pick: fc.nat(10_000),
  wild: fc.constantFrom(false, false, false, true),
  who: fc.nat(everybody.length - 1),
  input,
  wait: fc.constantFrom(0, 1, 26, 3 * 24, 9 * 24),
})
const keys = process.actions.map(({ key }) => key)

function next(run: Run, { pick, wild, who }: { pick: number; wild: boolean; who: number }) {
  const here = everybody.flatMap((actor) =>
    allowed(process, run.state, actor, run.now, named)
      .filter(({ blocked }) => !blocked)
      .map(({ action }) => ({ key: action.key, actor })),
  )
  const usual = here.filter(({ key }) => !rare.has(key))
  if (wild || usual.length === 0) return { key: keys[pick % keys.length]!, actor: everybody[who]! }
  return usual[pick % usual.length]!
}

test('over random orders of acts no path reaches a decision around a gate, and every due day is the formula of §5.4', () => {
  let decisions = 0
  let deemed = 0
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 12, maxLength: 40 }), (soleOfficer, steps) => {
      const run = received({ soleOfficer, level: 'village' })
      for (const one of steps) {
        pass(run, one.wait * hour)
        const { key, actor } = next(run, one)
        if (
          send(run, actor, key, { ...one.input, takenBy: '本人', files: [{ sha256: 'f'.repeat(64), name: 'x', mime: 'image/png' }] }) !==
          undefined
        )
          continue
        if (key !== 'decide' && key !== 'sole-decide') continue
        decisions++
        // Checked against the acts themselves, not against the guards' own bookkeeping.
        const last = (...names: string[]) => run.acts.findLast(({ action }) => names.includes(action))
        const acceptance = last('accept', 'accept-by-law', 'accept-resubmitted')!
        expect(acceptance).toBeDefined()
        if (acceptance.action !== 'accept') deemed++
        expect(run.acts.filter(({ action }) => action === 'notify-correction').length).toBeLessThanOrEqual(1)
        const decision = last('decide', 'sole-decide')!
        if (!soleOfficer) {
          expect(decision.action).toBe('decide')
          expect(decision.actor.personId).not.toBe(acceptance.actor.personId || 'nobody')
          const review = last('review')!
          expect(review.seq).toBeGreaterThan(acceptance.seq)
          expect(review.actor.personId).not.toBe(decision.actor.personId)
          expect(review.seq).toBeGreaterThan(last('replace-material', 'return-review')?.seq ?? 0)
        }
        if (decision.input['outcome'] === 'refused') expect(String(decision.input['words']).length).toBeGreaterThanOrEqual(10)
        const heard = last('tell-hearing')
        if (heard && !last('request-hearing')) expect(run.now - heard.at).toBeGreaterThan(4 * day)
        if (last('request-hearing')) expect(last('hold-hearing')).toBeDefined()
        const list = run.state.data['materials'] as typeof papers
        expect(list.some((m) => m.state === 'deferred')).toBe(false)
        const from =
          acceptance.action === 'accept-by-law' ? run.state.openedAt : acceptance.action === 'accept' ? acceptance.at : last('resubmit')!.at
        const extension = last('grant-extension')
        // A procedure begun after the limit was over takes nothing off any more.
        const legal = run.state.clocks['legal']!
        const excluded = legal.pauses
          .filter(({ from: began }) => began < legal.dueAt!)
          .reduce((n, p) => n + countWorkdays(defaultCalendar, dateOf(p.from), dateOf(p.to!)), 0)
        const days = 20 + (extension ? Number(run.state.data['extensionDays']) : 0) + excluded
        expect(dueDay(run, 'legal')).toBe(addWorkdays(defaultCalendar, dateOf(from), days))
      }
    }),
    { numRuns: 150 },
  )
  // The walk must really get there, or it proves nothing.
  expect(decisions).toBeGreaterThan(60)
  expect(deemed).toBeGreaterThan(5)
})
