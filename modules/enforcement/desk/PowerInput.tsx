import { Select } from 'antd'
import { useState } from 'react'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listPowers } from '../power.ts'

/** A power of the list, only of those held today: by any other nobody may file. */
export function PowerInput({ id, value, onChange, invalid }: FieldInputProps) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const on = dayText(useNow())
  const found = useEndpoint(listPowers, { query: { on, limit: 30, ...(q === '' ? {} : { q }) } }, { keep: true })
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      style={{ width: '100%' }}
      placeholder="输入事项里的字查找，如：占道"
      loading={found.isFetching}
      value={typeof value === 'string' ? value : null}
      options={(found.data?.rows ?? []).map(({ code, title, domain }) => ({ value: code, label: `${title}（${domain} ${code}）` }))}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      notFoundContent={found.isPending ? '正在查找' : '今天承接的事项里没有'}
      {...(invalid ? { status: 'error' as const } : {})}
    />
  )
}
