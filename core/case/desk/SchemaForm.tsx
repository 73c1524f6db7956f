import type { FormEvent, ReactNode } from 'react'
import { Suspense, useRef } from 'react'
import { Skeleton } from 'antd'
import type { Field } from '#core/case/contract.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { builtInputs } from './built-inputs.ts'
import type { SchemaFormState } from './use-schema-form.ts'
import { fieldInputs } from './registries.ts'
import './schema-form.css'

interface SchemaFormProps {
  readonly id: string
  readonly form: SchemaFormState
  /** Where a value is known from (责任清单), said under the field. */
  readonly remarks?: Readonly<Record<string, string>>
  readonly onSubmit: () => void
  readonly children?: ReactNode
}

/** A form made from a definition: short, in the order of the definition, errors beside the field in Chinese. */
export function SchemaForm({ id, form, remarks = {}, onSubmit, children }: SchemaFormProps) {
  const contributed = useRegistry(fieldInputs)
  const box = useRef<HTMLFormElement>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl Enter submits from any field; the button does the same
    <form
      ref={box}
      className="schema-form"
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          onSubmit()
        }
      }}
    >
      {form.asked.map((field) => {
        const Input =
          contributed.find((one) => one.kind === field.kind && one.field === field.key)?.Input ??
          contributed.find((one) => one.kind === field.kind && one.field === undefined)?.Input ??
          builtInputs[field.kind]
        return (
          <FieldRow key={field.key} id={`${id}-${field.key}`} field={field} fault={form.faults[field.key]} remark={remarks[field.key]}>
            {(controlId, describedBy) => (
              <Suspense fallback={<Skeleton.Input active block />}>
                <Input
                  id={controlId}
                  field={field}
                  value={form.values[field.key]}
                  onChange={(value) => form.set(field.key, value)}
                  invalid={form.faults[field.key] !== undefined}
                  describedBy={describedBy}
                />
              </Suspense>
            )}
          </FieldRow>
        )
      })}
      {children}
    </form>
  )
}

interface FieldRowProps {
  readonly id: string
  readonly field: Field
  readonly fault: string | undefined
  readonly remark: string | undefined
  readonly children: (id: string, describedBy: string | undefined) => ReactNode
}

function FieldRow({ id, field, fault, remark, children }: FieldRowProps) {
  const hint = fault ?? remark ?? field.help
  const hintId = hint === undefined ? undefined : `${id}-hint`
  return (
    <div className={fault === undefined ? 'field' : 'field field-invalid'}>
      <label htmlFor={id} id={`${id}-label`}>
        {field.title}
        {field.required ? <span className="field-must">必填</span> : <span className="field-may">选填</span>}
      </label>
      {children(id, hintId)}
      {hint !== undefined && (
        <p
          id={hintId}
          className={fault === undefined ? (remark === undefined ? 'field-help' : 'field-known') : 'field-fault'}
          role={fault === undefined ? undefined : 'alert'}
        >
          {fault === undefined && remark !== undefined && '已填：'}
          {hint}
        </p>
      )}
    </div>
  )
}
