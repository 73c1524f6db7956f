import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { FieldInputProps } from './registries.ts'

const EIGHT_HOURS_MIN = 480

/** A day in China as `YYYY-MM-DD`; a day has no zone, so none is applied. */
export function DateInput({ id, value, onChange, invalid }: FieldInputProps) {
  return (
    <DatePicker
      id={id}
      value={typeof value === 'string' ? dayjs(value) : null}
      onChange={(day) => onChange(day?.format('YYYY-MM-DD'))}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}

/** A moment, typed as the wall clock in China whatever zone the browser is in. */
export function DateTimeInput({ id, value, onChange, invalid }: FieldInputProps) {
  const shown = typeof value === 'string' ? dayjs(value).add(EIGHT_HOURS_MIN - dayjs(value).utcOffset(), 'minute') : null
  return (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={shown}
      onChange={(time) => onChange(time ? `${time.format('YYYY-MM-DDTHH:mm')}:00+08:00` : undefined)}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}
