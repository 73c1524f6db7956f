import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Segmented, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { PersonPicker } from '#core/org/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { CoverStateKey, type GridCover, addRest, dropRest, listRests, readCoverage, readCoverageWeek } from '../contract.ts'
import { ImportDrawer } from './ImportDrawer.tsx'
import { StandInDrawer, weekdays } from './StandInDrawer.tsx'
import './grid.css'

const weekdayText = (day: string): string => `周${weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]}`

function RestDrawer({ close }: { readonly close: () => void }) {
  const today = dayText(useNow())
  const client = useQueryClient()
  const { message } = App.useApp()
  interface Values {
    readonly personId: string
    readonly from: string
    readonly to: string
    readonly reason: string
  }
  return (
    <FormDrawer<Values>
      title="登记请假休息"
      submit="登记"
      initial={{ from: today, to: today, reason: '年休' }}
      close={close}
      send={async (values, { actionId }) => {
        await call(addRest, { body: { ...values, actionId } }, { actionId })
        await client.invalidateQueries()
        void message.success('已登记；这些天由替班人负责')
      }}
    >
      <Form.Item name="personId" label="谁" rules={[{ required: true, message: '请选择人员' }]}>
        <PersonPicker />
      </Form.Item>
      <Form.Item name="from" label="从" rules={[{ required: true, message: '请选择日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="to" label="到（含当天）" rules={[{ required: true, message: '请选择日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label="事由" rules={[{ required: true, message: '请填写事由' }]}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  )
}

function Rests() {
  const today = dayText(useNow())
  const client = useQueryClient()
  const { permissions } = useViewer()
  const found = useEndpoint(listRests, { query: { from: today, limit: 200 } })
  return (
    <section className="panel grid-list" style={{ marginTop: 12 }}>
      <h2>今天起的请假休息</h2>
      {found.isError && <FailedState error={found.error} />}
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        loading={found.isPending}
        dataSource={found.data?.rows ?? []}
        locale={{ emptyText: '没有人请假' }}
        columns={[
          { key: 'name', title: '姓名', width: 110, render: (_, row) => row.name },
          {
            key: 'days',
            title: '日期',
            className: 'num',
            render: (_, row) => (row.from === row.to ? row.from : `${row.from} 至 ${row.to}`),
          },
          { key: 'reason', title: '事由', render: (_, row) => row.reason },
          { key: 'by', title: '登记人', width: 120, render: (_, row) => row.madeBy },
          {
            key: 'acts',
            title: '操作',
            width: 80,
            render: (_, row) =>
              permissions.has('grid.rest.manage') && (
                <Button
                  size="small"
                  type="text"
                  onClick={() => void call(dropRest, { params: { id: row.id } }).then(() => client.invalidateQueries())}
                >
                  销假
                </Button>
              ),
          },
        ]}
      />
    </section>
  )
}

type Holder = GridCover['people'][number]

/** Whose grid it is, why they are away, when they rest; who may plan rests opens theirs by the name. */
function PeopleOf({ row, open }: { readonly row: GridCover; readonly open: ((holder: Holder) => void) | undefined }) {
  if (row.people.length === 0) return <span className="quiet">没有任职</span>
  return (
    <>
      {row.people.map((holder) => (
        <span key={holder.postId} className="grid-person">
          {open ? (
            <Button type="link" size="small" onClick={() => open(holder)}>
              {holder.name}
            </Button>
          ) : (
            holder.name
          )}
          {holder.away && <Tag color="warning">{holder.away}</Tag>}
        </span>
      ))}
    </>
  )
}

const restsOf = (row: GridCover): string =>
  [...new Set(row.people.flatMap(({ restWeekdays }) => restWeekdays))]
    .sort()
    .map((day) => `周${weekdays[day - 1]}`)
    .join('、')
/** Who stands in today, else who would. */
const substituteOf = (row: GridCover): string =>
  row.substitute?.name ?? [...new Set(row.people.flatMap(({ substitute }) => substitute?.name ?? []))].join('、')

/** 网格与队伍: who covers which grid on which day; uncovered ones first. */
export function GridsPage() {
  const today = dayText(useNow())
  const url = useUrl()
  const { permissions } = useViewer()
  const day = url.get('day') ?? today
  const state = CoverStateKey.safeParse(url.get('state')).data
  const [resting, setResting] = useState(false)
  const [importing, setImporting] = useState(false)
  const [standing, setStanding] = useState<{ grid: string; holder: Holder }>()
  const found = useEndpoint(readCoverage, { query: { day, ...(state ? { state } : {}) } }, { keep: true })
  const week = useEndpoint(readCoverageWeek, { query: {} })
  const order = { none: 0, substitute: 1, own: 2 }
  const rows = [...(found.data?.grids ?? [])].sort((a, b) => order[a.state] - order[b.state])
  const counts = found.data?.counts
  const label = (title: string, n: number | undefined): string => (n === undefined ? title : `${title} ${n}`)
  return (
    <Page
      title="网格与队伍"
      remark="任职、请假和轮休得出每天谁负责；休息日显示替班人"
      actions={
        <>
          {permissions.has('grid.binding.import') && (
            <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
              导入人员绑定
            </Button>
          )}
          {permissions.has('grid.rest.manage') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setResting(true)}>
              登记请假
            </Button>
          )}
        </>
      }
    >
      <div className="grid-week" role="group" aria-label="一周覆盖">
        {week.data?.days.map((each) => (
          <button key={each.day} type="button" aria-pressed={each.day === day} onClick={() => url.set({ day: each.day })}>
            <strong className="num">
              {each.day.slice(5)} {weekdayText(each.day)}
            </strong>
            <br />
            <span className="quiet num">
              在岗 {each.own} · 替班 {each.substitute}
            </span>
            <br />
            <span className={each.none > 0 ? 'grid-none num' : 'quiet num'}>无人 {each.none}</span>
          </button>
        ))}
      </div>
      <div className="grid-bar">
        <Segmented
          value={state ?? 'all'}
          onChange={(next) => url.set({ state: next === 'all' ? undefined : next })}
          options={[
            { value: 'all', label: '全部' },
            { value: 'none', label: label('无人', counts?.none) },
            { value: 'substitute', label: label('替班', counts?.substitute) },
            { value: 'own', label: label('在岗', counts?.own) },
          ]}
        />
        <Select
          aria-label="村（社区）"
          allowClear
          placeholder="全部村（社区）"
          style={{ width: 180 }}
          value={url.get('village') ?? null}
          onChange={(next: string | null) => url.set({ village: next ?? undefined })}
          options={[...new Map((found.data?.grids ?? []).map((row) => [row.villageCode, row.village]))].map(([value, text]) => ({
            value,
            label: text,
          }))}
        />
      </div>
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <div className="panel grid-scroll">
          <Table<GridCover>
            size="small"
            rowKey="code"
            pagination={false}
            dataSource={rows.filter((row) => !url.get('village') || row.villageCode === url.get('village'))}
            locale={{ emptyText: <EmptyState title="没有这样的网格" /> }}
            columns={[
              {
                key: 'name',
                title: '网格',
                render: (_, row) => (
                  <>
                    {row.name} <span className="quiet num">{row.code}</span>
                  </>
                ),
              },
              { key: 'tier', title: '类别', width: 100, render: (_, row) => row.tierTitle },
              { key: 'village', title: '村（社区）', width: 130, render: (_, row) => row.village },
              {
                key: 'state',
                title: '覆盖',
                width: 100,
                render: (_, row) => (
                  <Tag color={row.state === 'own' ? 'success' : row.state === 'none' ? 'error' : 'warning'}>{row.stateTitle}</Tag>
                ),
              },
              {
                key: 'people',
                title: '网格员',
                render: (_, row) => (
                  <PeopleOf
                    row={row}
                    open={permissions.has('grid.rest.manage') ? (holder) => setStanding({ grid: row.name, holder }) : undefined}
                  />
                ),
              },
              { key: 'rest', title: '轮休', width: 130, render: (_, row) => restsOf(row) },
              {
                key: 'substitute',
                title: '替班人',
                width: 130,
                render: (_, row) => <span className={row.substitute ? '' : 'quiet'}>{substituteOf(row)}</span>,
              },
            ]}
          />
        </div>
      )}
      <Rests />
      {resting && <RestDrawer close={() => setResting(false)} />}
      {standing && <StandInDrawer {...standing} close={() => setStanding(undefined)} />}
      {importing && <ImportDrawer close={() => setImporting(false)} />}
    </Page>
  )
}
