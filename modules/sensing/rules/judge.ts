import type { Comparison, Condition } from '../rule.ts'
import { compileExpression } from './expression.ts'

/** What one reading says of a condition. `between`: not met, but not far enough from the limit to end it. */
export type Verdict = 'met' | 'between' | 'clear' | 'absent'

/** What a condition keeps of the past; plain JSON, kept across restarts. */
export type Memory = { points?: [number, number][]; value?: number; since?: number; parts?: Memory[] }

export interface Judgement {
  readonly verdict: Verdict
  readonly value: number
}
export interface Judge {
  readonly fields: readonly string[]
  /** Whether a larger value is worse. */
  readonly upward: boolean
  /** @param memory changed in place */
  readonly judge: (
    memory: Memory,
    at: number,
    values: Readonly<Record<string, number>>,
    latest: Readonly<Record<string, number>>,
  ) => Judgement
}

const absent: Judgement = { verdict: 'absent', value: 0 }
const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}
type Of<T extends Condition['type']> = Extract<Condition, { type: T }>

function threshold({ field, op, value, clear }: Of<'threshold'>): Judge {
  const met = compare[op]
  const upward = op !== '<' && op !== '<='
  return {
    fields: [field],
    upward,
    judge: (_memory, _at, values) => {
      const now = values[field]
      if (now === undefined) return absent
      if (met(now, value)) return { verdict: 'met', value: now }
      if (clear === undefined) return { verdict: 'clear', value: now }
      return { verdict: (upward ? now <= clear : now >= clear) ? 'clear' : 'between', value: now }
    },
  }
}

const pointsMost = 64

function rate({ field, op, perMinute, over }: Of<'rate'>): Judge {
  const met = compare[op]
  return {
    fields: [field],
    upward: op === '>',
    judge: (memory, at, values) => {
      const now = values[field]
      if (now === undefined) return absent
      const points = (memory.points ?? []).filter(([then]) => at - then <= over * 1000 && then < at)
      const [first] = points
      points.push([at, now])
      memory.points = points.slice(-pointsMost)
      if (!first) return absent
      const slope = (now - first[1]) / ((at - first[0]) / 60_000)
      return { verdict: met(slope, perMinute) ? 'met' : 'clear', value: slope }
    },
  }
}

function stuck({ field, within, seconds }: Of<'stuck'>): Judge {
  return {
    fields: [field],
    upward: true,
    judge: (memory, at, values) => {
      const now = values[field]
      if (now === undefined) return absent
      if (memory.value === undefined || memory.since === undefined || Math.abs(now - memory.value) > within) {
        memory.value = now
        memory.since = at
      }
      return { verdict: at - memory.since >= seconds * 1000 ? 'met' : 'clear', value: now }
    },
  }
}

function expression({ text }: Of<'expression'>, known: readonly string[]): Judge {
  const compiled = compileExpression(text, known)
  // Checked when it was saved; a field since taken from the kind leaves a rule that says nothing.
  if (!('ok' in compiled)) return { fields: [], upward: true, judge: () => absent }
  const { fields, run } = compiled.ok
  return {
    fields,
    upward: true,
    judge: (_memory, _at, values, latest) => {
      if (!fields.some((field) => values[field] !== undefined)) return absent
      const met = run(latest)
      return met === undefined ? absent : { verdict: met ? 'met' : 'clear', value: latest[fields[0]!]! }
    },
  }
}

function combination({ type, of }: Of<'all' | 'any'>): Judge {
  const judges = of.map((one) => compileCondition(one, []))
  const fields = [...new Set(judges.flatMap((one) => one.fields))]
  return {
    fields,
    upward: judges[0]!.upward,
    judge: (memory, at, values, latest) => {
      if (!fields.some((field) => values[field] !== undefined)) return absent
      memory.parts ??= judges.map(() => ({}))
      // A part whose field is not in this message counts with its newest value.
      const all = judges.map((one, i) => one.judge(memory.parts![i]!, at, latest, latest))
      const is = (verdict: Verdict) => (one: Judgement) => one.verdict === verdict
      const met = type === 'all' ? all.every(is('met')) : all.some(is('met'))
      if (met) return { verdict: 'met', value: all.find(is('met'))!.value }
      const clear = type === 'all' ? all.some(is('clear')) : all.every((one) => one.verdict === 'clear' || one.verdict === 'absent')
      if (all.every(is('absent'))) return absent
      return { verdict: clear ? 'clear' : 'between', value: all[0]!.value }
    },
  }
}

/** A condition as a closure. `offline` is not judged by readings but by their absence: the worker does that. */
export function compileCondition(condition: Condition, known: readonly string[]): Judge {
  switch (condition.type) {
    case 'threshold':
      return threshold(condition)
    case 'rate':
      return rate(condition)
    case 'stuck':
      return stuck(condition)
    case 'expression':
      return expression(condition, known)
    case 'all':
    case 'any':
      return combination(condition)
    case 'offline':
      return { fields: [], upward: true, judge: () => absent }
  }
}
