import { InputNumber, Select, Space } from 'antd'
import { Limit, LimitUnit, unitWords } from '#core/calendar/contract.ts'
import type { FieldInputProps } from './registries.ts'

const units = LimitUnit.options.map((value) => ({ value, label: unitWords[value] }))

/** A time limit: a number and one of the four units of the working calendar. */
export function LimitInput({ id, value, onChange, invalid }: FieldInputProps) {
  const parsed = Limit.partial().safeParse(value)
  const { n, unit = 'working-day' } = parsed.success ? parsed.data : {}
  return (
    <Space.Compact>
      <InputNumber
        id={id}
        min={0.5}
        step={1}
        value={n ?? null}
        onChange={(next) => onChange(next === null ? undefined : { n: next, unit })}
        {...(invalid ? { status: 'error' as const } : {})}
      />
      <Select
        aria-label="时限单位"
        style={{ width: 130 }}
        value={unit}
        options={units}
        onChange={(next) => onChange({ ...(n === undefined ? {} : { n }), unit: next })}
      />
    </Space.Compact>
  )
}
