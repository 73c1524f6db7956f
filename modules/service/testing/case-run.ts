import { expect } from 'vitest'
import { dateOf, defaultCalendar } from '#core/calendar/contract.ts'
import { type Act, type CaseActor, type CaseState, apply, begin, refusal } from '#core/case/contract.ts'
import { caseDerived } from '../case-derive.ts'
import { serviceGuards } from '../case-guards.ts'
import type { CaseMaterial } from '../case-material.ts'
import { serviceProcess as process } from '../processes/service.ts'

export const named = new Map(serviceGuards.map((guard) => [guard.name, guard]))
export const hour = 3_600_000
export const day = 24 * hour
export const at = (text: string): number => Date.parse(`${text}+08:00`)

export const person = (personId: string, ...roles: string[]): CaseActor => ({
  kind: 'person',
  personId,
  unitId: 'hall',
  unitIds: ['hall'],
  roles,
  areas: roles.includes('village') ? ['320599101001'] : [],
})
export const window = person('window', 'counter')
export const village = person('village', 'village')
export const reviewer = person('reviewer', 'approver')
export const decider = person('decider', 'approver')
export const head = person('head', 'approval-lead')
export const leader = person('leader', 'leader')
export const resident: CaseActor = { ...person(''), kind: 'public' }
const engine: CaseActor = { ...person(''), kind: 'system' }
export const everybody = [window, village, reviewer, decider, head, leader, resident]

export interface Run {
  state: CaseState
  now: number
  readonly acts: (Act & { actor: CaseActor; step: string })[]
}

export const paper = (key: string, more: Partial<CaseMaterial> = {}): CaseMaterial => ({
  key,
  name: `材料${key}`,
  required: true,
  deferrable: false,
  promisable: false,
  state: 'missing',
  ...more,
})
export const papers = [paper('id', { state: 'have' }), paper('lease', { deferrable: true }), paper('safe', { promisable: true })]

/** A case as the window opened it. */
export function received(data: Record<string, unknown> = {}, when = '2026-02-10T10:00'): Run {
  const input = {
    title: '食品小作坊登记',
    level: 'town',
    areaCode: '320599101001',
    soleOfficer: false,
    materials: papers,
    special: ['检测', '检验'],
    legalLimit: { n: 20, unit: 'working-day' },
    promiseLimit: { n: 10, unit: 'working-day' },
    validMonths: 36,
    ...data,
  }
  const state = begin(process, defaultCalendar, {
    seq: 1,
    actionId: '1',
    action: 'open',
    at: at(when),
    personId: 'window',
    unitId: 'hall',
    input,
  })
  return { state, now: at(when), acts: [] }
}

/** Sends an act as the server would; answers the refusal, or undefined when it was done. */
export function send(run: Run, actor: CaseActor, key: string, sent: Record<string, unknown> = {}): string | undefined {
  const action = process.actions.find((one) => one.key === key)
  if (!action) throw new Error(`no action ${key}`)
  const input = Object.fromEntries(Object.entries(sent).filter(([name]) => action.form.some((f) => f.key === name && !f.derived)))
  const refused = refusal({ process, action, state: run.state, actor, now: run.now, input }, named)
  if (refused) return refused.text
  const seq = run.state.seq + 1
  const derived = new Set(action.form.filter((f) => f.derived).map((f) => f.key))
  const given = Object.fromEntries(Object.entries(caseDerived(key, input, run.state, run.now)).filter(([name]) => derived.has(name)))
  const act: Act = {
    seq,
    actionId: `${seq}`,
    action: key,
    at: run.now,
    personId: actor.personId,
    unitId: actor.unitId,
    input: { ...input, ...given },
  }
  run.acts.push({ ...act, actor, step: run.state.step })
  run.state = apply(process, defaultCalendar, run.state, act)
  return undefined
}

/** Lets time pass as the alarms would: what the system does by itself when a clock runs out is done on the way. */
export function pass(run: Run, ms: number): void {
  const until = run.now + ms
  for (;;) {
    const due = process.clocks.flatMap(({ key, rungs }) => {
      const clock = run.state.clocks[key]
      const action = rungs.find((one) => one.act)?.act
      const at = clock?.stoppedAt === undefined ? clock?.dueAt : undefined
      return action !== undefined && at !== undefined && at >= run.now && at <= until ? [{ action, at }] : []
    })
    const first = due.sort((a, b) => a.at - b.at)[0]
    if (!first) break
    run.now = first.at
    if (send(run, engine, first.action) !== undefined) break
  }
  run.now = until
}
export const passTo = (run: Run, when: string): void => pass(run, at(when) - run.now)

export const must = (run: Run, actor: CaseActor, key: string, input: Record<string, unknown> = {}): void =>
  expect(send(run, actor, key, input)).toBeUndefined()
export const dueDay = (run: Run, clock: string): string | undefined => {
  const ms = run.state.clocks[clock]?.dueAt
  return ms === undefined ? undefined : dateOf(ms - 1)
}

const photo = [{ sha256: 'f'.repeat(64), name: '签收.jpg', mime: 'image/jpeg' }]
export const all = {
  changes: [
    { key: 'lease', state: 'have' },
    { key: 'safe', state: 'have' },
  ],
}
export const handed = { way: 'counter', takenBy: '本人', files: photo }
export const granted = { outcome: 'granted', told: false }

export function accepted(data: Record<string, unknown> = {}, when?: string): Run {
  const run = received(data, when)
  must(run, window, 'accept', all)
  return run
}
