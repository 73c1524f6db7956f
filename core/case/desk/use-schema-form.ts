import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Field } from '#core/case/contract.ts'
import { formSchema, isAsked } from '#core/case/contract.ts'
import { drafts } from '#platform/client/draft.ts'
import { ProblemError } from '#platform/client/problem-error.ts'

type Values = Record<string, unknown>

export interface SchemaFormState {
  /** The fields to show now: nothing derived, nothing whose condition does not hold. */
  readonly asked: readonly Field[]
  readonly values: Readonly<Values>
  readonly faults: Readonly<Record<string, string>>
  readonly set: (key: string, value: unknown) => void
  /** Puts known values in where nothing was typed. */
  readonly fill: (known: Readonly<Values>) => void
  /** The checked answers, or undefined after showing what is wrong. */
  readonly check: () => Values | undefined
  /** Shows the server's field faults; answers whether any belonged to a field here. */
  readonly show: (error: unknown) => boolean
  /** Forgets the draft once the act is accepted. */
  readonly clear: () => void
}

/** `input.words`, `body.input.words.0` → the field's key. */
function keyIn(path: string, form: readonly Field[]): string | undefined {
  return path.split('.').find((part) => form.some((field) => field.key === part))
}

/**
 * The state of a form made from a definition. The draft is kept under `draftKey` until accepted, so that nothing is lost
 * on failure or reload; files already uploaded are kept with it, since they are named by content.
 */
export function useSchemaForm(form: readonly Field[], draftKey: string, known: Readonly<Values> = {}): SchemaFormState {
  const [values, setValues] = useState<Values>(() => ({ ...known, ...drafts.read<Values>(draftKey) }))
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => {
    if (Object.keys(values).length > 0) drafts.write(draftKey, values)
  }, [draftKey, values])

  const asked = useMemo(() => form.filter((field) => !field.derived && !field.handset && isAsked(field, values)), [form, values])
  const set = useCallback((key: string, value: unknown) => {
    setValues((before) => ({ ...before, [key]: value }))
    setFaults(({ [key]: _gone, ...rest }) => rest)
  }, [])
  const fill = useCallback((known: Readonly<Values>) => setValues((before) => ({ ...known, ...withoutEmpty(before) })), [])
  const check = (): Values | undefined => {
    const shown = Object.fromEntries(asked.map((field) => [field.key, values[field.key]]))
    const parsed = formSchema(asked).safeParse(withoutEmpty(shown))
    if (parsed.success) {
      setFaults({})
      return parsed.data
    }
    const found: Record<string, string> = {}
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? '')
      found[key] ??= issue.message
    }
    setFaults(found)
    return undefined
  }
  const show = (error: unknown): boolean => {
    if (!(error instanceof ProblemError)) return false
    const found: Record<string, string> = {}
    for (const { path, message } of error.fields) {
      const key = keyIn(path, asked)
      if (key !== undefined) found[key] = message
    }
    setFaults(found)
    return Object.keys(found).length > 0
  }
  const clear = useCallback(() => drafts.drop(draftKey), [draftKey])
  return { asked, values, faults, set, fill, check, show, clear }
}

/** Empty answers count as not given: clearing a field must not send an empty text the schema refuses. */
function withoutEmpty(values: Readonly<Values>): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
