import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select, Switch, Table, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { type CounterSetup, type Domain, kindTitles, listSetups, saveCounter } from '../contract.ts'

type Draft = Omit<CounterSetup, 'id'>

/** Windows, what each serves, and whom the tidal rule tells. */
export function CounterSetups({ domains }: { readonly domains: readonly Domain[] }) {
  const client = useQueryClient()
  const found = useEndpoint(listSetups, {})
  const [editing, setEditing] = useState<Draft & { readonly id?: string }>()
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={8} />
  const { rows, clerks } = found.data
  const fresh: Draft = {
    number: Math.max(0, ...rows.map(({ number }) => number)) + 1,
    title: '综合窗口',
    kind: 'general',
    skills: domains.slice(0, 1).map(({ key }) => key),
    opener: null,
    active: true,
  }
  return (
    <section className="panel">
      <h2 className="panel-head">
        窗口
        <span className="panel-more">
          <Button onClick={() => setEditing(fresh)}>加窗口</Button>
        </span>
      </h2>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: '号', dataIndex: 'number', width: 70, className: 'num' },
          { title: '名称', dataIndex: 'title', width: 180 },
          { title: '种类', width: 170, render: (_, row) => kindTitles[row.kind] },
          {
            title: '受理业务',
            render: (_, row) => domains.filter(({ key }) => row.skills.includes(key)).map(({ key, title }) => <Tag key={key}>{title}</Tag>),
          },
          { title: '潮汐提示谁', width: 130, render: (_, row) => (row.kind === 'tidal' ? (row.openerName ?? '大厅负责人') : '—') },
          { title: '状态', width: 90, render: (_, row) => (row.active ? <Tag color="success">在用</Tag> : <Tag>停用</Tag>) },
          {
            title: '',
            width: 80,
            render: (_, row) => (
              <Button size="small" type="link" onClick={() => setEditing(row)}>
                修改
              </Button>
            ),
          },
        ]}
      />
      {editing && (
        <FormDrawer<Draft>
          title={editing.id ? `修改 ${editing.number} 号窗口` : '加窗口'}
          submit="保存"
          initial={editing}
          close={() => setEditing(undefined)}
          note="受理业务的变动自今日起生效，往日的记录不变。"
          send={async (values, { actionId }) => {
            const body = { ...values, opener: values.kind === 'tidal' ? (values.opener ?? null) : null, actionId }
            await call(saveCounter, { params: { id: editing.id ?? newId() }, body }, { actionId })
            await client.invalidateQueries({ queryKey: keyOf(listSetups) })
          }}
        >
          {(form) => (
            <>
              <Form.Item name="number" label="窗口号" rules={[{ required: true, message: '请填写窗口号' }]}>
                <InputNumber min={1} max={999} precision={0} />
              </Form.Item>
              <Form.Item name="title" label="名称" rules={[{ required: true, min: 2, message: '请填写窗口名称' }]}>
                <Input maxLength={20} />
              </Form.Item>
              <Form.Item name="kind" label="种类">
                <Select options={Object.entries(kindTitles).map(([value, label]) => ({ value, label }))} />
              </Form.Item>
              <Form.Item name="skills" label="受理业务" rules={[{ required: true, message: '至少选一类业务' }]}>
                <Select mode="multiple" options={domains.map(({ key, title: label }) => ({ value: key, label }))} />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {() =>
                  form.getFieldValue('kind') === 'tidal' && (
                    <Form.Item name="opener" label="潮汐提示谁开" extra="不选则提示大厅负责人">
                      <Select
                        allowClear
                        showSearch
                        optionFilterProp="label"
                        options={clerks.map(({ id, name }) => ({ value: id, label: name }))}
                      />
                    </Form.Item>
                  )
                }
              </Form.Item>
              <Form.Item name="active" label="在用" valuePropName="checked">
                <Switch />
              </Form.Item>
            </>
          )}
        </FormDrawer>
      )}
    </section>
  )
}
