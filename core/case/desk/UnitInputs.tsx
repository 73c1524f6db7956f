import { UnitSelect } from './UnitSelect.tsx'
import type { FieldInputProps } from './registries.ts'

export function UnitInput({ id, value, onChange, invalid }: FieldInputProps) {
  return <UnitSelect id={id} value={typeof value === 'string' ? value : undefined} onChange={onChange} invalid={invalid} />
}

export function UnitsInput({ id, value, onChange, invalid }: FieldInputProps) {
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  return <UnitSelect id={id} multiple value={chosen} onChange={onChange} invalid={invalid} />
}
