import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Input, Table, Tabs } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { exactText, spanText, useNow, whenText } from '#platform/client/time.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { yuanText } from '../money.ts'
import { type PenaltyRow, Stage, countPenalties, listPenalties, stageTitles } from '../penalty.ts'
import './enforcement.css'

const PAGE = 60

/** 案件办理: every penalty case of my reach, by where it stands; the nearest legal clock beside each. */
export function PenaltiesPage() {
  const { get, set } = useUrl()
  const client = useQueryClient()
  const mayOpen = useMay('enforcement.case.open')
  const stage = Stage.safeParse(get('stage')).data
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const power = get('power')
  const query = useMemo(() => ({ ...(q === '' ? {} : { q }), ...(stage ? { stage } : {}), ...(power ? { power } : {}) }), [power, q, stage])
  const counts = useEndpoint(countPenalties, {}, { keep: true })
  const found = usePages<PenaltyRow>([...keyOf(listPenalties), 'pages', query], (after, signal) =>
    call(listPenalties, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  useLive(['case.acted'], (facts) => {
    const ours =
      facts.length === 0 ||
      facts.some(({ payload }) => payload !== null && typeof payload === 'object' && 'process' in payload && payload.process === 'penalty')
    if (ours) void Promise.all([listPenalties, countPenalties].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
  })
  return (
    <Page
      title="案件办理"
      fill
      remark="行政处罚普通程序；时限按立案、告知、送达之日起算"
      actions={
        mayOpen && (
          <Link to="/enforcement/clue">
            <Button type="primary" icon={<PlusOutlined />}>
              登记线索
            </Button>
          </Link>
        )
      }
    >
      <Tabs
        activeKey={stage ?? 'all'}
        onChange={(next) => set({ stage: next === 'all' ? undefined : next })}
        items={[
          { key: 'all', label: '全部' },
          ...Stage.options.map((key) => ({ key, label: counts.data ? `${stageTitles[key]} ${counts.data[key] ?? 0}` : stageTitles[key] })),
        ]}
      />
      <div className="enforcement-filters" role="search">
        <Input
          allowClear
          placeholder="案号、案由、单位名称、地址"
          aria-label="案号、案由、单位名称、地址"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 260 }}
        />
        {power && (
          <Button type="link" onClick={() => set({ power: undefined })}>
            只看事项 {power}，清除
          </Button>
        )}
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={12} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的案件">{mayOpen && <Link to="/enforcement/clue">登记线索</Link>}</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel enforcement-scroll">
          <Table<PenaltyRow>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'due', title: '最近时限', width: 190, render: (_, row) => <Due row={row} /> },
              {
                key: 'title',
                title: '案由',
                render: (_, { id, title, number }) => (
                  <>
                    <Link to={`/cases/${id}`}>{title}</Link> <span className="quiet num">{number}</span>
                  </>
                ),
              },
              { key: 'party', title: '当事人', dataIndex: 'party', width: 190, ellipsis: true },
              { key: 'step', title: '环节', dataIndex: 'stepTitle', width: 120 },
              { key: 'power', title: '处罚事项', dataIndex: 'powerTitle', ellipsis: true },
              {
                key: 'fine',
                title: '罚款（元）',
                width: 110,
                align: 'right',
                className: 'num',
                render: (_, { fine }) => (fine === undefined ? '—' : yuanText(fine)),
              },
              {
                key: 'result',
                title: '结果',
                width: 120,
                render: (_, { result, documentNumber }) => <span title={documentNumber}>{result ?? '—'}</span>,
              },
              {
                key: 'opened',
                title: '登记',
                width: 120,
                render: (_, { openedAt }) => <span title={exactText(openedAt)}>{whenText(openedAt)}</span>,
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 件
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

/** The nearest clock of the law, in words: late is said, not only red. */
function Due({ row }: { readonly row: PenaltyRow }) {
  const now = useNow()
  if (!row.open || row.nextDue === undefined) return <span className="quiet">—</span>
  const left = Date.parse(row.nextDue) - now
  const tone = left < 0 ? 'late' : left < 3 * 86_400_000 ? 'soon' : 'calm'
  return (
    <span className={`enforcement-due enforcement-${tone}`} title={exactText(row.nextDue)}>
      <strong>{left < 0 ? `超 ${spanText(left)}` : `还有 ${spanText(left)}`}</strong>
      <span>{row.nextClock}</span>
    </span>
  )
}
