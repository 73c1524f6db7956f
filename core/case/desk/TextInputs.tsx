import { Input, InputNumber } from 'antd'
import type { FieldInputProps } from './registries.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const status = (invalid: boolean) => (invalid ? { status: 'error' as const } : {})
const described = (describedBy: string | undefined) => (describedBy === undefined ? {} : { 'aria-describedby': describedBy })

export function TextInput({ id, field, value, onChange, invalid, describedBy }: FieldInputProps) {
  return (
    <Input
      id={id}
      value={textOf(value)}
      maxLength={field.max ?? 200}
      onChange={(event) => onChange(event.target.value)}
      {...status(invalid)}
      {...described(describedBy)}
    />
  )
}

export function LongTextInput({ id, field, value, onChange, invalid, describedBy }: FieldInputProps) {
  return (
    <Input.TextArea
      id={id}
      value={textOf(value)}
      maxLength={field.max ?? 4000}
      autoSize={{ minRows: 3, maxRows: 10 }}
      onChange={(event) => onChange(event.target.value)}
      {...status(invalid)}
      {...described(describedBy)}
    />
  )
}

export function NumberInput({ id, field, value, onChange, invalid, describedBy }: FieldInputProps) {
  return (
    <InputNumber
      id={id}
      value={typeof value === 'number' ? value : null}
      {...(field.min === undefined ? {} : { min: field.min })}
      {...(field.max === undefined ? {} : { max: field.max })}
      onChange={(next) => onChange(next ?? undefined)}
      {...status(invalid)}
      {...described(describedBy)}
    />
  )
}

/** For values a process keeps that no form should ask for; shown so that nothing is hidden. */
export function JsonInput({ id, value, onChange, invalid }: FieldInputProps) {
  const read = (text: string): void => {
    try {
      onChange(JSON.parse(text))
    } catch {
      onChange(text)
    }
  }
  return (
    <Input.TextArea
      id={id}
      defaultValue={value === undefined ? '' : JSON.stringify(value)}
      autoSize
      onChange={(event) => read(event.target.value)}
      {...status(invalid)}
    />
  )
}
