import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import type { ListRule, ListSet } from '../../list-set.ts'
import { addSet, changeSet, hallLists, listSets, readSet } from '../../list-set.ts'
import { handlingKindTitles, matterLevelTitles, matterTypes } from '../../matter.ts'
import { countMatters, listMatters } from '../../matter-endpoints.ts'
import { listOneThings } from '../../one-thing-endpoints.ts'
import { meetingTitles, wayTitles } from '../../ways.ts'

interface Draft {
  readonly name: string
  readonly note: string
  readonly hall: 0 | 1 | 2
  readonly rule: ListRule
  readonly matters: string[]
  readonly oneThings: string[]
}

const optionsOf = (titles: Readonly<Record<string, string>>) => Object.entries(titles).map(([value, label]) => ({ value, label }))

/** Composes a list: by conditions that follow the catalogue, by hand, or both. */
export function ListSetDrawer({ set, close }: { readonly set: ListSet | undefined; readonly close: () => void }) {
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const matters = useEndpoint(listMatters, { query: { limit: 60, ...(q === '' ? {} : { q }) } }, { keep: true })
  const content = useEndpoint(readSet, { params: { id: set?.id ?? '' } }, { enabled: set !== undefined })
  const known = [...(content.data?.entries ?? []).filter(({ kind }) => kind === 'matter'), ...(matters.data?.rows ?? [])]
  const choices = [...new Map(known.map(({ code, name }) => [code, { value: code, label: `${name} ${code}` }])).values()]
  const things = useEndpoint(listOneThings, { query: { limit: 200 } }, { staleTime: 60_000 })
  const domains = useEndpoint(countMatters, { query: {} }, { staleTime: 60_000 }).data?.domains ?? []
  const rules: readonly (readonly [keyof ListRule, string, readonly { value: string; label: string }[]])[] = [
    ['way', '四办', optionsOf(wayTitles)],
    ['meeting', '见面情况', optionsOf(meetingTitles)],
    ['level', '层级', optionsOf(matterLevelTitles)],
    ['handling', '办件类型', optionsOf(handlingKindTitles)],
    ['type', '事项类型', optionsOf(matterTypes)],
    ['domain', '分类', domains.map(({ key, title }) => ({ value: key, label: title }))],
    ['agency', '帮代办', optionsOf({ yes: '可以帮代办', no: '不可以' })],
  ]
  return (
    <FormDrawer<Draft>
      title={set ? `修改清单 · ${set.name}` : '新增清单'}
      submit="保存"
      size={620}
      draft={`service.list-set.${set?.id ?? 'new'}`}
      {...(set ? { opened: { version: set.version, name: set.name } } : {})}
      initial={
        set
          ? {
              name: set.name,
              note: set.spec.note,
              hall: set.hall ?? 0,
              rule: set.spec.rule ?? {},
              matters: set.spec.matters,
              oneThings: set.spec.oneThings,
            }
          : { name: '', note: '', hall: 0, rule: {}, matters: [], oneThings: [] }
      }
      close={close}
      send={async ({ name, note, hall, rule, ...codes }, { actionId, version }) => {
        const kept = Object.fromEntries(Object.entries(rule ?? {}).filter(([, value]) => value)) as ListRule
        const spec = { note: note ?? '', ...codes, ...(Object.keys(kept).length > 0 ? { rule: kept } : {}) }
        const body = { name, spec, ...(hall ? { hall } : {}) }
        await (set
          ? call(changeSet, { params: { id: set.id }, body: { ...body, actionId, version } })
          : call(addSet, { body: { ...body, actionId } }))
        await Promise.all([listSets, readSet, hallLists].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })))
      }}
    >
      <Form.Item name="name" label="清单名称" rules={[{ required: true, min: 2, message: '请填写清单名称' }]}>
        <Input maxLength={40} placeholder="如：不见面审批清单" />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="hall" label="大厅展示" extra="放到某一份的位置，原来那份就换下来">
        <Radio.Group
          options={[
            { value: 0, label: '不展示' },
            { value: 1, label: '第一份' },
            { value: 2, label: '第二份' },
          ]}
        />
      </Form.Item>
      <Form.Item label="按条件（随事项清单自动更新，须同时符合）" style={{ marginBottom: 0 }}>
        <div className="matter-grid" style={{ gridTemplateColumns: '1fr 1fr' }}>
          {rules.map(([key, title, options]) => (
            <Form.Item key={key} name={['rule', key]}>
              <Select allowClear placeholder={title} aria-label={title} options={[...options]} />
            </Form.Item>
          ))}
          <Form.Item name={['rule', 'unit']}>
            <UnitSelect value={undefined} onChange={() => undefined} placeholder="实施主体" />
          </Form.Item>
        </div>
      </Form.Item>
      <Form.Item name="matters" label="另外点选事项">
        <Select mode="multiple" showSearch={{ filterOption: false, onSearch: setWords }} loading={matters.isFetching} options={choices} />
      </Form.Item>
      <Form.Item name="oneThings" label="点选一件事">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          loading={things.isPending}
          options={(things.data?.rows ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
