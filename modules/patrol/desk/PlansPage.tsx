import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Form, Input, InputNumber, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { readAreas } from '#core/area/contract.ts'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { type Plan, createPlan, listChecklists, listPlans, readCalendar, updatePlan, weekdayOf } from '../contract.ts'
import './patrol.css'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const DAY = 86_400_000
const shift = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = new Date(Date.UTC(year, number - 1 + by, 1))
  return at.toISOString().slice(0, 7)
}

/** A month of rounds: what is planned, done and missed on each day; a day opens its rounds. */
function Month() {
  const today = dayText(useNow())
  const [month, setMonth] = useState(() => today.slice(0, 7))
  const navigate = useNavigate()
  const first = `${month}-01`
  const last = new Date(Date.parse(`${shift(month, 1)}-01T00:00:00Z`) - DAY).toISOString().slice(0, 10)
  const found = useEndpoint(readCalendar, { query: { from: first, to: last } }, { keep: true })
  const byDay = new Map((found.data?.days ?? []).map((each) => [each.day, each]))
  const days = Array.from({ length: Number(last.slice(8)) }, (_, k) => `${month}-${String(k + 1).padStart(2, '0')}`)
  return (
    <section className="panel" aria-label="巡查日历">
      <div className="patrol-play">
        <Button size="small" icon={<LeftOutlined />} aria-label="上个月" onClick={() => setMonth(shift(month, -1))} />
        <strong className="num">{month.replace('-', '年')}月</strong>
        <Button size="small" icon={<RightOutlined />} aria-label="下个月" onClick={() => setMonth(shift(month, 1))} />
        <span className="quiet">点一天看当天的巡查；任务提前七天生成</span>
      </div>
      <div className="patrol-month">
        {weekdays.map((name) => (
          <b key={name}>周{name}</b>
        ))}
        {Array.from({ length: weekdayOf(first) - 1 }, (_, k) => (
          <span key={k} />
        ))}
        {days.map((day) => {
          const counts = byDay.get(day)
          return (
            <button
              key={day}
              type="button"
              className="patrol-day"
              aria-current={day === today ? 'date' : undefined}
              aria-label={`${day} 的巡查`}
              onClick={() => void navigate({ to: `/patrol/rounds?day=${day}` as never })}
            >
              <strong className="num">{Number(day.slice(8))}</strong>
              {counts && (
                <span className="num">
                  {counts.done > 0 && <span className="patrol-good">完成 {counts.done} </span>}
                  {counts.planned + counts.running > 0 && <span>待查 {counts.planned + counts.running} </span>}
                  {counts.missed > 0 && <span className="patrol-late">漏巡 {counts.missed}</span>}
                </span>
              )}
            </button>
          )
        })}
      </div>
    </section>
  )
}

interface Values {
  readonly title: string
  readonly areaCode: string
  readonly checklistIds?: string[]
  readonly weekdays: number[]
  readonly times: number
  readonly windowFrom: string
  readonly windowTo: string
  readonly fromDay: string
  readonly toDay?: string | undefined
  readonly active: boolean
}

function PlanDrawer({ row, close }: { readonly row: Plan | undefined; readonly close: () => void }) {
  const today = dayText(useNow())
  const client = useQueryClient()
  const { message } = App.useApp()
  const grids = useEndpoint(readAreas, { query: { tier: 'grid' } }, { staleTime: 600_000 })
  const lists = useEndpoint(listChecklists, { query: { limit: 200 } })
  const send = async (values: Values, { actionId, version }: { actionId: string; version: number }): Promise<void> => {
    const { toDay, ...rest } = values
    const plan = {
      ...rest,
      checklistIds: values.checklistIds ?? [],
      ...(toDay ? { toDay } : {}),
      ...(row?.personId ? { personId: row.personId } : {}),
    }
    if (row) await call(updatePlan, { params: { id: row.id }, body: { version, plan } }, { actionId })
    else await call(createPlan, { body: { actionId, plan } }, { actionId })
    await Promise.all([
      client.invalidateQueries({ queryKey: keyOf(listPlans) }),
      client.invalidateQueries({ queryKey: keyOf(readCalendar) }),
    ])
    void message.success('计划已保存，近七天的任务已生成')
  }
  const clock = { pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: '写成 08:30 的样子' }
  return (
    <FormDrawer<Values>
      title={row ? `修改计划 · ${row.title}` : '新建巡查计划'}
      submit="保存并生成任务"
      draft={`patrol.plan.${row?.id ?? 'new'}`}
      initial={row ?? { weekdays: [1, 2, 3, 4, 5], times: 1, windowFrom: '08:30', windowTo: '17:30', fromDay: today, active: true }}
      {...(row ? { opened: { ...row } } : {})}
      close={close}
      send={send}
    >
      <Form.Item name="title" label="计划名称" rules={[{ required: true, message: '请填写计划名称' }]}>
        <Input maxLength={60} placeholder="如：听橹社区第1网格日常巡查" />
      </Form.Item>
      <Form.Item
        name="areaCode"
        label="网格"
        rules={[{ required: true, message: '请选择网格' }]}
        extra="由当天负责这个网格的网格员巡查；轮休、请假的日子由替班人去，也可在巡查实况里改派。"
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={grids.isPending}
          options={(grids.data?.areas ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
        />
      </Form.Item>
      <Form.Item name="checklistIds" label="对象类别（不选即全部）">
        <Select mode="multiple" options={(lists.data?.rows ?? []).map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      <Form.Item name="weekdays" label="哪几天" rules={[{ required: true, type: 'array', min: 1, message: '至少选一天' }]}>
        <Checkbox.Group options={weekdays.map((name, k) => ({ value: k + 1, label: `周${name}` }))} />
      </Form.Item>
      <Form.Item name="times" label="每天几次" rules={[{ required: true, message: '请填写次数' }]}>
        <InputNumber min={1} max={10} precision={0} />
      </Form.Item>
      <div className="patrol-bar">
        <Form.Item name="windowFrom" label="时段从" rules={[{ required: true, ...clock }]}>
          <Input maxLength={5} style={{ width: 90 }} />
        </Form.Item>
        <Form.Item name="windowTo" label="到" rules={[{ required: true, ...clock }]}>
          <Input maxLength={5} style={{ width: 90 }} />
        </Form.Item>
        <Form.Item
          name="fromDay"
          label="起始日"
          rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: '写成 2026-07-01 的样子' }]}
        >
          <Input maxLength={10} style={{ width: 130 }} />
        </Form.Item>
      </div>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>启用</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}

/** 巡查计划: a calendar above, the plans below. */
export function PlansPage() {
  const [editing, setEditing] = useState<Plan | 'new'>()
  const found = usePages<Plan>([...keyOf(listPlans)], (after) => call(listPlans, { query: { limit: 100, ...(after ? { after } : {}) } }))
  return (
    <Page
      title="巡查计划"
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          新建计划
        </Button>
      }
    >
      <Month />
      <div className="panel patrol-scroll" style={{ marginTop: 12 }}>
        {found.isPending && <LoadingSkeleton rows={8} />}
        {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
        {found.data && found.rows.length === 0 && (
          <EmptyState title="还没有巡查计划">新建一个，系统会按网格、频次和时段生成每天的任务。</EmptyState>
        )}
        {found.rows.length > 0 && (
          <Table<Plan>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              {
                key: 'title',
                title: '计划',
                render: (_, row) => (
                  <Button type="link" size="small" onClick={() => setEditing(row)}>
                    {row.title}
                  </Button>
                ),
              },
              { key: 'area', title: '网格', render: (_, row) => row.areaName || row.areaCode },
              { key: 'kinds', title: '对象', render: (_, row) => (row.kinds.length > 0 ? row.kinds.join('、') : '全部类别') },
              { key: 'objects', title: '对象数', width: 90, className: 'num', render: (_, row) => row.objects },
              {
                key: 'when',
                title: '频次',
                render: (_, row) =>
                  `${row.weekdays.length === 7 ? '每天' : `周${row.weekdays.map((n) => weekdays[n - 1]).join('、')}`} ${row.times} 次，${row.windowFrom}–${row.windowTo}`,
              },
              {
                key: 'active',
                title: '状态',
                width: 80,
                render: (_, row) => (row.active ? <Tag color="success">启用</Tag> : <Tag>停用</Tag>),
              },
            ]}
          />
        )}
        {found.hasNextPage && (
          <Button block type="text" onClick={() => void found.fetchNextPage()}>
            更多
          </Button>
        )}
      </div>
      {editing && <PlanDrawer row={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />}
    </Page>
  )
}
