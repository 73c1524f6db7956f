import type { Field, Who } from '#core/case/contract.ts'
import { penaltyKinds } from '../hearing-threshold.ts'

type FieldInput = Partial<Field> & Pick<Field, 'key' | 'title' | 'kind'>

export const words = (title: string, required = true): FieldInput => ({ key: 'words', title, kind: 'long-text', required, max: 4000 })
export const reason = (title: string): FieldInput => ({ key: 'reason', title, kind: 'long-text', required: true, min: 2, max: 1000 })
export const files = (title: string, min = 0): FieldInput => ({
  key: 'files',
  title,
  kind: 'files',
  required: min > 0,
  ...(min ? { min } : {}),
  max: 20,
})
export const day = (key: string, title: string): FieldInput => ({ key, title, kind: 'date', required: true })
export const yes = (key: string, title: string, help?: string): FieldInput => ({
  key,
  title,
  kind: 'yes-no',
  required: true,
  ...(help ? { help } : {}),
})
export const yuan = (key: string, title: string, required = true): FieldInput => ({
  key,
  title,
  kind: 'number',
  required,
  min: 0,
  max: 1e9,
})

/** 行政处罚法 arts. 42, 55: no act of investigation by fewer than two officers, who show their certificates. */
export const together: readonly FieldInput[] = [
  { key: 'second', title: '另一名执法人员', kind: 'person', required: true },
  yes('shown', '两人均已出示执法证件'),
  // Everybody who ever stood second, so that none of them hosts the hearing or reviews the case.
  { key: 'seconds', title: '参与调查的人员', kind: 'json', keep: true, derived: true },
]
/** 全过程记录: the party is told that recording is on (rules.md §4.9). */
export const recorded: readonly FieldInput[] = [yes('told', '已告知当事人正在录音录像')]

export const kinds: FieldInput = {
  key: 'kinds',
  title: '处罚种类',
  kind: 'choices',
  required: true,
  min: 1,
  options: Object.entries(penaltyKinds).map(([value, title]) => ({ value, title })),
}

/** Who. Auxiliary staff (执法辅助人员) have no officer's role, so they can do none of this. */
export const officer: Who[] = [{ roles: ['officer'], holder: 'unit' }]
export const anyOfficer: Who[] = [{ roles: ['officer'] }]
export const lead: Who[] = [{ roles: ['enforcement-lead'] }]
export const officerOrLead: Who[] = [...officer, ...lead]
export const reviewer: Who[] = [{ roles: ['legal-reviewer'] }]

/** Every act of investigation: nobody who did one may host the hearing or review the case. */
export const investigations = [
  'inspect',
  'question',
  'collect',
  'request-preserve',
  'preserve',
  'request-seize',
  'seize',
  'finish-investigation',
] as const
