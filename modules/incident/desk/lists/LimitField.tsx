import { InputNumber, Select, Space } from 'antd'
import type { Limit } from '#core/calendar/contract.ts'
import { LimitUnit, unitWords } from '#core/calendar/contract.ts'

interface LimitFieldProps {
  readonly id?: string
  readonly value?: Limit
  readonly onChange?: (value: Limit | undefined) => void
  readonly label: string
}

const units = LimitUnit.options.map((value) => ({ value, label: unitWords[value] }))

/** A limit in one of the four units; emptied means none of its own. */
export function LimitField({ id, value, onChange, label }: LimitFieldProps) {
  const unit = value?.unit ?? 'working-day'
  return (
    <Space.Compact>
      <InputNumber
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        min={0.1}
        value={value?.n ?? null}
        onChange={(n) => onChange?.(n === null ? undefined : { n, unit })}
      />
      <Select
        aria-label={`${label}的单位`}
        style={{ width: 130 }}
        value={unit}
        options={units}
        onChange={(next) => value && onChange?.({ n: value.n, unit: next })}
      />
    </Space.Compact>
  )
}
