import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface DayInputProps {
  readonly id?: string
  /** `YYYY-MM-DD`. */
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly label?: string
  readonly clear?: boolean
  readonly placeholder?: string
  readonly disabled?: boolean
}

/** A calendar day as text, so that a draft of the form survives a reload. */
export function DayInput({ id, value, onChange, label, clear = false, placeholder = '选择日期', disabled = false }: DayInputProps) {
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      allowClear={clear}
      disabled={disabled}
      placeholder={placeholder}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}
