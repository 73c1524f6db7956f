import { Select } from 'antd'
import { useState } from 'react'
import { readCase } from '#core/case/contract.ts'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listIncidents } from '../endpoints.ts'

/** Another incident, by number or by words of it. */
export function CaseInput({ id, value, onChange, invalid }: FieldInputProps) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 250)
  const chosen = typeof value === 'string' && value !== '' ? value : undefined
  const found = useEndpoint(
    listIncidents,
    { query: { state: 'all', sort: 'opened', limit: 20, ...(q === '' ? {} : { q }) } },
    { keep: true },
  )
  // The chosen one need not be among those found: its own card gives the words.
  const own = useEndpoint(readCase, { params: { id: chosen ?? '' } }, { enabled: chosen !== undefined })
  const cards = [...(own.data && chosen ? [own.data.card] : []), ...(found.data?.rows ?? []).filter((row) => row.id !== chosen)]
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      style={{ width: '100%' }}
      placeholder="输入编号或标题里的字"
      loading={found.isFetching}
      value={chosen ?? null}
      options={cards.map((card) => ({ value: card.id, label: `${card.number} ${card.title}（${card.stepTitle}）` }))}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}
