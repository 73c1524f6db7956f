import type { TableProps } from 'antd'
import { Table } from 'antd'
import type { ComponentRef } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useKeys } from '#platform/client/keys.ts'
import { usePrinting } from '#platform/client/use-printing.ts'
import { PrintedRows } from './PrintedRows.tsx'
import { incidentColumns } from './columns.tsx'
import type { Row, useIncidentList } from './use-incident-list.ts'
import './incident-table.css'

interface IncidentTableProps {
  readonly list: ReturnType<typeof useIncidentList>
  readonly shown: readonly string[]
  readonly ticked: readonly Row[]
  readonly tick: (rows: readonly Row[]) => void
  /** Where the reader stands in this list; survives leaving and coming back. */
  readonly placeKey: string
  readonly scrolled: (top: number) => void
  readonly empty: string
}

const NEAR_END = 800
const HEAD = 40

/** Virtual rows over keyset pages: ten thousand lines cost as much as thirty. */
export function IncidentTable({ list, shown, ticked, tick, placeKey, scrolled, empty }: IncidentTableProps) {
  const table = useRef<ComponentRef<typeof Table>>(null)
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(400)
  const [at, setAt] = useState(-1)
  const navigate = useNavigate()
  const printing = usePrinting()
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list

  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setHeight(Math.max(160, entry.contentRect.height - HEAD)))
    if (box.current) watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  const loaded = rows.length > 0
  useEffect(() => {
    const top = Number(sessionStorage.getItem(`sihe.scroll.${placeKey}`) ?? 0)
    if (loaded && top > 0) table.current?.scrollTo({ top })
  }, [placeKey, loaded])

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setAt(next)
    const row = rows[next]
    if (row) table.current?.scrollTo({ key: row.id })
  }
  const openAt = (): false | void => {
    const row = rows[at]
    if (!row) return false
    void navigate({ to: `/cases/${row.id}` })
  }
  useKeys({
    j: () => move(at + 1),
    k: () => move(at - 1),
    Enter: openAt,
    a: openAt,
    x: () => {
      const row = rows[at]
      if (row) tick(ticked.some((one) => one.id === row.id) ? ticked.filter((one) => one.id !== row.id) : [...ticked, row])
    },
    n: () => void navigate({ to: '/report' }),
  })
  const scroll: NonNullable<TableProps<Row>['onScroll']> = (event) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    scrolled(scrollTop)
    sessionStorage.setItem(`sihe.scroll.${placeKey}`, String(scrollTop))
    if (hasNextPage && !isFetchingNextPage && scrollHeight - scrollTop - clientHeight < NEAR_END) void fetchNextPage()
  }
  if (list.isError && !loaded) return <FailedState error={list.error} retry={list.refresh} />
  const chosen = incidentColumns.filter(({ key }) => shown.includes(key))
  const width = chosen.reduce((sum, { column }) => sum + Number(column.width ?? 120), 40)
  return (
    <>
      {printing && <PrintedRows rows={rows} shown={shown} more={hasNextPage} />}
      <div className="incident-table panel" ref={box}>
        {list.isPending ? (
          <div className="panel-body">
            <LoadingSkeleton rows={12} />
          </div>
        ) : rows.length === 0 ? (
          <EmptyState title={empty}>换一个页签，或去掉几项筛选再看。</EmptyState>
        ) : (
          <Table<Row>
            ref={table}
            virtual
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: width, y: height }}
            dataSource={rows}
            columns={chosen.map(({ key, title, column }) => ({ key, title, ...column }))}
            rowSelection={{ columnWidth: 40, selectedRowKeys: ticked.map((row) => row.id), onChange: (_keys, picked) => tick(picked) }}
            rowClassName={(_row, index) => (index === at ? 'row-at' : '')}
            onRow={(_row, index) => ({
              onClick: () => setAt(index ?? -1),
              onDoubleClick: () => void navigate({ to: `/cases/${_row.id}` }),
            })}
            onScroll={scroll}
          />
        )}
      </div>
    </>
  )
}
