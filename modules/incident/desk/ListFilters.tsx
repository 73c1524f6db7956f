import { CloseCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Cascader, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { Suspense, useEffect, useRef, useState } from 'react'
import { readAreas } from '#core/area/contract.ts'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { channelTitles } from '../record.ts'
import { classOptions, pathTo, useClasses } from './use-classes.ts'
import { filterCount } from './url-filter.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

const QUIET_MS = 300
const grades = [
  { value: 'I', label: '特急' },
  { value: 'II', label: '紧急' },
  { value: 'III', label: '一般' },
  { value: 'IV', label: '简单' },
]
const channels = Object.entries(channelTitles).map(([value, label]) => ({ value, label }))
const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : value.split(',')
const textOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

/** Filters apply as one types or chooses; there is no 查询 button to forget. */
export function ListFilters({ search, set }: { readonly search: Search; readonly set: (change: Search) => void }) {
  const catalogue = useClasses()
  const villages = useEndpoint(readAreas, { query: { tier: 'village' } }, { staleTime: 3_600_000 })
  const on = filterCount(search)
  const from = textOf(search['from'])
  const to = textOf(search['to'])
  return (
    <div className="list-filters" role="search">
      <WordsFilter value={textOf(search['q'])} set={(q) => set({ q })} />
      <Cascader
        aria-label="类别"
        placeholder="类别"
        style={{ width: 150 }}
        changeOnSelect
        allowClear
        showSearch
        options={classOptions(catalogue)}
        value={pathTo(catalogue, textOf(search['class']))}
        onChange={(path) => set({ class: path?.at(-1) ?? undefined })}
      />
      <Select
        aria-label="等级"
        placeholder="等级"
        mode="multiple"
        maxTagCount="responsive"
        style={{ width: 108 }}
        options={grades}
        value={listOf(search['grade'])}
        onChange={(grade: string[]) => set({ grade })}
      />
      <Select
        aria-label="来源"
        placeholder="来源"
        mode="multiple"
        maxTagCount="responsive"
        style={{ width: 112 }}
        options={channels}
        value={listOf(search['channel'])}
        onChange={(channel: string[]) => set({ channel })}
      />
      <Select
        aria-label="村社区"
        placeholder="村（社区）"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 128 }}
        options={(villages.data?.areas ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        value={textOf(search['area']) || null}
        onChange={(area: string | null) => set({ area: area ?? undefined })}
      />
      <div style={{ width: 150 }}>
        <Suspense fallback={<Input disabled placeholder="单位" />}>
          <UnitSelect
            placeholder="承办单位"
            value={textOf(search['unit']) || undefined}
            onChange={(unit) => set({ unit: Array.isArray(unit) ? unit[0] : unit })}
          />
        </Suspense>
      </div>
      <DatePicker.RangePicker
        aria-label="登记日期"
        style={{ width: 220 }}
        placeholder={['登记从', '到']}
        value={from !== '' && to !== '' ? [dayjs(from), dayjs(to)] : null}
        onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
      />
      {on > 0 && (
        <Button
          type="link"
          icon={<CloseCircleOutlined />}
          onClick={() =>
            set({
              q: undefined,
              class: undefined,
              grade: undefined,
              channel: undefined,
              area: undefined,
              unit: undefined,
              from: undefined,
              to: undefined,
              result: undefined,
            })
          }
        >
          清除 {on} 项筛选
        </Button>
      )}
    </div>
  )
}

function WordsFilter({ value, set }: { readonly value: string; readonly set: (value: string | undefined) => void }) {
  // While somebody types, their words stand; otherwise the address does (a tab or a saved view may have changed it).
  const [typed, setTyped] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (words: string): void => {
    setTyped(words)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      set(words.trim() === '' ? undefined : words.trim())
      setTyped(undefined)
    }, QUIET_MS)
  }
  return (
    <Input
      allowClear
      prefix={<SearchOutlined />}
      style={{ width: 200 }}
      placeholder="编号、标题、地址里的字"
      aria-label="关键字"
      value={typed ?? value}
      onChange={(event) => type(event.target.value)}
    />
  )
}
