import { Select } from 'antd'
import { useMemo } from 'react'
import { orgTree, unitKindTitles } from '#core/org/contract.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'

interface UnitSelectProps {
  readonly id?: string
  readonly value: string | readonly string[] | undefined
  readonly onChange: (value: string | string[] | undefined) => void
  readonly multiple?: boolean
  readonly invalid?: boolean
  readonly placeholder?: string
  readonly size?: 'small' | 'middle'
}

/** The town's units of today, grouped by kind, found by name, short name or initials typed. */
export function UnitSelect({
  id,
  value,
  onChange,
  multiple = false,
  invalid = false,
  placeholder = '请选择单位',
  size = 'middle',
}: UnitSelectProps) {
  const tree = useEndpoint(orgTree, {}, { staleTime: 300_000 })
  const options = useMemo(() => {
    const groups = new Map<string, { value: string; label: string; words: string }[]>()
    for (const { id: unitId, name, short, kind } of tree.data?.rows ?? []) {
      if (kind === 'town') continue
      const title = unitKindTitles[kind]
      const group = groups.get(title) ?? []
      group.push({ value: unitId, label: name, words: `${name} ${short}` })
      groups.set(title, group)
    }
    return [...groups].map(([label, units]) => ({ label, title: label, options: units }))
  }, [tree.data])
  const shared = {
    ...(id === undefined ? {} : { id }),
    size,
    'aria-label': placeholder,
    allowClear: true,
    loading: tree.isPending,
    showSearch: { optionFilterProp: 'words' },
    placeholder,
    options,
    style: { width: '100%' },
    ...(invalid ? { status: 'error' as const } : {}),
  }
  if (multiple)
    return (
      <Select {...shared} mode="multiple" value={Array.isArray(value) ? [...value] : []} onChange={(next: string[]) => onChange(next)} />
    )
  return (
    <Select {...shared} value={typeof value === 'string' ? value : null} onChange={(next: string | null) => onChange(next ?? undefined)} />
  )
}
