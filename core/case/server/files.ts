import { CaseFile } from '../form.ts'
import type { Field } from '../process.ts'

export interface UsedFile extends CaseFile {
  readonly field: string
}

const Files = CaseFile.array()

/** The files an input brings, with the field each came in. */
export function filesOf(form: readonly Field[], input: Readonly<Record<string, unknown>>): UsedFile[] {
  return form
    .filter((field) => field.kind === 'files')
    .flatMap((field) => {
      const parsed = Files.safeParse(input[field.key])
      return parsed.success ? parsed.data.map((file) => ({ ...file, field: field.key })) : []
    })
}
