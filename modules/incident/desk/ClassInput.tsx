import { Cascader } from 'antd'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { classOptions, pathTo, useClasses } from './use-classes.ts'

/** A class of three levels; any level may be chosen, typing searches all. */
export function ClassInput({ id, value, onChange, invalid }: FieldInputProps) {
  const catalogue = useClasses()
  return (
    <Cascader
      id={id}
      style={{ width: '100%' }}
      changeOnSelect
      allowClear
      showSearch
      placeholder="大类 / 小类 / 细类，可输入文字查找"
      options={classOptions(catalogue)}
      value={pathTo(catalogue, typeof value === 'string' ? value : '')}
      onChange={(path) => onChange(path?.at(-1))}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}
