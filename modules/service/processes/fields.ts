import type { Field, Who } from '#core/case/contract.ts'

type FieldInput = Partial<Field> & Pick<Field, 'key' | 'title' | 'kind'>

export const words = (title: string, required = true): FieldInput => ({
  key: 'words',
  title,
  kind: 'long-text',
  required,
  ...(required ? { min: 2 } : {}),
  max: 2000,
})
export const reason = (title: string): FieldInput => ({ key: 'reason', title, kind: 'long-text', required: true, min: 2, max: 1000 })
export const files = (title: string, required = false): FieldInput => ({
  key: 'files',
  title,
  kind: 'files',
  required,
  ...(required ? { min: 1 } : {}),
  max: 20,
})
export const yes = (key: string, title: string, help?: string): FieldInput => ({
  key,
  title,
  kind: 'yes-no',
  required: true,
  ...(help ? { help } : {}),
})
/** What was handed in, deferred or promised by this act; `materials` is the whole list after it, worked out by the server. */
export const materials: readonly FieldInput[] = [
  { key: 'changes', title: '材料', kind: 'json' },
  { key: 'materials', title: '材料清单', kind: 'json', keep: true, derived: true },
]
/** 文书编号: given when the act is done, never twice. */
export const paper = (keep = false): FieldInput => ({
  key: 'paper',
  title: '文书编号',
  kind: 'text',
  derived: true,
  ...(keep ? { keep } : {}),
})

/** What acceptance settles for good: its day, the promises it rests on, the day the deferred papers are due. */
export const accepted: readonly FieldInput[] = [
  { key: 'acceptedOn', title: '受理日期', kind: 'date', keep: true, derived: true },
  { key: 'promising', title: '有告知承诺', kind: 'yes-no', keep: true, derived: true },
  { key: 'deferredLimit', title: '容缺补交期限', kind: 'limit', keep: true, derived: true },
  paper(),
]
/** The windows of the hall take everything; a village counter what lies in its own village and may be done there. */
export const windows: Who[] = [{ roles: ['counter', 'hall-lead'] }, { roles: ['village'], area: true }]
/** The applicant, by number and check code; an agent acts through a consent that the server asks for. */
export const applicant: Who[] = [{ public: true }, { roles: ['agent'] }]
export const approver: Who[] = [{ roles: ['approver', 'approval-lead'] }]
export const head: Who[] = [{ roles: ['approval-lead'] }]
export const sole: Who[] = [{ roles: ['approver', 'approval-lead', 'counter'] }, { roles: ['village'], area: true }]
export const system: Who[] = [{ system: true }]
