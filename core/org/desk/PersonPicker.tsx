import { Select } from 'antd'
import { useState } from 'react'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { getPerson, listPeople } from '../contract.ts'

interface PersonPickerProps {
  readonly id?: string
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly placeholder?: string
  readonly label?: string
  readonly width?: number
}

/** A person found by name or account; the two first words of each line tell namesakes apart. */
export function PersonPicker({ id, value, onChange, placeholder = '按姓名或账号找人', label, width }: PersonPickerProps) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const found = useEndpoint(listPeople, { query: { limit: 20, status: 'active', ...(q === '' ? {} : { q }) } }, { keep: true })
  const known = useEndpoint(getPerson, { params: { id: value ?? '' } }, { enabled: Boolean(value), staleTime: 60_000 })
  const people = found.data?.rows ?? []
  const all = value && known.data && !people.some((person) => person.id === value) ? [known.data, ...people] : people
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      notFoundContent={found.isPending ? '正在查找' : '没有找到这个人'}
      placeholder={placeholder}
      style={{ width: width ?? '100%' }}
      value={value ?? null}
      onChange={(next: string | null) => onChange?.(next ?? null)}
      options={all.map(({ id: personId, name, login, posts }) => ({
        value: personId,
        label: `${name}（${login}）${posts[0] ? ` ${posts[0]}` : ''}`,
      }))}
    />
  )
}
