import type { RuleDraft } from '../rule.ts'
import type { Judge, Memory } from './judge.ts'
import { inSpan } from './span.ts'

/** A rule ready to run. */
export interface CompiledRule {
  readonly id: string
  readonly draft: Pick<RuleDraft, 'lasting' | 'clearAfter' | 'hours'>
  readonly judge: Judge
}

/** How far one rule is with one device; plain JSON. */
export interface RuleState {
  memory: Memory
  /** Since when the condition holds. */
  since?: number
  readings: number
  peak: number
  /** Held for long enough. */
  open: boolean
  /** Normal readings in a row, and the first of them. */
  normal: number
  normalAt?: number
}

/** Everything the rules know of a device after some readings. */
export interface Snapshot {
  at: number
  seq: number
  latest: Record<string, number>
  rules: Record<string, RuleState>
}

export interface Sample {
  readonly at: number
  readonly seq: number
  readonly values: Readonly<Record<string, number>>
}

/** A stretch over the limit that held long enough. */
export interface Episode {
  readonly ruleId: string
  readonly onset: number
  readonly end?: number
  readonly peak: number
  readonly readings: number
}

export const emptySnapshot = (): Snapshot => ({ at: -Infinity, seq: 0, latest: {}, rules: {} })
const fresh = (): RuleState => ({ memory: {}, readings: 0, peak: 0, open: false, normal: 0 })

/** An independent copy: the fold changes in place. */
export const copySnapshot = (of: Snapshot): Snapshot => structuredClone(of)

function reset(state: RuleState): void {
  delete state.since
  delete state.normalAt
  state.readings = 0
  state.open = false
  state.normal = 0
}

export const episodeOf = (ruleId: string, state: RuleState, end?: number): Episode => ({
  ruleId,
  onset: state.since!,
  peak: state.peak,
  readings: state.readings,
  ...(end === undefined ? {} : { end }),
})

/** A breach holds until a reading contradicts it: a lid that says “12°” once and sleeps has been open all the while. */
const heldLongEnough = (rule: CompiledRule, state: RuleState, now: number): boolean =>
  state.since !== undefined && !state.open && now - state.since >= rule.draft.lasting * 1000

/** What happened to a rule: `opened` and `worse` leave the episode in the snapshot, `ended` hands it over. */
export type Tell = (what: 'opened' | 'worse' | 'ended', episode: Episode) => void

function stepRule(rule: CompiledRule, state: RuleState, sample: Sample, latest: Readonly<Record<string, number>>, tell: Tell): void {
  const { clearAfter, hours, lasting } = rule.draft
  if (hours && !inSpan(hours, sample.at)) {
    if (state.open) tell('ended', episodeOf(rule.id, state, sample.at))
    reset(state)
    return
  }
  const { verdict, value } = rule.judge.judge(state.memory, sample.at, sample.values, latest)
  if (verdict === 'absent') return
  if (heldLongEnough(rule, state, sample.at)) {
    state.open = true
    tell('opened', episodeOf(rule.id, state))
  }
  if (verdict === 'met') {
    const first = state.since === undefined
    if (first) {
      state.since = sample.at
      state.peak = value
    }
    state.readings++
    state.normal = 0
    const worse = rule.judge.upward ? value > state.peak : value < state.peak
    if (worse) state.peak = value
    if (!state.open && sample.at - state.since! >= lasting * 1000) {
      state.open = true
      tell('opened', episodeOf(rule.id, state))
    } else if (state.open && worse) tell('worse', episodeOf(rule.id, state))
    return
  }
  if (!state.open) {
    reset(state)
    return
  }
  if (verdict === 'between') {
    state.normal = 0
    return
  }
  if (state.normal++ === 0) state.normalAt = sample.at
  if (state.normal < clearAfter) return
  tell('ended', episodeOf(rule.id, state, state.normalAt))
  reset(state)
}

/** Takes one reading, not older than the last. Pure but for `snapshot`, which it changes. */
export function step(rules: readonly CompiledRule[], snapshot: Snapshot, sample: Sample, tell: Tell): void {
  snapshot.at = sample.at
  snapshot.seq = sample.seq
  Object.assign(snapshot.latest, sample.values)
  for (const rule of rules) stepRule(rule, (snapshot.rules[rule.id] ??= fresh()), sample, snapshot.latest, tell)
}

/** What the clock alone brings about: breaches nobody contradicted become episodes. */
export function pass(rules: readonly CompiledRule[], snapshot: Snapshot, now: number, tell: Tell): void {
  for (const rule of rules) {
    const state = snapshot.rules[rule.id]
    if (!state || !heldLongEnough(rule, state, now)) continue
    state.open = true
    tell('opened', episodeOf(rule.id, state))
  }
}

/** When the clock alone would next bring something about; undefined: never. */
export function nextPass(rules: readonly CompiledRule[], snapshot: Snapshot): number | undefined {
  let next: number | undefined
  for (const rule of rules) {
    const state = snapshot.rules[rule.id]
    if (!state || state.since === undefined || state.open) continue
    const due = state.since + rule.draft.lasting * 1000
    if (next === undefined || due < next) next = due
  }
  return next
}
