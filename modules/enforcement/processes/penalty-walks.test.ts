import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseActor, allowed } from '#core/case/contract.ts'
import { everybody, filed, hour, named, photo, type Run, send } from '../testing/penalty-run.ts'
import { penaltyProcess as process } from './penalty.ts'

describe('over random orders of acts', () => {
  const yes = fc.constantFrom(true, true, true, true, false)
  const no = fc.constantFrom(false, false, false, false, true)
  const anyInput = fc.record({
    second: fc.constantFrom('a', 'b', 'a', 'b', 'law'),
    shown: yes,
    told: yes,
    refused: no,
    fromCamera: no,
    reviewed: yes,
    minor: no,
    firstTime: no,
    noFault: no,
    complex: fc.boolean(),
    proposal: fc.constantFrom('punish', 'punish', 'punish', 'none-minor', 'none-unproven'),
    kinds: fc.constantFrom(['fine'], ['fine'], ['warning'], ['fine', 'suspended']),
    fine: fc.constantFrom(0, 200, 5000, 90_000),
    toldContent: fc.constantFrom(true, true, false),
    toldFacts: fc.constant(true),
    toldRights: fc.constant(true),
    toldHearing: yes,
    opinion: fc.constantFrom('agree', 'agree', 'agree', 'agree', 'no-penalty', 'change'),
    competent: fc.constant(true),
    clear: fc.constant(true),
    lawful: fc.constantFrom(true, true, false),
    procedure: fc.constant(true),
    decided: fc.constantFrom('punish', 'punish', 'none-minor'),
    decidedKinds: fc.constantFrom(['fine'], ['fine'], ['warning'], ['fine', 'suspended']),
    decidedFine: fc.constantFrom(0, 200, 200, 5000, 90_000),
    host: fc.constantFrom('a', 'b', 'law'),
    way: fc.constantFrom('直接送达', '电子送达'),
    confirmed: yes,
    settled: yes,
    words: fc.constant('话'),
    reason: fc.constant('理由'),
  })
  // Mostly something that the post may do here, sometimes anything at all: else most walks would end before the gates.
  const keys = process.actions.map(({ key }) => key)
  const rare = new Set(['suspend', 'terminate', 'hand-over', 'recuse', 'note', 'request-seize', 'request-preserve', 'extend-case'])
  const step = fc.record({
    pick: fc.nat(10_000),
    wild: fc.constantFrom(false, false, false, false, true),
    who: fc.nat(3),
    input: anyInput,
    wait: fc.constantFrom(0, 1, 4 * 24, 12 * 24, 12 * 24),
  })
  function next(run: Run, { pick, wild, who }: { pick: number; wild: boolean; who: number }): { key: string; actor: CaseActor } {
    const here = everybody.flatMap((actor) =>
      allowed(process, run.state, actor, run.now, named)
        .filter(({ blocked }) => !blocked)
        .map(({ action }) => ({ key: action.key, actor })),
    )
    const forward = here.filter(({ key }) => process.actions.find((one) => one.key === key)?.tone === 'primary')
    const usual = [...here.filter(({ key }) => !rare.has(key)), ...forward, ...forward, ...forward, ...forward]
    if (wild || usual.length === 0) return { key: keys[pick % keys.length]!, actor: everybody[who]! }
    return usual[pick % usual.length]!
  }

  it('no path reaches a decision around a gate', () => {
    let decisions = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 90 }), (steps) => {
        const run = filed()
        for (const one of steps) {
          const { input, wait } = one
          run.now += wait * hour
          const { key, actor } = next(run, one)
          // Half of the decisions are what was notified, half anything.
          const asTold =
            key === 'decide' && one.pick % 2 === 0
              ? { decided: 'punish', decidedKinds: run.state.data['penaltyKinds'], decidedFine: run.state.data['noticeFine'] }
              : {}
          const before = run.state
          if (send(run, actor, key, { ...input, ...asTold, files: photo }) !== undefined || key !== 'decide') continue
          if (run.state.data['decided'] !== 'punish') continue
          decisions++
          // Checked against the acts themselves, not against the guards' own bookkeeping.
          const last = (name: string) => run.acts.findLast(({ action }) => action === name)
          const concluded = last('finish-investigation')!
          const notice = last('serve-notice')
          const review = last('review')
          expect(notice && notice.seq > concluded.seq).toBe(true)
          expect(review && review.seq > notice!.seq && review.input['opinion'] === 'agree').toBe(true)
          const officers = run.acts
            .filter(({ step: at }) => at === 'investigation')
            .flatMap(({ actor, input: i }) => [actor.personId, i['second']])
          expect(officers).not.toContain(review!.actor.personId)
          for (const act of run.acts.filter(({ action }) => action === 'inspect' || action === 'collect'))
            expect(act.input['second']).not.toBe(act.actor.personId)
          expect(
            run.acts.some(
              ({ action, seq }) => (action === 'inspect' || action === 'question' || action === 'collect') && seq < concluded.seq,
            ),
          ).toBe(true)
          const decision = last('decide')!
          expect(Number(decision.input['decidedFine'] ?? 0)).toBeLessThanOrEqual(Number(concluded.input['fine'] ?? 0))
          const statement = run.acts.findLast(({ action, seq }) => action === 'state' && seq > notice!.seq)
          if (statement) expect(run.acts.some(({ action, seq }) => action === 'answer-statement' && seq > statement.seq)).toBe(true)
          if (concluded.input['complex']) expect(last('discuss')!.seq).toBeGreaterThan(review!.seq)
          const asked = run.acts.findLast(({ action, seq }) => action === 'request-hearing' && seq > notice!.seq)
          if (asked) expect(last('hold-hearing')!.seq).toBeGreaterThan(asked.seq)
          if (concluded.input['hearingDue'] && !asked) expect(notice!.input['toldHearing']).toBe(true)
          expect(before.data['preserved']).not.toBe(true)
        }
      }),
      { numRuns: 700, seed: 7 },
    )
    // The walk must really get there, or it proves nothing.
    expect(decisions).toBeGreaterThan(20)
  })
})
