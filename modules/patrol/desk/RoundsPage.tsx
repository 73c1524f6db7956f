import { Button, DatePicker, Drawer, Progress, Segmented, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow, whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useQueryClient } from '@tanstack/react-query'
import { App, Form } from 'antd'
import { useState } from 'react'
import { PersonPicker } from '#core/org/desk/index.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { useViewer } from '#platform/client/viewer.ts'
import { type Round, RoundState, assignRound, listRounds, readCalendar, readRound, roundStateTitles } from '../contract.ts'
import './patrol.css'

const tones = { planned: 'default', running: 'processing', done: 'success', missed: 'error' } as const

/** Sends a round to somebody else: on leave without a substitute, ill, called away. */
function AssignDrawer({ round, close }: { readonly round: Round; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ readonly personId: string }>
      title={`改派 · ${round.title}`}
      submit="改派"
      close={close}
      note="改派后不再随轮休、请假变动。"
      send={async ({ personId }, { actionId }) => {
        const sent = await call(assignRound, { params: { id: round.id }, body: { actionId, personId } }, { actionId })
        await Promise.all([
          client.invalidateQueries({ queryKey: keyOf(listRounds) }),
          client.invalidateQueries({ queryKey: keyOf(readRound) }),
        ])
        void message.success(`已改派给 ${sent.person}`)
      }}
    >
      <Form.Item name="personId" label="由谁巡查" rules={[{ required: true, message: '请选择人员' }]}>
        <PersonPicker />
      </Form.Item>
    </FormDrawer>
  )
}

function RoundDrawer({ id, close }: { readonly id: string; readonly close: () => void }) {
  const found = useEndpoint(readRound, { params: { id } })
  const round = found.data?.round
  const { permissions } = useViewer()
  const [assigning, setAssigning] = useState(false)
  const open = round?.state === 'planned' || round?.state === 'running'
  return (
    <Drawer
      open
      onClose={close}
      size={620}
      title={round?.title ?? '巡查'}
      extra={open && permissions.has('patrol.plan.manage') && <Button onClick={() => setAssigning(true)}>改派</Button>}
    >
      {assigning && round && <AssignDrawer round={round} close={() => setAssigning(false)} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {round && (
        <>
          <dl className="patrol-figures">
            <div>
              <dt>巡查人</dt>
              <dd>
                {round.person || '没有人'} {round.standsFor && <small>替 {round.standsFor}</small>}
              </dd>
            </div>
            <div>
              <dt>到位</dt>
              <dd>
                {round.visited} <small>/ {round.stops} 处</small>
              </dd>
            </div>
            <div>
              <dt>里程</dt>
              <dd>{round.metres === undefined ? '—' : `${(round.metres / 1000).toFixed(1)} 公里`}</dd>
            </div>
            <div>
              <dt>走到的地面</dt>
              <dd>{round.ground === undefined ? '—' : `${Math.round(round.ground * 100)}%`}</dd>
            </div>
          </dl>
          <Table
            size="small"
            rowKey="objectId"
            pagination={false}
            dataSource={found.data?.stops ?? []}
            locale={{ emptyText: round.state === 'planned' ? '开始巡查后列出要看的对象' : '没有对象' }}
            columns={[
              { key: 'name', title: '对象', render: (_, stop) => stop.name },
              { key: 'kind', title: '类别', width: 110, render: (_, stop) => stop.kind },
              {
                key: 'seen',
                title: '结果',
                width: 170,
                render: (_, stop) =>
                  stop.visitedAt ? (
                    <>
                      {whenText(stop.visitedAt)} {stop.clear ? <Tag color="success">未发现问题</Tag> : <Tag color="warning">有发现</Tag>}
                    </>
                  ) : (
                    <span className={round.state === 'done' ? 'patrol-late' : 'quiet'}>{round.state === 'done' ? '漏看' : '还没看'}</span>
                  ),
              },
            ]}
          />
          {round.note && <p className="quiet">{round.note}</p>}
        </>
      )}
    </Drawer>
  )
}

/** 巡查实况: the rounds of a day, who walks them, what is covered and what was missed. */
export function RoundsPage() {
  const today = dayText(useNow())
  const url = useUrl()
  const day = url.get('day') ?? today
  const state = RoundState.safeParse(url.get('state')).data
  const open = url.get('round')
  const found = usePages<Round>([...keyOf(listRounds), day, state ?? ''], (after) =>
    call(listRounds, { query: { day, limit: 100, ...(state ? { state } : {}), ...(after ? { after } : {}) } }),
  )
  const counts = useEndpoint(readCalendar, { query: { from: day, to: day } }, { keep: true }).data?.days[0]
  const tab = (value: RoundState): string => `${roundStateTitles[value]}${counts && counts[value] > 0 ? ` ${counts[value]}` : ''}`
  return (
    <Page
      title="巡查实况"
      actions={
        <DatePicker
          aria-label="日期"
          allowClear={false}
          value={dayjs(day)}
          onChange={(next) => url.set({ day: next?.format('YYYY-MM-DD') })}
        />
      }
    >
      <div className="patrol-bar">
        <Segmented
          value={state ?? 'all'}
          onChange={(next) => url.set({ state: next === 'all' ? undefined : next })}
          options={[{ value: 'all', label: '全部' }, ...RoundState.options.map((value) => ({ value, label: tab(value) }))]}
        />
        <span className="quiet">
          {found.rows.length} 次{found.hasNextPage ? '，还有更多' : ''}
        </span>
      </div>
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="这一天没有这样的巡查">在“巡查计划”里安排，系统提前七天生成任务。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel patrol-scroll">
          <Table<Round>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            onRow={(row) => ({ onClick: () => url.set({ round: row.id }), style: { cursor: 'pointer' } })}
            columns={[
              {
                key: 'title',
                title: '巡查',
                render: (_, row) => (
                  <Button type="link" size="small" onClick={() => url.set({ round: row.id })}>
                    {row.title}
                  </Button>
                ),
              },
              {
                key: 'state',
                title: '状态',
                width: 90,
                render: (_, row) => <Tag color={tones[row.state]}>{roundStateTitles[row.state]}</Tag>,
              },
              {
                key: 'person',
                title: '巡查人',
                width: 170,
                render: (_, row) => (
                  <>
                    {row.person || <span className="patrol-late">没有人</span>}
                    {row.standsFor && <span className="quiet"> 替 {row.standsFor}</span>}
                  </>
                ),
              },
              {
                key: 'window',
                title: '时段',
                width: 150,
                className: 'num',
                render: (_, row) => `${whenText(row.windowFrom).slice(-5)}–${whenText(row.windowTo).slice(-5)}`,
              },
              {
                key: 'stops',
                title: '到位',
                width: 90,
                className: 'num',
                render: (_, row) => (row.stops > 0 ? `${row.visited}/${row.stops}` : '—'),
              },
              {
                key: 'metres',
                title: '里程',
                width: 100,
                className: 'num',
                render: (_, row) => (row.metres === undefined ? '—' : `${(row.metres / 1000).toFixed(1)} 公里`),
              },
              {
                key: 'ground',
                title: '走到的地面',
                width: 160,
                render: (_, row) =>
                  row.ground === undefined ? '—' : <Progress size="small" percent={Math.round(row.ground * 100)} status="normal" />,
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" onClick={() => void found.fetchNextPage()}>
              更多
            </Button>
          )}
        </div>
      )}
      {open && <RoundDrawer id={open} close={() => url.set({ round: undefined })} />}
    </Page>
  )
}
