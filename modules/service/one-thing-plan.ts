import type { FormField, Material, MatterLimit, MatterVersion } from './matter.ts'
import type { Answers, JoinedMatter, OneThingVersion, Situation } from './one-thing.ts'

/** A one-thing with the matters it joins as they stand on the same day. */
export interface OneThingInForce {
  readonly version: OneThingVersion
  readonly matters: readonly MatterVersion[]
}

/** The questions that are asked, given the answers so far: a question under an option nobody chose is not. */
export function askedSituations({ situations }: Pick<OneThingVersion, 'situations'>, answers: Answers): Situation[] {
  const asked: Situation[] = []
  for (const situation of situations) {
    const { when } = situation
    if (when === undefined || (asked.some(({ key }) => key === when.question) && answers[when.question] === when.option))
      asked.push(situation)
  }
  return asked
}

export interface Selection {
  /** In their order; a dependency on a matter that is not done is dropped. */
  readonly items: readonly JoinedMatter[]
  /** Questions still without a valid answer; nothing may be sent while there is one. */
  readonly open: readonly string[]
}

/** Which matters are done: those for everybody, and those an answer brings in (rules.md §5.6). */
export function selectItems(tree: Pick<OneThingVersion, 'situations' | 'items'>, answers: Answers): Selection {
  const open: string[] = []
  const added = new Set<string>()
  for (const { key, options } of askedSituations(tree, answers)) {
    const chosen = options.find((option) => option.key === answers[key])
    if (chosen) for (const code of chosen.adds) added.add(code)
    else open.push(key)
  }
  const done = tree.items.filter(({ code, optional }) => !optional || added.has(code))
  const codes = new Set(done.map(({ code }) => code))
  const items = done
    .map((item) => ({ ...item, dependsOn: item.dependsOn.filter((code) => codes.has(code)) }))
    .sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1))
  return { items, open }
}

/** Where a merged thing goes: the matter and its own key there. */
export interface UsedBy {
  readonly code: string
  readonly key: string
}

export interface MergedField {
  /** The fact where it has one, else matter and key: what the answers are kept under. */
  readonly id: string
  readonly field: FormField
  readonly usedBy: readonly UsedBy[]
}

/**
 * One form of several matters: each fact once, in the order it first appears. Required when one of them requires it; of a choice only the
 * answers that all of them accept are offered.
 */
export function mergeForm(matters: readonly Pick<MatterVersion, 'code' | 'form'>[]): MergedField[] {
  const merged = new Map<string, { field: FormField; usedBy: UsedBy[] }>()
  for (const { code, form } of matters)
    for (const field of form) {
      const id = field.fact ?? `${code}.${field.key}`
      const known = merged.get(id)
      const usedBy = [...(known?.usedBy ?? []), { code, key: field.key }]
      merged.set(id, { field: known ? joined(known.field, field) : field, usedBy })
    }
  return Array.from(merged, ([id, rest]) => ({ id, ...rest }))
}

function joined(a: FormField, b: FormField): FormField {
  const choices = a.choices && b.choices ? a.choices.filter((choice) => b.choices!.includes(choice)) : (a.choices ?? b.choices)
  const hint = a.hint ?? b.hint
  return { ...a, required: a.required || b.required, ...(choices ? { choices } : {}), ...(hint === undefined ? {} : { hint }) }
}

/** The answers of the merged form as each matter's own form has them. */
export function spreadForm(
  fields: readonly MergedField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, Record<string, unknown>> {
  const forms: Record<string, Record<string, unknown>> = {}
  for (const { id, usedBy } of fields)
    for (const { code, key } of usedBy) {
      const form = (forms[code] ??= {})
      if (values[id] !== undefined) form[key] = values[id]
    }
  return forms
}

export interface MergedMaterial {
  /** The licence where it has one, else matter and key. */
  readonly id: string
  readonly material: Material
  readonly usedBy: readonly UsedBy[]
}

const strictness: readonly Material['form'][] = ['electronic', 'original-or-electronic', 'copy', 'original']

/**
 * The papers of several matters, each licence once (rules.md §5.6); not asked for at all when a matter of the same bundle makes it.
 * What is merged is as strict as the strictest: required if one requires it, 可容缺 and 告知承诺 only if all allow it.
 */
export function mergeMaterials(matters: readonly Pick<MatterVersion, 'code' | 'materials' | 'result'>[]): MergedMaterial[] {
  const made = new Map(matters.flatMap(({ code, result }) => (result.licence ? [[result.licence, code] as const] : [])))
  const merged = new Map<string, { material: Material; usedBy: UsedBy[] }>()
  for (const { code, materials } of matters)
    for (const material of materials) {
      const { licence } = material
      const maker = licence === undefined ? undefined : made.get(licence)
      if (maker !== undefined && maker !== code) continue
      const id = licence ?? `${code}.${material.key}`
      const known = merged.get(id)
      merged.set(id, {
        material: known ? stricter(known.material, material) : material,
        usedBy: [...(known?.usedBy ?? []), { code, key: material.key }],
      })
    }
  return Array.from(merged, ([id, rest]) => ({ id, ...rest }))
}

const stricter = (a: Material, b: Material): Material => ({
  ...a,
  form: strictness.indexOf(a.form) >= strictness.indexOf(b.form) ? a.form : b.form,
  copies: Math.max(a.copies, b.copies),
  required: a.required || b.required,
  deferrable: a.deferrable && b.deferrable,
  promisable: a.promisable && b.promisable,
  ...((a.held ?? b.held) ? { held: a.held ?? b.held } : {}),
})

/** One link of the chain of limits. */
export interface Link {
  readonly code: string
  readonly limit: MatterLimit
  /** Must all be done before this one begins. */
  readonly after: readonly string[]
}

/** A moment of whatever kind (a day, epoch milliseconds, a plain number of days), and how a limit moves it. */
export type Add<T extends string | number> = (from: T, limit: MatterLimit) => T

export interface CriticalPath<T extends string | number> {
  /** When each is due, by code. */
  readonly dues: Readonly<Record<string, T>>
  /** When all are done: the longest chain, not the sum (rules.md §5.6). */
  readonly due: T
  /** The chain that decides it, first matter first. */
  readonly path: readonly string[]
}

/**
 * Dues along the dependencies: what may run side by side does. A link that waits for itself over others is left out of nothing: its
 * dependency is taken as done, and `findOneThingFaults` refuses such a version before it is ever planned.
 */
export function criticalPath<T extends string | number>(links: readonly Link[], begin: T, add: Add<T>): CriticalPath<T> {
  const byCode = new Map(links.map((link) => [link.code, link]))
  const dues: Record<string, T> = {}
  const before: Record<string, string | undefined> = {}
  const visit = (link: Link, above: ReadonlySet<string>): T => {
    const known = dues[link.code]
    if (known !== undefined) return known
    let start = begin
    for (const code of link.after) {
      const earlier = byCode.get(code)
      if (!earlier || above.has(code)) continue
      const done = visit(earlier, new Set([...above, link.code]))
      if (done > start || before[link.code] === undefined) before[link.code] = code
      if (done > start) start = done
    }
    return (dues[link.code] = add(start, link.limit))
  }
  let due = begin
  let last: string | undefined
  for (const link of links) {
    const done = visit(link, new Set([link.code]))
    if (last === undefined || done > due) last = link.code
    if (done > due) due = done
  }
  const path: string[] = []
  for (let code = last; code !== undefined && !path.includes(code); code = before[code]) path.unshift(code)
  return { dues, due, path }
}

export interface OneThingPlan {
  readonly items: readonly JoinedMatter[]
  readonly matters: readonly MatterVersion[]
  readonly open: readonly string[]
  readonly form: readonly MergedField[]
  readonly materials: readonly MergedMaterial[]
  /** Input of {@link criticalPath}; the due day of a case comes from the town's calendar. */
  readonly chain: readonly Link[]
  /** The same in plain promised days, for a guide that knows no day of acceptance yet. */
  readonly days: CriticalPath<number>
  /** What one would come to if each were done after the other, and handed in by itself. */
  readonly alone: { readonly days: number; readonly fields: number; readonly materials: number; readonly visits: number }
}

/** Everything a case of a one-thing needs, for one person's answers: matters, one form, one list of papers, the chain of limits. */
export function planOneThing({ version, matters }: OneThingInForce, answers: Answers): OneThingPlan {
  const { items, open } = selectItems(version, answers)
  const chosen = items.flatMap(({ code }) => matters.find((matter) => matter.code === code) ?? [])
  const chain = items.flatMap(({ code, dependsOn }): Link[] => {
    const matter = chosen.find((one) => one.code === code)
    return matter ? [{ code, limit: matter.promised, after: dependsOn }] : []
  })
  const sum = (count: (matter: MatterVersion) => number) => chosen.reduce((total, matter) => total + count(matter), 0)
  return {
    items,
    matters: chosen,
    open,
    form: mergeForm(chosen),
    materials: mergeMaterials(chosen),
    chain,
    days: criticalPath<number>(chain, 0, (from, { n }) => from + n),
    alone: {
      days: sum(({ promised }) => promised.n),
      fields: sum(({ form }) => form.length),
      materials: sum(({ materials }) => materials.length),
      visits: sum(({ visits }) => visits),
    },
  }
}
