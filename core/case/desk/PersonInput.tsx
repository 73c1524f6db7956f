import { Select } from 'antd'
import { useState } from 'react'
import { listPeople } from '#core/org/contract.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useViewer } from '#platform/client/viewer.ts'
import type { FieldInputProps } from './registries.ts'

/** A colleague of my unit; typing looks further, through the whole town. */
export function PersonInput({ id, value, onChange, invalid }: FieldInputProps) {
  const { unitId } = useViewer()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 250)
  const people = useEndpoint(
    listPeople,
    { query: { status: 'active', limit: 50, ...(q === '' ? { unitId } : { q }) } },
    { keep: true, staleTime: 60_000 },
  )
  const options = (people.data?.rows ?? []).map((person) => ({ value: person.id, label: `${person.name}　${person.posts[0] ?? ''}` }))
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      style={{ width: '100%' }}
      placeholder="本单位人员；输入姓名可查全镇"
      loading={people.isFetching}
      value={typeof value === 'string' ? value : null}
      options={options}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}
