import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { allowed, startsHere } from './allowed.ts'
import { canonicalJson } from './chain.ts'
import { apply, begin, fold } from './fold.ts'
import { type ActionDefinition, type Process, Process as ProcessShape } from './process.ts'
import type { Act, CaseActor, CaseState } from './state.ts'
import { validateProcess } from './validate.ts'
import { libraryCard } from './testing/library-card.ts'

const people: CaseActor[] = ['a', 'b', 'c'].map((personId, i) => ({
  kind: 'person',
  personId,
  unitId: `u${i}`,
  unitIds: [`u${i}`],
  roles: i === 0 ? ['r0', 'r1'] : [`r${i}`],
  areas: ['1'],
}))
const none = new Map()

/** Random processes: a few steps, random actions between them, guards that must never be skipped. */
const anyProcess: fc.Arbitrary<Process> = fc
  .record({
    steps: fc.integer({ min: 2, max: 6 }),
    actions: fc.array(
      fc.record({
        from: fc.nat(5),
        to: fc.nat(5),
        role: fc.nat(2),
        kind: fc.constantFrom('plain', 'fork', 'stay', 'unit', 'clock', 'once', 'other'),
        field: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  })
  .map(({ steps, actions }) => {
    const key = (n: number) => `s${n % steps}`
    const list: unknown[] = actions.map((a, i) => ({
      key: `a${i}`,
      title: `动作${i}`,
      from: [key(a.from)],
      to:
        a.kind === 'fork'
          ? { fork: [{ when: [{ field: 'yes', in: [true] }], step: key(a.to) }], otherwise: key(a.from) }
          : a.kind === 'stay'
            ? { stay: true }
            : key(a.to),
      who: [{ roles: [`r${a.role}`] }],
      form:
        a.kind === 'fork'
          ? [{ key: 'yes', title: '是否', kind: 'yes-no', required: true }]
          : a.kind === 'unit'
            ? [{ key: 'unit', title: '单位', kind: 'unit' }]
            : [],
      ...(a.kind === 'unit' ? { assign: { to: 'unit', field: 'unit' } } : {}),
      ...(a.kind === 'clock' ? { clocks: a.field ? { pause: ['t'], why: '暂停' } : { resume: ['t'] } } : {}),
      ...(a.kind === 'once' ? { guards: [{ kind: 'at-most', action: `a${i}`, times: 1, text: '只能一次' }] } : {}),
      ...(a.kind === 'other' && i > 0 ? { guards: [{ kind: 'different-person', from: [`a${i - 1}`], text: '须另一人' }] } : {}),
    }))
    return ProcessShape.parse({
      key: 'random',
      version: 1,
      title: '随机',
      prefix: 'RA',
      start: 's0',
      startRole: 'r0',
      startClocks: ['t'],
      clocks: [{ key: 't', title: '时限', limit: { n: 3, unit: 'working-hour' } }],
      steps: Array.from({ length: steps }, (_, i) => ({ key: `s${i}`, title: `环节${i}`, end: i === steps - 1 })),
      actions: list,
    })
  })

const inputOf = (action: ActionDefinition, yes: boolean): Record<string, unknown> =>
  Object.fromEntries(action.form.map((f) => [f.key, f.kind === 'yes-no' ? yes : 'u1']))

interface Walk {
  acts: Act[]
  state: CaseState
  taken: { action: ActionDefinition; before: CaseState; actor: CaseActor }[]
}

/** Walks a process by random choices among what is allowed. */
function walk(process: Process, choices: readonly { who: number; which: number; yes: boolean; wait: number }[]): Walk {
  const opening: Act = {
    seq: 1,
    actionId: '1',
    action: 'open',
    at: Date.parse('2026-03-02T09:00+08:00'),
    personId: 'z',
    unitId: 'u9',
    input: { title: 't', areaCode: '101' },
  }
  let state = begin(process, defaultCalendar, opening)
  const acts = [opening]
  const taken: Walk['taken'] = []
  let at = opening.at
  for (const { who, which, yes, wait } of choices) {
    const actor = people[who % people.length]!
    at += wait * 60_000
    const open = allowed(process, state, actor, at, none).filter((a) => !a.blocked)
    const chosen = open[which % Math.max(1, open.length)]
    if (!chosen) continue
    const act: Act = {
      seq: state.seq + 1,
      actionId: `${state.seq + 1}`,
      action: chosen.action.key,
      at,
      personId: actor.personId,
      unitId: actor.unitId,
      input: inputOf(chosen.action, yes),
    }
    taken.push({ action: chosen.action, before: state, actor })
    state = apply(process, defaultCalendar, state, act)
    acts.push(act)
  }
  return { acts, state, taken }
}

const choices = fc.array(fc.record({ who: fc.nat(2), which: fc.nat(9), yes: fc.boolean(), wait: fc.nat(600) }), { maxLength: 30 })

describe('properties over random processes and random acts', () => {
  test('a process that validates has no reachable dead end', () => {
    fc.assert(
      fc.property(anyProcess, choices, (process, steps) => {
        fc.pre(validateProcess(process).length === 0)
        const { state } = walk(process, steps)
        if (process.steps.find((s) => s.key === state.step)?.end) return true
        // From wherever a walk stands, some action leads on (guards and posts aside).
        return process.actions.some((a) => startsHere(process, a, state))
      }),
      { numRuns: 300 },
    )
  })

  test('replay = fold, also from the stored text', () => {
    fc.assert(
      fc.property(anyProcess, choices, (process, steps) => {
        const { acts, state } = walk(process, steps)
        const stored = JSON.parse(JSON.stringify(acts)) as Act[]
        expect(canonicalJson(fold(process, defaultCalendar, stored))).toBe(canonicalJson(state))
      }),
      { numRuns: 200 },
    )
  })

  test('no gate is skipped: once is once, another person is another person, the step is the right one', () => {
    fc.assert(
      fc.property(anyProcess, choices, (process, steps) => {
        const { taken } = walk(process, steps)
        const count = new Map<string, number>()
        for (const { action, before, actor } of taken) {
          expect(action.from).toContain(before.step)
          expect(action.who.some((w) => w.roles!.some((r) => actor.roles.includes(r)))).toBe(true)
          for (const guard of action.guards) {
            if (guard.kind === 'at-most') expect(count.get(guard.action) ?? 0).toBeLessThan(guard.times)
            if (guard.kind === 'different-person') expect(before.done[guard.from[0]!]?.persons ?? []).not.toContain(actor.personId)
          }
          count.set(action.key, (count.get(action.key) ?? 0) + 1)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a clock never stops silently: it is running, paused with a reason, or the case has ended', () => {
    fc.assert(
      fc.property(anyProcess, choices, (process, steps) => {
        fc.pre(!process.actions.some((a) => a.from.some((f) => process.steps.find((s) => s.key === f)?.end)))
        const { state } = walk(process, steps)
        const clock = state.clocks['t']!
        const paused = clock.pauses.find((p) => p.to === undefined)
        if (clock.stoppedAt !== undefined) expect(state.closedAt).toBeDefined()
        else if (paused) expect(paused.reason).not.toBe('')
        else expect(clock.dueAt).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})

/** A definition with its types loosened, to break it. */
interface Loose {
  steps: object[]
  actions: Record<string, unknown>[]
}

describe('a broken definition is named, not run', () => {
  const broken = (change: (p: Loose) => unknown) => {
    const copy: Loose = structuredClone(libraryCard)
    change(copy)
    return validateProcess(ProcessShape.parse(copy))
      .map((f) => f.text)
      .join('；')
  }
  test('the sample is sound', () => expect(validateProcess(libraryCard)).toEqual([]))
  test('a target that is missing', () => expect(broken((p) => (p.actions[0]!['to'] = 'nowhere'))).toContain('去向环节“nowhere”不存在'))
  test('a step nobody reaches', () => expect(broken((p) => p.steps.push({ key: 'lost', title: '丢失' }))).toContain('“丢失”走不到'))
  test('a step without a way to an end', () =>
    expect(broken((p) => (p.steps.push({ key: 'trap', title: '陷阱' }), (p.actions[0]!['to'] = 'trap')))).toContain('“陷阱”走不到结束'))
  test('a pause without a reason', () => expect(broken((p) => (p.actions[4]!['form'] = []))).toContain('必填的“事由”'))
  test('a clock that is not defined', () =>
    expect(broken((p) => (p.actions[0]!['clocks'] = { start: ['gone'] }))).toContain('时限“gone”没有定义'))
  test('a reopening without a clock', () => expect(broken((p) => delete p.actions.at(-1)!['clocks'])).toContain('必须启动至少一个时限'))
  test('the same key twice', () => expect(broken((p) => (p.actions[1]!['key'] = 'print'))).toContain('办理键“print”重复'))
})

test('the engine knows no step name and no module name of a real process', () => {
  const here = new URL('.', import.meta.url)
  const files = ['', 'server/'].flatMap((folder) =>
    readdirSync(new URL(folder, here))
      .filter((f) => f.endsWith('.ts') && !f.includes('.test.'))
      .map((f) => new URL(folder + f, here)),
  )
  const words = /incident|acceptance|callback|dispatcher|verifier|派单|受理|核验|回访|签收|penalty|enforcement/
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        words.test(line.replace(/\/\*\*.*|^\s*\*.*|\/\/.*/, '')) ? [`${file.pathname.split('/').at(-1)}:${i + 1} ${line.trim()}`] : [],
      ),
  )
  expect(files.length).toBeGreaterThan(15)
  expect(found).toEqual([])
})
