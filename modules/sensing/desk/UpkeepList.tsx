import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { UpkeepKind, upkeepKinds } from '../device.ts'
import { addUpkeep, listUpkeep, readDevice } from '../device-endpoints.ts'

interface Values {
  readonly kind: (typeof UpkeepKind.options)[number]
  readonly words?: string
  readonly on?: string
}

/** 维护记录: what was done to it, newest first. */
export function UpkeepList({ id }: { readonly id: string }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const mayWrite = useMay('sensing.upkeep.write')
  const found = useEndpoint(listUpkeep, { params: { id }, query: { limit: 20 } })
  const [adding, setAdding] = useState(false)
  const rows = found.data?.rows ?? []
  return (
    <section className="panel sensing-card" aria-label="维护记录">
      <h2 className="sensing-head">
        维护记录
        {mayWrite && (
          <Button size="small" onClick={() => setAdding(true)}>
            登记维护
          </Button>
        )}
      </h2>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <p className="quiet">还没有维护记录。</p>}
      <ul className="sensing-upkeep">
        {rows.map((row) => (
          <li key={row.id}>
            <strong>{upkeepKinds[row.kind]}</strong>{' '}
            <span className="quiet">{[whenText(row.at), row.by?.name].filter(Boolean).join(' ')}</span>
            {row.words && <div>{row.words}</div>}
          </li>
        ))}
      </ul>
      {adding && (
        <FormDrawer<Values>
          title="登记维护"
          submit="登记"
          initial={{ kind: 'inspect' }}
          close={() => setAdding(false)}
          send={async ({ kind, words = '', on }, { actionId }) => {
            await call(addUpkeep, { params: { id }, body: { actionId, kind, words, ...(on ? { on } : {}) } })
            await Promise.all([listUpkeep, readDevice].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
            void message.success('已登记')
          }}
        >
          <Form.Item name="kind" label="内容" rules={[{ required: true }]}>
            <Select options={UpkeepKind.options.map((value) => ({ value, label: upkeepKinds[value] }))} />
          </Form.Item>
          <Form.Item name="on" label="日期（空着为今天）">
            <DayInput />
          </Form.Item>
          <Form.Item name="words" label="说明">
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
        </FormDrawer>
      )}
    </section>
  )
}
