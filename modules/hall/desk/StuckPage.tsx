import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Radio, Segmented, Table } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { ClockCell, StateTag } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { type StuckDraft, causeTitles, listStuck, recordStuck } from '../contract.ts'
import './hall.css'

type Row = z.output<typeof listStuck.reply>['rows'][number]

/** 办不成事: what people came for in vain, and who has it now. */
export function StuckPage() {
  const url = useUrl()
  const navigate = useNavigate()
  const { permissions } = useViewer()
  const [recording, setRecording] = useState(false)
  const state = url.get('state') === 'all' ? 'all' : url.get('state') === 'closed' ? 'closed' : 'open'
  const found = usePages<Row>([...keyOf(listStuck), state], (after, signal) =>
    call(listStuck, { query: { state, limit: 60, ...(after ? { after } : {}) } }, { signal }),
  )
  return (
    <Page
      title="办不成事"
      remark="来过没办成、没人管的事：当场办、协调、督办、转办"
      actions={
        permissions.has('hall.stuck.record') && (
          <Button type="primary" onClick={() => setRecording(true)}>
            当场记一件
          </Button>
        )
      }
    >
      <div className="hall-filter">
        <Segmented
          value={state}
          onChange={(next) => url.set({ state: next === 'open' ? undefined : next })}
          options={[
            { value: 'open', label: '在办' },
            { value: 'closed', label: '已办结' },
            { value: 'all', label: '全部' },
          ]}
        />
      </div>
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title={state === 'open' ? '没有在办的' : '没有记录'}>
            群众来过没办成的事，在窗口当场记下，5 个工作日内（示例）给答复。
          </EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel">
          <Table<Row>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={[...found.rows]}
            columns={[
              { title: '事项', render: (_, row) => <Link to={`/cases/${row.id}` as never}>{row.title}</Link> },
              { title: '为什么没办成', width: 170, render: (_, row) => causeTitles[row.cause] },
              { title: '编号', width: 150, className: 'num', dataIndex: 'number' },
              { title: '环节', width: 120, render: (_, row) => <StateTag title={row.stepTitle} closed={row.closedAt !== undefined} /> },
              { title: '时限', width: 190, render: (_, row) => <ClockCell card={row} /> },
              { title: '记录', width: 130, className: 'num', render: (_, row) => whenText(row.openedAt) },
            ]}
          />
        </div>
      )}
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再看一些</Button>}
      {recording && (
        <FormDrawer<Omit<StuckDraft, 'actionId'>>
          title="办不成事 · 当场记录"
          submit="记下"
          draft="hall-stuck"
          close={() => setRecording(false)}
          note="不记姓名电话。把编号写给群众，凭编号回窗口查询。"
          send={async (values, { actionId }) => {
            const { id } = await call(recordStuck, { body: { ...values, actionId } }, { actionId })
            await navigate({ to: `/cases/${id}` as never })
          }}
        >
          <Form.Item name="matter" label="想办什么事" rules={[{ required: true, min: 2, message: '请写明想办什么事' }]}>
            <Input maxLength={60} placeholder="如：高龄津贴申请" />
          </Form.Item>
          <Form.Item name="cause" label="为什么没办成" rules={[{ required: true, message: '请选择为什么没办成' }]}>
            <Radio.Group className="hall-radios" options={Object.entries(causeTitles).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="description" label="卡在哪里" rules={[{ required: true, min: 4, message: '请写明哪里卡住了' }]}>
            <Input.TextArea rows={4} maxLength={2000} />
          </Form.Item>
          <Form.Item name="refusedBy" label="先前去过哪里（可不填）">
            <Input maxLength={60} placeholder="如：3 号窗口、社会事业局" />
          </Form.Item>
        </FormDrawer>
      )}
    </Page>
  )
}
