import { Select } from 'antd'
import { useState } from 'react'
import { listPeople } from '#core/org/contract.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'

interface PeopleSelectProps {
  readonly id: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (ids: string[]) => void
}

/** Several colleagues, found by name. */
export function PeopleSelect({ id, people, onChange }: PeopleSelectProps) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 250)
  const found = useEndpoint(
    listPeople,
    { query: { status: 'active', limit: 30, ...(q === '' ? {} : { q }) } },
    { keep: true, staleTime: 60_000 },
  )
  const known = new Set(people.map((one) => one.id))
  const options = [
    ...people.map((one) => ({ value: one.id, label: one.name })),
    ...(found.data?.rows ?? []).flatMap((row) =>
      known.has(row.id) ? [] : [{ value: row.id, label: `${row.name}　${row.posts[0] ?? ''}` }],
    ),
  ]
  return (
    <Select
      id={id}
      mode="multiple"
      style={{ width: '100%' }}
      placeholder="输入姓名"
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      value={people.map((one) => one.id)}
      options={options}
      onChange={onChange}
    />
  )
}
