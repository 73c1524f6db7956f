import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { addressOf } from '#platform/client/call.ts'
import { saveCsv } from '#platform/client/csv.ts'
import { exactText } from '#platform/client/time.ts'
import { exportIncidents } from '../endpoints.ts'
import { channelTitles } from '../record.ts'
import type { ListQuery } from './url-filter.ts'
import type { Row } from './use-incident-list.ts'

const head = ['编号', '标题', '等级', '状态', '承办', '类别', '网格', '地址', '来源', '登记时间', '到期时间', '结果']

const lineOf = (row: Row): string[] => [
  row.number,
  row.title,
  row.grade,
  row.stepTitle,
  row.holder.unit?.name ?? row.holder.role?.title ?? '',
  row.classTitle,
  row.areaName,
  row.address,
  channelTitles[row.channel],
  exactText(row.openedAt),
  row.dueAt === undefined ? '' : exactText(row.dueAt),
  row.resultTitle ?? '',
]

/** What the filter shows goes out by the server as XLSX or CSV; what is ticked is written here. */
export function ExportMenu({ query, ticked }: { readonly query: ListQuery; readonly ticked: readonly Row[] }) {
  const address = (format: 'xlsx' | 'csv'): string =>
    addressOf(exportIncidents, { query: { ...query, limit: undefined, after: undefined, format } })
  const items = [
    { key: 'xlsx', label: <a href={address('xlsx')}>当前筛选 · Excel（XLSX）</a> },
    { key: 'csv', label: <a href={address('csv')}>当前筛选 · CSV</a> },
    ...(ticked.length > 0 ? [{ key: 'ticked', label: `所选 ${ticked.length} 件 · CSV` }] : []),
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => key === 'ticked' && saveCsv(`事件-所选${ticked.length}件.csv`, [head, ...ticked.map(lineOf)]) }}
    >
      <Button icon={<DownloadOutlined />}>导出</Button>
    </Dropdown>
  )
}
