import { Checkbox, Radio, Select } from 'antd'
import type { FieldInputProps } from './registries.ts'

const MOST_BUTTONS = 5

const optionsOf = ({ field }: FieldInputProps) => (field.options ?? []).map(({ value, title }) => ({ value, label: title }))

/** Few options stand open as buttons (one tap, all seen), many in a list with search. */
export function ChoiceInput(props: FieldInputProps) {
  const { id, value, onChange, invalid, describedBy } = props
  const options = optionsOf(props)
  if (options.length > MOST_BUTTONS) {
    return (
      <Select
        id={id}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        placeholder="请选择"
        value={typeof value === 'string' ? value : null}
        options={options}
        onChange={(next: string | null) => onChange(next ?? undefined)}
        {...(invalid ? { status: 'error' as const } : {})}
      />
    )
  }
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}-label`}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      optionType="button"
      buttonStyle="solid"
      value={value ?? null}
      options={options}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export function ChoicesInput(props: FieldInputProps) {
  const chosen = Array.isArray(props.value) ? props.value.filter((one) => typeof one === 'string') : []
  return <Checkbox.Group aria-labelledby={`${props.id}-label`} value={chosen} options={optionsOf(props)} onChange={props.onChange} />
}

export function YesNoInput({ id, value, onChange }: FieldInputProps) {
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}-label`}
      optionType="button"
      buttonStyle="solid"
      value={value ?? null}
      onChange={(event) => onChange(event.target.value)}
    >
      <Radio.Button value>是</Radio.Button>
      <Radio.Button value={false}>否</Radio.Button>
    </Radio.Group>
  )
}
