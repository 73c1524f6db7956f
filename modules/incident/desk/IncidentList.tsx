import { Link } from '@tanstack/react-router'
import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { Suspense, useCallback, useRef, useState } from 'react'
import { BulkDrawer } from '#core/case/desk/index.tsx'
import { countText } from '#platform/client/amount.ts'
import { useKeys } from '#platform/client/keys.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { usePreference } from '#platform/client/preference.ts'
import { useMay } from '#platform/client/viewer.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { IncidentTable } from './IncidentTable.tsx'
import { ListFilters } from './ListFilters.tsx'
import { ListTabs } from './ListTabs.tsx'
import { SavedViews } from './SavedViews.tsx'
import { incidentColumns } from './columns.tsx'
import type { Row } from './use-incident-list.ts'
import { useIncidentList } from './use-incident-list.ts'
import { useUrlFilter } from './url-filter.ts'

const usual = incidentColumns.filter((one) => one.usual).map((one) => one.key)
const mineFixed = { mine: '1' }
const none = {}

interface IncidentListProps {
  readonly title: string
  readonly remark?: string
  readonly mine: boolean
  readonly empty: string
}

/** Tabs with counts, filters in the address, lines; the same page for everything and for my own work. */
export function IncidentList({ title, remark, mine, empty }: IncidentListProps) {
  const { search, query, set, replace } = useUrlFilter(mine ? mineFixed : none)
  const [shown, setShown] = usePreference('incident.columns', usual)
  const [ticked, setTicked] = useState<readonly Row[]>([])
  const top = useRef(0)
  const calm = useCallback(() => top.current < 8 && ticked.length === 0, [ticked])
  const list = useIncidentList(query, calm)
  const mayReport = useMay('incident.case.report')
  const mayExport = useMay('incident.case.export')
  const [bulk, setBulk] = useState<readonly string[]>()
  const openBulk = (): void | false => (ticked.length === 0 ? false : setBulk(ticked.map(({ id }) => id)))
  useKeys({ b: openBulk })
  const sort = query.sort ?? 'due'
  const tools = (
    <>
      {!mine && <SavedViews search={search} open={replace} />}
      <ColumnChooser shown={shown} choose={setShown} />
      {mayExport && <ExportMenu query={query} ticked={ticked} />}
      {mayReport && (
        <Link to="/report">
          <Button type="primary" icon={<PlusOutlined />}>
            登记
          </Button>
        </Link>
      )}
    </>
  )
  return (
    <Page title={title} remark={remark} fill actions={tools}>
      <ListTabs mine={mine} search={search} choose={set} />
      <ListFilters search={search} set={set} />
      <IncidentTable
        list={list}
        shown={shown}
        ticked={ticked}
        tick={setTicked}
        placeKey={`${mine ? 'mine' : 'all'} ${JSON.stringify(query)}`}
        scrolled={(now) => {
          top.current = now
        }}
        empty={empty}
      />
      <div className="list-foot">
        <Segmented
          size="small"
          value={sort}
          options={[
            { value: 'due', label: '先到期的在前' },
            { value: 'opened', label: '新登记的在前' },
          ]}
          onChange={(next) => set({ sort: next === 'opened' ? 'opened' : undefined })}
        />
        <span className="num">
          已载入 {countText(list.rows.length)} 件{list.hasNextPage ? '，向下滚动继续' : '，到底了'}
        </span>
        {ticked.length > 0 && (
          <span>
            已选 {ticked.length} 件{' '}
            <Button type="primary" size="small" onClick={() => openBulk()}>
              批量办理
            </Button>
            <Button type="link" size="small" onClick={() => setTicked([])}>
              取消选择
            </Button>
          </span>
        )}
        {list.stale > 0 && (
          <button type="button" className="fresh-pill" onClick={list.refresh}>
            有 {countText(list.stale)} 处变化，点此更新
          </button>
        )}
        <span className="list-more">
          <kbd>j</kbd> <kbd>k</kbd> 移动 <kbd>Enter</kbd> 打开 <kbd>?</kbd> 全部快捷键
        </span>
      </div>
      {bulk && (
        <Suspense fallback={null}>
          <BulkDrawer
            ids={bulk}
            close={() => {
              setBulk(undefined)
              setTicked([])
            }}
          />
        </Suspense>
      )}
    </Page>
  )
}
