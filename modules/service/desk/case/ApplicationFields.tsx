import { DatePicker, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import type { FormField } from '../../matter.ts'

export type AnswerValue = string | number | boolean

interface ApplicationFieldsProps {
  readonly form: readonly FormField[]
  readonly values: Readonly<Record<string, AnswerValue>>
  /** Where a value is known from, by key. */
  readonly known: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
  readonly onChange: (key: string, value: AnswerValue | undefined) => void
}

/** The matter's own form; what the town knew already is filled and says where it is known from. */
export function ApplicationFields({ form, values, known, faults, onChange }: ApplicationFieldsProps) {
  return (
    <div className="service-form">
      {form.map((field) => (
        <label key={field.key} className={field.kind === 'long-text' ? 'service-field service-wide' : 'service-field'}>
          <span>
            {field.title}
            {field.required && <b aria-hidden="true"> *</b>}
          </span>
          <Control field={field} value={values[field.key]} onChange={(value) => onChange(field.key, value)} />
          {faults[field.key] ? (
            <small role="alert" className="service-fault">
              {faults[field.key]}
            </small>
          ) : known[field.key] ? (
            <small className="service-known">镇里已有（{known[field.key]}），请核对</small>
          ) : (
            field.hint && <small className="quiet">{field.hint}</small>
          )}
        </label>
      ))}
    </div>
  )
}

interface ControlProps {
  readonly field: FormField
  readonly value: AnswerValue | undefined
  readonly onChange: (value: AnswerValue | undefined) => void
}

function Control({ field, value, onChange }: ControlProps) {
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'number':
      return (
        <InputNumber
          style={{ width: '100%' }}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'yes-no':
      return <Switch checkedChildren="是" unCheckedChildren="否" checked={value === true} onChange={(next) => onChange(next)} />
    case 'date':
      return (
        <DatePicker
          style={{ width: '100%' }}
          value={text ? dayjs(text) : null}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : undefined)}
        />
      )
    case 'choice':
      return (
        <Select
          value={text || null}
          options={(field.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
          onChange={(next: string) => onChange(next)}
        />
      )
    case 'long-text':
      return (
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    default:
      return <Input maxLength={200} autoComplete="off" value={text} onChange={(event) => onChange(event.target.value)} />
  }
}
