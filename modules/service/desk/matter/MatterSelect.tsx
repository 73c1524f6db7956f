import { Select } from 'antd'
import { useState } from 'react'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listMatters } from '../../matter-endpoints.ts'

interface MatterSelectProps {
  readonly label: string
  readonly taken: readonly string[]
  readonly pick: (code: string, name: string) => void
}

/** Finds a matter by name or code and hands it over; those already taken are not offered. */
export function MatterSelect({ label, taken, pick }: MatterSelectProps) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const found = useEndpoint(listMatters, { query: { limit: 50, ...(q === '' ? {} : { q }) } }, { keep: true })
  const rows = (found.data?.rows ?? []).filter(({ code }) => !taken.includes(code))
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setWords }}
      value={null}
      aria-label={label}
      placeholder={label}
      style={{ width: 320 }}
      loading={found.isFetching}
      options={rows.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      notFoundContent={found.isPending ? '正在找……' : '没有这样的事项'}
      onChange={(code: string | null) => {
        const row = rows.find((one) => one.code === code)
        if (row) pick(row.code, row.name)
        setWords('')
      }}
    />
  )
}
