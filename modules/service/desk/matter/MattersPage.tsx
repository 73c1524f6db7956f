import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Input, Select, Table, Tabs, Tag } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { addressOf, call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { handlingKindTitles } from '../../matter.ts'
import type { MatterRow } from '../../matter-endpoints.ts'
import { countMatters, exportMatters, listMatters } from '../../matter-endpoints.ts'
import { meetingTitles, wayTitles } from '../../ways.ts'
import { ImportMatters } from './ImportMatters.tsx'
import { limitText } from './limit-text.ts'
import { catalogueTabs, filterOfTab, tabOf } from './tabs.ts'
import './matter.css'

const PAGE = 100

/** 事项清单: what the town does for people, as of a day; each count opens its list. */
export function MattersPage() {
  const { get, set } = useUrl()
  const mayManage = useMay('service.matter.manage')
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const tab = tabOf(get('tab'))
  const [on, domain, unit, type] = [get('on'), get('domain'), get('unit'), get('type')]
  const filter = useMemo(
    () => ({
      ...filterOfTab(tab),
      ...(q === '' ? {} : { q }),
      ...(on ? { on } : {}),
      ...(domain ? { domain } : {}),
      ...(unit ? { unit } : {}),
      ...(type ? { type: type as never } : {}),
    }),
    [tab, q, on, domain, unit, type],
  )
  const counts = useEndpoint(countMatters, { query: on ? { on } : {} }, { keep: true }).data
  const found = usePages<MatterRow>([...keyOf(listMatters), 'pages', filter], (after, signal) =>
    call(listMatters, { query: { ...filter, limit: PAGE, after } }, { signal }),
  )
  const [importing, setImporting] = useState(false)
  const options = (tally: readonly { key: string; title: string; total: number }[] | undefined) =>
    (tally ?? []).map(({ key, title, total }) => ({ value: key, label: `${title} ${total}` }))
  const rate = counts?.compression.rate
  return (
    <Page
      title="事项清单"
      fill
      remark={
        counts && (
          <>
            {on ? `${on} ` : '今天'}在用 {counts.total} 项
            {rate !== undefined && (
              <span
                title={`1 − 承诺 ${Math.round(counts.compression.promised)} ÷ 法定 ${Math.round(counts.compression.statutory)} 个工作日`}
              >
                ，承诺压缩率 {(rate * 100).toFixed(1)}%
              </span>
            )}
            ；办理方式由事项内容算出
          </>
        )
      }
      actions={
        <>
          <Dropdown
            menu={{
              items: (['csv', 'xlsx'] as const).map((as) => ({
                key: as,
                label: (
                  <a href={addressOf(exportMatters, { query: { ...filter, as } })} download>
                    导出 {as.toUpperCase()}
                  </a>
                ),
              })),
            }}
          >
            <Button icon={<DownloadOutlined />}>导出</Button>
          </Dropdown>
          {mayManage && (
            <>
              <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
                导入
              </Button>
              <Link to="/service/matters/new">
                <Button type="primary" icon={<PlusOutlined />}>
                  新增事项
                </Button>
              </Link>
            </>
          )}
        </>
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(next) => set({ tab: next === 'all' ? undefined : next })}
        items={catalogueTabs.map(({ key, title, count }) => ({ key, label: counts ? `${title} ${count(counts)}` : title }))}
      />
      <div className="matter-filters" role="search">
        <Input
          allowClear
          placeholder="事项名称、编码"
          aria-label="事项名称、编码"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 220 }}
        />
        <Select
          allowClear
          showSearch
          aria-label="分类"
          placeholder="全部分类"
          style={{ width: 150 }}
          value={domain ?? null}
          options={options(counts?.domains)}
          onChange={(next: string | null) => set({ domain: next ?? undefined })}
        />
        <Select
          allowClear
          showSearch
          aria-label="实施主体"
          placeholder="全部实施主体"
          style={{ width: 200 }}
          value={unit ?? null}
          options={options(counts?.units)}
          onChange={(next: string | null) => set({ unit: next ?? undefined })}
        />
        <Select
          allowClear
          aria-label="事项类型"
          placeholder="全部类型"
          style={{ width: 140 }}
          value={type ?? null}
          options={options(counts?.types)}
          onChange={(next: string | null) => set({ type: next ?? undefined })}
        />
        <DayInput label="看哪一天" placeholder="今天" clear value={on ?? null} onChange={(day) => set({ on: day ?? undefined })} />
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的事项">去掉一项筛选，或换一天再看。</EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel matter-scroll">
          <Table<MatterRow>
            size="small"
            rowKey={({ code, from }) => `${code} ${from}`}
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'code', title: '编码', dataIndex: 'code', width: 100, className: 'num', ellipsis: true },
              {
                key: 'name',
                title: '事项',
                render: (_, { code, name, example, from, to }) => (
                  <>
                    <Link to={`/service/matters/${code}${on ? `?on=${on}` : ''}`}>{name}</Link> {example && <Tag color="warning">示例</Tag>}
                    {(tab === 'planned' || tab === 'stopped') && (
                      <span className="quiet num"> {tab === 'planned' ? `${from} 起` : `${to} 停用`}</span>
                    )}
                  </>
                ),
              },
              { key: 'domain', title: '分类', dataIndex: 'domain', width: 100 },
              { key: 'unit', title: '实施主体', dataIndex: 'unitName', width: 160, ellipsis: true },
              { key: 'kind', title: '办件类型', width: 90, render: (_, { handling }) => handlingKindTitles[handling] },
              {
                key: 'limit',
                title: '承诺 / 法定',
                width: 150,
                className: 'num',
                render: (_, { promised, statutory }) => (
                  <>
                    {limitText(promised)} <span className="quiet">/ {limitText(statutory)}</span>
                  </>
                ),
              },
              { key: 'papers', title: '材料', width: 56, align: 'right', className: 'num', dataIndex: 'materials' },
              { key: 'meeting', title: '见面', width: 100, render: (_, { meeting }) => meetingTitles[meeting] },
              {
                key: 'ways',
                title: '四办',
                width: 230,
                render: (_, { ways }) => ways.map((way) => <Tag key={way}>{wayTitles[way]}</Tag>),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 项
            </Button>
          )}
        </div>
      )}
      {importing && <ImportMatters close={() => setImporting(false)} />}
    </Page>
  )
}
