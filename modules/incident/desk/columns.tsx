import { Link } from '@tanstack/react-router'
import type { TableColumnType } from 'antd'
import { ClockCell, GradeTag, HolderText, StateTag } from '#core/case/desk/index.tsx'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { channelTitles } from '../record.ts'
import { RowActions } from './RowActions.tsx'
import type { Row } from './use-incident-list.ts'

export interface ColumnChoice {
  readonly key: string
  readonly title: string
  /** Shown unless somebody took it away. */
  readonly usual: boolean
  readonly column: TableColumnType<Row>
}

const asides = new Set(['ruling', 'extension', 'shelved', 'escalated', 'merged', 'voiding'])

/** One line a case; the clock stands right after the title, since it decides what is done first. */
export const incidentColumns: readonly ColumnChoice[] = [
  {
    key: 'number',
    title: '编号',
    usual: true,
    column: {
      width: 138,
      render: (_value, row) => (
        <Link to={`/cases/${row.id}`} className="num">
          {row.number}
        </Link>
      ),
    },
  },
  { key: 'title', title: '事件', usual: true, column: { width: 320, ellipsis: true, render: (_value, row) => <TitleCell row={row} /> } },
  { key: 'clock', title: '时限', usual: true, column: { width: 188, render: (_value, row) => <ClockCell card={row} /> } },
  {
    key: 'step',
    title: '状态',
    usual: true,
    column: {
      width: 104,
      render: (_value, row) => <StateTag title={row.stepTitle} closed={row.closedAt !== undefined} aside={asides.has(row.step)} />,
    },
  },
  {
    key: 'holder',
    title: '在谁手里',
    usual: true,
    column: { width: 168, ellipsis: true, render: (_value, row) => <HolderText holder={row.holder} /> },
  },
  {
    key: 'class',
    title: '类别',
    usual: true,
    column: { width: 120, ellipsis: true, render: (_value, row) => row.classTitle || <span className="quiet">未定</span> },
  },
  {
    key: 'area',
    title: '网格',
    usual: true,
    column: { width: 150, ellipsis: true, render: (_value, row) => row.areaName || <span className="quiet">未定</span> },
  },
  { key: 'address', title: '地址', usual: false, column: { width: 200, ellipsis: true, dataIndex: 'address' } },
  { key: 'channel', title: '来源', usual: true, column: { width: 92, render: (_value, row) => channelTitles[row.channel] } },
  { key: 'opened', title: '登记', usual: true, column: { width: 112, render: (_value, row) => <Ago at={row.openedAt} /> } },
  { key: 'since', title: '到手', usual: false, column: { width: 112, render: (_value, row) => <Ago at={row.since} /> } },
  {
    key: 'act',
    title: '办理',
    usual: true,
    column: { width: 76, fixed: 'end', render: (_value, row) => <RowActions id={row.id} number={row.number} /> },
  },
]

function TitleCell({ row }: { readonly row: Row }) {
  return (
    <span className="row-title">
      <GradeTag grade={row.grade} quiet />
      <span className="row-words" title={row.title}>
        {row.title}
      </span>
      {row.reporters > 1 && (
        <span className="row-mark" title={`${row.reporters} 人反映`}>
          {row.reporters}人
        </span>
      )}
      {row.merged > 0 && (
        <span className="row-mark" title={`并入 ${row.merged} 件`}>
          并{row.merged}
        </span>
      )}
      {row.returns > 0 && (
        <span className="row-mark row-mark-bad" title={`退单 ${row.returns} 次`}>
          退{row.returns}
        </span>
      )}
      {row.reworks > 0 && (
        <span className="row-mark row-mark-bad" title={`返工 ${row.reworks} 次`}>
          返{row.reworks}
        </span>
      )}
      {row.reopened > 0 && (
        <span className="row-mark row-mark-bad" title={`重开 ${row.reopened} 次`}>
          重{row.reopened}
        </span>
      )}
    </span>
  )
}
