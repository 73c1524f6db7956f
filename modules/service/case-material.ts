import { z } from 'zod'
import type { Material, MatterVersion } from './matter.ts'

/** How a paper of the checklist stands: handed in, already held by the town (not asked for), to come by a day (容缺), promised in writing (告知承诺), missing. */
export const MaterialStanding = z.enum(['have', 'held', 'deferred', 'promised', 'missing'], { error: '请选择材料状态' })
export type MaterialStanding = z.infer<typeof MaterialStanding>
export const standingTitles: Readonly<Record<MaterialStanding, string>> = {
  have: '已收',
  held: '镇里已有',
  deferred: '容缺后补',
  promised: '告知承诺',
  missing: '缺',
}

export const CaseMaterial = z.object({
  key: z.string(),
  name: z.string(),
  required: z.boolean(),
  deferrable: z.boolean(),
  promisable: z.boolean(),
  licence: z.string().optional(),
  state: MaterialStanding,
  /** The day a deferred paper is promised for. */
  due: z.iso.date().optional(),
  /** Where the town has it from: the case that brought it. */
  from: z.string().optional(),
})
export type CaseMaterial = z.infer<typeof CaseMaterial>

export const MaterialChange = z.object({
  key: z.string().max(40),
  state: MaterialStanding,
  due: z.iso.date({ error: '补交日期应写成 2026-07-01 的样子' }).optional(),
})
export type MaterialChange = z.infer<typeof MaterialChange>

/** The list of a case as its data holds it; anything else reads as empty. */
export const materialsOf = (data: Readonly<Record<string, unknown>>): CaseMaterial[] =>
  z.array(CaseMaterial).safeParse(data['materials']).data ?? []

/** The changes an act brings; a wrong shape changes nothing. */
export const changesOf = (value: unknown): MaterialChange[] => z.array(MaterialChange).max(60).safeParse(value).data ?? []

/** The list after the changes. What the town holds stays held, whatever a page says: it is not asked for twice. */
export function changed(materials: readonly CaseMaterial[], changes: readonly MaterialChange[]): CaseMaterial[] {
  return materials.map((material) => {
    const change = changes.find(({ key }) => key === material.key)
    if (!change || (material.state === 'held' && change.state === 'missing')) return material
    const { due: _due, from: _from, ...rest } = material
    return { ...rest, state: change.state, ...(change.state === 'deferred' && change.due ? { due: change.due } : {}) }
  })
}

/** Required papers that are neither there, nor deferred, nor promised. */
export const missing = (materials: readonly CaseMaterial[]): CaseMaterial[] => materials.filter((m) => m.required && m.state === 'missing')
export const outstanding = (materials: readonly CaseMaterial[]): CaseMaterial[] => materials.filter((m) => m.state === 'deferred')

/** The checklist of a new case. @param held paper key → the case the town has it from */
export function checklist({ materials }: Pick<MatterVersion, 'materials'>, held: ReadonlyMap<string, string>): CaseMaterial[] {
  return materials.map(({ key, name, required, deferrable, promisable, licence }: Material) => {
    const from = held.get(licence ?? key)
    return {
      key,
      name,
      required,
      deferrable,
      promisable,
      ...(licence ? { licence } : {}),
      state: from === undefined ? ('missing' as const) : ('held' as const),
      ...(from === undefined ? {} : { from }),
    }
  })
}

/** One line of a correction notice; a paper by its key, anything else in words. */
export const Gap = z.object({ key: z.string().optional(), text: z.string() })
export type Gap = z.infer<typeof Gap>
export const gapsOf = (data: Readonly<Record<string, unknown>>): Gap[] => z.array(Gap).safeParse(data['gaps']).data ?? []
