import type { CaseState } from '#core/case/contract.ts'
import { HOUR } from '#core/calendar/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { defaultCatalogue } from '#modules/incident/contract.ts'
import { defaultDuties, findDuty } from '#modules/incident/server/index.ts'
import type { Random } from '#town/geometry/index.ts'
import { kindOf } from '../history/kinds.ts'
import * as say from '../history/phrases.ts'
import type { Staff } from '../history/staff.ts'
import { fill, wordings } from '../history/wording/index.ts'

export interface NextAct {
  readonly action: string
  readonly actor: Actor
  readonly input: Readonly<Record<string, unknown>>
  /** Photos to be taken for these fields before the act is done. */
  readonly photos?: readonly ('before' | 'after')[]
}

export interface Scene {
  readonly state: CaseState
  readonly staff: Staff
  readonly random: Random
  /** Epoch milliseconds. */
  readonly now: number
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const codeOf = ({ state }: Scene): string => text(state.data['classCode'])
const areaOf = ({ state }: Scene): string => text(state.data['areaCode'])
const handlersOf = ({ state }: Scene): string[] => ['handle', 'settle', 'sign'].flatMap((key) => state.done[key]?.persons ?? [])

/** How long a case rests at a step before somebody turns to it, in minutes. */
const rests: Readonly<Record<string, number>> = {
  acceptance: 4,
  dispatch: 6,
  sign: 12,
  handling: 45,
  verification: 40,
  callback: 60,
  check: 40,
  ruling: 60,
  extension: 45,
  voiding: 20,
  escalated: 90,
}

/** Whether its time has come. */
export const isRipe = (state: CaseState, now: number): boolean => now - state.since > (rests[state.step] ?? Infinity) * 60_000

/** What the right person would most likely do next; undefined when nobody would just now. */
export function nextAct(scene: Scene): NextAct | undefined {
  return acts[scene.state.step]?.(scene)
}

const acts: Readonly<Partial<Record<string, (scene: Scene) => NextAct | undefined>>> = {
  acceptance: order,
  dispatch: order,
  sign: ({ state, staff, random }) =>
    state.holder.unitId ? { action: 'sign', actor: staff.of(state.holder.unitId, random), input: {} } : undefined,
  handling: handle,
  verification: (scene) => {
    const { staff, random, now } = scene
    const mine = handlersOf(scene)
    const worker = random.chance(0.5) ? staff.gridWorker(areaOf(scene)) : undefined
    const actor = worker && !mine.includes(worker.personId) ? worker : staff.on('verifier', now, random, mine)
    const passed = random.chance(0.95)
    return { action: 'verify', actor, input: { passed, words: random.pick(passed ? say.passed : say.failed) } }
  },
  callback: (scene) => {
    const { staff, random, now } = scene
    const actor = staff.on('callback', now, random, handlersOf(scene))
    const answer = random.weighted([
      ['solved', 88],
      ['unreached', 8],
      ['not-solved', 4],
    ] as const)
    if (answer === 'unreached') return { action: 'call-back', actor, input: { answer, words: '无人接听' } }
    const satisfied = answer === 'solved' ? random.pick(['satisfied', 'satisfied', 'satisfied', 'fair']) : 'unsatisfied'
    const words = random.pick(answer === 'solved' ? say.voices : say.complaints)
    return { action: 'call-back', actor, input: { answer, satisfied, ...(words ? { words } : {}) } }
  },
  check: (scene) => {
    const { staff, random, now } = scene
    const actor = staff.gridWorker(areaOf(scene)) ?? staff.on('verifier', now, random)
    return { action: 'check', actor, input: { finding: 'real', words: random.pick(say.checkReal) } }
  },
  ruling: (scene) => {
    const unit = unitOf(scene)
    if (!unit) return undefined
    return {
      action: 'rule',
      actor: scene.staff.on('arbitrator', scene.now, scene.random),
      input: { unit, words: scene.random.pick(say.ruled) },
    }
  },
  extension: ({ state, staff, random, now }) => ({
    action: 'approve-extension',
    actor: staff.on('watch-officer', now, random),
    input: { limit: state.data['askedLimit'] },
  }),
  voiding: ({ state, staff, random, now }) => ({
    action: 'approve-void',
    actor: staff.on('watch-officer', now, random, state.done['propose-void']?.persons ?? []),
    input: {},
  }),
  escalated: ({ staff, random, now }) => ({
    action: 'instruct',
    actor: staff.on('leader', now, random),
    input: { words: random.pick(say.instructions) },
  }),
}

function unitOf(scene: Scene): string | undefined {
  const found = findDuty(defaultDuties, defaultCatalogue, codeOf(scene))
  return (
    found &&
    (scene.staff.unitFor(found.duty.lead, areaOf(scene), scene.random) ?? scene.staff.unitFor('enforcement', areaOf(scene), scene.random))
  )
}

function order(scene: Scene): NextAct | undefined {
  const unit = unitOf(scene)
  // Unclassified ones are left to people: choosing a class is theirs.
  return unit ? { action: 'dispatch', actor: scene.staff.on('dispatcher', scene.now, scene.random), input: { unit } } : undefined
}

function handle(scene: Scene): NextAct | undefined {
  const { state, staff, random, now } = scene
  const co = state.tasks.find((task) => task.state === 'open' && !task.lead)
  const helper = co && staff.member(co.unitId, random)
  if (helper) return { action: 'answer', actor: helper, input: { words: random.pick(say.coAnswers) } }
  if (!state.holder.unitId) return undefined
  const actor = staff.of(state.holder.unitId, random)
  const kind = kindOf(codeOf(scene) || 'E')
  const { safe } = state.clocks
  if (safe && safe.stoppedAt === undefined && random.chance(0.7))
    return { action: 'make-safe', actor, input: { words: random.pick(say.safeWords[kind]) } }
  // What takes days is not finished in an hour.
  const limit = state.clocks['finish']?.limit
  const slow = limit?.unit === 'working-day' ? 5 * HOUR : 1.5 * HOUR
  if (now - state.since < slow && random.chance(0.8)) return undefined
  const known = wordings.filter(({ code }) => code === codeOf(scene))
  const measure =
    known.length > 0 ? fill(random.pick(random.pick(known).fixes), random, text(state.data['address'])) : '已到现场处理完毕，恢复正常'
  return {
    action: 'handle',
    actor,
    input: { outcome: 'solved', measure, contacted: random.pick(say.contacted) },
    photos: ['before', 'after'],
  }
}
