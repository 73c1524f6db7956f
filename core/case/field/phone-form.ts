import { CaseFile } from '../form.ts'
import type { ActionDefinition, Field } from '../process.ts'
import type { PhoneInput } from './registries.ts'

const kinds: ReadonlySet<Field['kind']> = new Set([
  'text',
  'long-text',
  'choice',
  'choices',
  'yes-no',
  'number',
  'date',
  'datetime',
  'limit',
  'files',
  'place',
])

/** Whether a phone can ask this; units, people and other cases are chosen at the desk, where the lists are. */
export const forPhone = (field: Field): boolean => kinds.has(field.kind)

/** The inputs modules bring for this process, by field. */
export type ModuleInputs = ReadonlyMap<string, PhoneInput>

export const inputsOf = (inputs: readonly PhoneInput[], process: string): ModuleInputs =>
  new Map(inputs.filter((one) => one.process === process).map((one) => [one.field, one]))

/** Whether an action cannot be done here: it demands an answer only the desk can give. */
export const wantsDesk = (action: ActionDefinition, inputs: ModuleInputs): boolean =>
  action.form.some((f) => f.required && !f.derived && !f.when && !forPhone(f) && !inputs.has(f.key))

/** The files among an action's answers: they must be on the server before the act. */
export function filesIn(action: ActionDefinition, input: Readonly<Record<string, unknown>>): CaseFile[] {
  return action.form.flatMap((field) => {
    const files = field.kind === 'files' ? CaseFile.array().safeParse(input[field.key]) : undefined
    return files?.success ? files.data : []
  })
}
