import { expect } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { type Act, type CaseActor, type CaseState, apply, begin, refusal } from '#core/case/contract.ts'
import { derived } from '../derive.ts'
import { enforcementGuards } from '../guards.ts'
import { defaultThresholds } from '../hearing-threshold.ts'
import { penaltyProcess as process } from '../processes/penalty.ts'

export const named = new Map(enforcementGuards.map((guard) => [guard.name, guard]))
export const hour = 3_600_000
export const day = 24 * hour
export const start = Date.parse('2026-03-02T09:00:00+08:00')

export const person = (personId: string, ...roles: string[]): CaseActor => ({
  kind: 'person',
  personId,
  unitId: 'team',
  unitIds: ['team'],
  roles,
  areas: [],
})
export const a = person('a', 'officer')
export const b = person('b', 'officer')
export const lead = person('lead', 'enforcement-lead')
export const law = person('law', 'legal-reviewer')
export const everybody = [a, b, lead, law]

export interface Run {
  state: CaseState
  now: number
  readonly acts: (Act & { actor: CaseActor; step: string })[]
}

export function clue(party: 'citizen' | 'organisation' = 'organisation'): Run {
  const data = { title: '线索', partyKind: party, business: false }
  const state = begin(process, defaultCalendar, {
    seq: 1,
    actionId: '1',
    action: 'open',
    at: start,
    personId: 'a',
    unitId: 'team',
    input: data,
  })
  return { state: { ...state, holder: { unitId: 'team', personId: 'a' } }, now: start, acts: [] }
}

export const photo = [{ sha256: 'f'.repeat(64), name: 'x.jpg', mime: 'image/jpeg' }]
export const investigating = { second: 'b', shown: true, told: true, files: photo, words: '情况' }

/** Sends an act as the server would; answers the refusal, or undefined when it was done. */
export function send(run: Run, actor: CaseActor, key: string, sent: Record<string, unknown> = {}): string | undefined {
  const action = process.actions.find((one) => one.key === key)
  if (!action) throw new Error(`no action ${key}`)
  const input = Object.fromEntries(
    Object.entries(sent).filter(([name]) => action.form.some((field) => field.key === name && !field.derived)),
  )
  const refused = refusal({ process, action, state: run.state, actor, now: run.now, input }, named)
  if (refused) return refused.text
  const seq = run.state.seq + 1
  const given = { ...input, ...derived(key, input, run.state, run.now, defaultThresholds) }
  const act: Act = { seq, actionId: `${seq}`, action: key, at: run.now, personId: actor.personId, unitId: actor.unitId, input: given }
  run.acts.push({ ...act, actor, step: run.state.step })
  run.state = apply(process, defaultCalendar, run.state, act)
  return undefined
}

export const must = (run: Run, actor: CaseActor, key: string, input: Record<string, unknown> = {}): void =>
  expect(send(run, actor, key, input)).toBeUndefined()
export const filing = { power: 'P1', words: '初步事实', offenceEnded: '2026-02-20', grave: false, inTown: true }
export const proposal = {
  second: 'b',
  facts: '事实',
  proposal: 'punish',
  kinds: ['fine'],
  fine: 5000,
  discretion: '一般情节',
  minor: false,
  firstTime: false,
  noFault: false,
  complex: false,
}
export const told = { toldContent: true, toldFacts: true, toldRights: true, toldHearing: true, way: '直接送达', files: photo }
export const agreed = { competent: true, clear: true, lawful: true, procedure: true, opinion: 'agree', words: '同意' }
export const decided = { decided: 'punish', decidedKinds: ['fine'], decidedFine: 5000, words: '决定' }

export function filed(): Run {
  const run = clue()
  must(run, a, 'check', { words: '属实' })
  must(run, a, 'request-filing', filing)
  must(run, lead, 'file', {})
  return run
}
export function investigated(over: Record<string, unknown> = {}): Run {
  const run = filed()
  must(run, a, 'inspect', { ...investigating, refused: false })
  must(run, a, 'finish-investigation', { ...proposal, ...over })
  return run
}
export function noticed(over: Record<string, unknown> = {}): Run {
  const run = investigated(over)
  must(run, a, 'serve-notice', told)
  return run
}
export function reviewed(over: Record<string, unknown> = {}): Run {
  const run = noticed(over)
  run.now += 12 * day
  must(run, a, 'submit-review')
  must(run, law, 'review', agreed)
  return run
}
