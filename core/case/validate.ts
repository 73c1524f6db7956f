import { type ActionDefinition, type Process, extensionsOf, targetsOf } from './process.ts'
import { OPEN } from './state.ts'

export interface ProcessFault {
  /** Where: `action:verify.assign`. */
  readonly at: string
  readonly text: string
}

const twice = (keys: readonly string[]): string[] => [...new Set(keys.filter((k, i) => keys.indexOf(k) !== i))]

function actionFaults(process: Process, action: ActionDefinition): ProcessFault[] {
  const faults: ProcessFault[] = []
  const at = `action:${action.key}`
  const steps = new Set(process.steps.map((s) => s.key))
  const fields = new Set(action.form.map((f) => f.key))
  const actions = new Set([OPEN, ...process.actions.map((a) => a.key)])
  const clocks = new Set(process.clocks.map((c) => c.key))
  const needField = (field: string | undefined, part: string) => {
    if (field && !fields.has(field)) faults.push({ at: `${at}.${part}`, text: `办理“${action.title}”用到的字段“${field}”不在表单里` })
  }
  const needClock = (clock: string, part: string) => {
    if (!clocks.has(clock)) faults.push({ at: `${at}.${part}`, text: `办理“${action.title}”用到的时限“${clock}”没有定义` })
  }
  for (const from of action.from) if (from !== '*' && !steps.has(from)) faults.push({ at: `${at}.from`, text: `起始环节“${from}”不存在` })
  for (const to of targetsOf(action)) if (to !== undefined && !steps.has(to)) faults.push({ at: `${at}.to`, text: `去向环节“${to}”不存在` })
  if (typeof action.to === 'object' && 'fork' in action.to) {
    for (const condition of action.to.fork.flatMap((b) => b.when)) {
      if ('field' in condition) needField(condition.field, 'to')
      if ('done' in condition && !actions.has(condition.done))
        faults.push({ at: `${at}.to`, text: `分支条件里的办理“${condition.done}”不存在` })
    }
  }
  for (const key of twice(action.form.map((f) => f.key))) faults.push({ at: `${at}.form`, text: `表单字段“${key}”重复` })
  for (const field of action.form) if (field.when) needField(field.when.field, `form.${field.key}`)
  for (const assign of [...(action.assign ? [action.assign] : []), ...Object.values(action.assignAt ?? {})]) {
    if (assign.to === 'unit' || assign.to === 'person') needField(assign.field, 'assign')
    if (assign.to === 'after')
      for (const key of assign.actions) if (!actions.has(key)) faults.push({ at: `${at}.assign`, text: `没有办理“${key}”` })
  }
  for (const moves of [...(action.clocks ? [action.clocks] : []), ...Object.values(action.clocksAt ?? {})]) {
    for (const part of ['start', 'stop', 'pause', 'resume'] as const)
      for (const clock of moves[part] ?? []) needClock(clock, `clocks.${part}`)
    for (const { clock, field } of extensionsOf(moves)) {
      needClock(clock, 'clocks.extend')
      needField(field, 'clocks.extend')
    }
    if (moves.since && !actions.has(moves.since))
      faults.push({ at: `${at}.clocks.since`, text: `办理“${action.title}”的时限要从“${moves.since}”起算，但没有这个办理` })
  }
  const pauses = [action.clocks, ...Object.values(action.clocksAt ?? {})].some((m) => m?.pause?.length && !m.why)
  if (pauses && !action.form.some((f) => f.key === 'reason' && f.required)) {
    faults.push({ at: `${at}.clocks.pause`, text: `“${action.title}”会暂停时限，表单必须有必填的“事由”（reason）` })
  }
  const reopens = action.from.some((from) => process.steps.find((s) => s.key === from)?.end) && typeof action.to !== 'object'
  if (reopens && process.clocks.length > 0 && !action.clocks?.start?.length && !process.steps.find((s) => s.key === action.to)?.end) {
    faults.push({ at: `${at}.clocks`, text: `“${action.title}”会重开案件，必须启动至少一个时限，否则案件没有时限在走` })
  }
  needField(action.link?.field, 'link')
  needField(action.tasks?.open, 'tasks.open')
  needField(action.tasks?.lead, 'tasks.lead')
  needField(action.tasks?.excuse, 'tasks.excuse')
  if (action.result && 'field' in action.result) needField(action.result.field, 'result')
  for (const guard of action.guards) {
    if (guard.kind === 'before-due' || guard.kind === 'after-due') needClock(guard.clock, 'guards')
    const named =
      guard.kind === 'different-person' ? guard.from : guard.kind === 'at-most' || guard.kind === 'at-least' ? [guard.action] : []
    for (const key of named) if (!actions.has(key)) faults.push({ at: `${at}.guards`, text: `条件里的办理“${key}”不存在` })
  }
  if (action.to && typeof action.to === 'object' && 'back' in action.to) {
    for (const from of action.from) {
      if (!process.steps.find((s) => s.key === from)?.side)
        faults.push({ at: `${at}.to`, text: `“${action.title}”要回到原环节，只能从侧环节办理` })
    }
  }
  return faults
}

/** For each step, the steps one action away. A side step's way back counts as the steps it was entered from. */
function edges(process: Process): Map<string, Set<string>> {
  const next = new Map(process.steps.map((s) => [s.key, new Set<string>()]))
  const ends = new Set(process.steps.filter((s) => s.end).map((s) => s.key))
  const sources = (action: ActionDefinition) =>
    action.from.includes('*') ? process.steps.filter((s) => !ends.has(s.key)).map((s) => s.key) : action.from
  const entered = new Map<string, Set<string>>()
  for (const action of process.actions) {
    for (const from of sources(action)) {
      for (const to of targetsOf(action)) {
        if (to === undefined) continue
        next.get(from)?.add(to)
        if (process.steps.find((s) => s.key === to)?.side) entered.set(to, (entered.get(to) ?? new Set()).add(from))
      }
    }
  }
  for (const action of process.actions) {
    if (typeof action.to !== 'object' || !('back' in action.to)) continue
    for (const side of action.from) for (const from of entered.get(side) ?? []) next.get(side)?.add(from)
  }
  return next
}

function walk(start: Iterable<string>, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set(start)
  const queue = [...seen]
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    for (const to of next.get(step) ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  }
  return seen
}

function reachFaults(process: Process): ProcessFault[] {
  const next = edges(process)
  const reached = walk([process.start], next)
  const back = new Map<string, Set<string>>()
  for (const [from, tos] of next) for (const to of tos) back.set(to, (back.get(to) ?? new Set()).add(from))
  const ends = process.steps.filter((s) => s.end).map((s) => s.key)
  const finishing = walk(ends, back)
  const faults: ProcessFault[] = []
  if (ends.length === 0) faults.push({ at: 'steps', text: '流程没有结束环节' })
  for (const step of process.steps) {
    if (!reached.has(step.key)) faults.push({ at: `step:${step.key}`, text: `环节“${step.title}”走不到` })
    else if (!finishing.has(step.key)) faults.push({ at: `step:${step.key}`, text: `环节“${step.title}”走不到结束，案件会停在这里` })
  }
  return faults
}

/** Every fault of a process definition, each with its place and a Chinese text; empty when it can be published. */
export function validateProcess(process: Process): ProcessFault[] {
  const faults: ProcessFault[] = []
  const steps = new Set(process.steps.map((s) => s.key))
  if (!steps.has(process.start)) faults.push({ at: 'start', text: `起始环节“${process.start}”不存在` })
  for (const key of twice(process.steps.map((s) => s.key))) faults.push({ at: `step:${key}`, text: `环节键“${key}”重复` })
  for (const key of twice([OPEN, ...process.actions.map((a) => a.key)])) faults.push({ at: `action:${key}`, text: `办理键“${key}”重复` })
  for (const key of twice(process.clocks.map((c) => c.key))) faults.push({ at: `clock:${key}`, text: `时限键“${key}”重复` })
  for (const key of process.startClocks)
    if (!process.clocks.some((c) => c.key === key)) faults.push({ at: 'startClocks', text: `时限“${key}”没有定义` })
  for (const clock of process.clocks) {
    if (clock.ownOnly && !clock.limitFrom)
      faults.push({ at: `clock:${clock.key}`, text: `时限“${clock.title}”只在案件有自己的时限时才走，请写明取自哪一项` })
    if (clock.whole && clock.limit.unit !== 'working-day' && clock.limit.unit !== 'calendar-day')
      faults.push({ at: `clock:${clock.key}`, text: `时限“${clock.title}”按日计算，单位应为工作日或自然日` })
    for (const rung of clock.rungs) {
      if (rung.act && !process.actions.some((a) => a.key === rung.act && a.who.some((w) => w.system))) {
        faults.push({ at: `clock:${clock.key}`, text: `升级时自动办理的“${rung.act}”不存在，或不允许系统办理` })
      }
    }
  }
  faults.push(...process.actions.flatMap((action) => actionFaults(process, action)))
  return faults.length ? faults : reachFaults(process)
}
