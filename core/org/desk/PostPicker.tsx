import { Select } from 'antd'
import { useState } from 'react'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listPosts, orgTree, roleDuties } from '../contract.ts'
import { unitOptions } from './unit-options.ts'

interface PostPickerProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
}

/** A post: first the unit, then its posts, vacant ones said to be. */
export function PostPicker({ id, value, onChange }: PostPickerProps) {
  const [unitId, setUnitId] = useState<string>()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const mayAdmins = useMay('org.role.manage')
  const tree = useEndpoint(orgTree, {}, { staleTime: 60_000 })
  const found = useEndpoint(
    listPosts,
    { query: { limit: 50, ...(unitId === undefined ? {} : { unitId }), ...(q === '' ? {} : { q }) } },
    { keep: true },
  )
  const options = (found.data?.rows ?? []).map(({ id: postId, title, unitName, role, holders }) => ({
    value: postId,
    label: `${unitName} · ${title}（${holders.length === 0 ? '空缺' : holders.map(({ name }) => name).join('、')}）`,
    disabled: !mayAdmins && roleDuties[role] !== undefined,
  }))
  return (
    <div className="org-pair">
      <Select
        allowClear
        aria-label="单位"
        placeholder="先选单位（可不选）"
        showSearch={{ optionFilterProp: 'words' }}
        options={unitOptions(tree.data?.rows ?? [])}
        value={unitId ?? null}
        onChange={(next: string | null) => {
          setUnitId(next ?? undefined)
          onChange?.(undefined)
        }}
      />
      <Select
        {...(id === undefined ? {} : { id })}
        showSearch={{ filterOption: false, onSearch: setWords }}
        loading={found.isFetching}
        placeholder="选择岗位，可按名称找"
        notFoundContent={found.isPending ? '正在查找' : '没有符合的岗位'}
        options={options}
        value={value ?? null}
        onChange={(next: string | null) => onChange?.(next ?? undefined)}
      />
    </div>
  )
}
