import { BellOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Table, Tag } from 'antd'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { spanText } from '#platform/client/time.ts'
import type { AlarmRow } from '../alarm.ts'
import { AlarmStateTag, LevelTag } from './tags.tsx'
import { valueText } from './value-text.ts'

interface AlarmTableProps {
  readonly rows: readonly AlarmRow[]
  /** Given: rows can be picked for a review together. */
  readonly picked?: readonly string[] | undefined
  readonly onPick?: (ids: string[]) => void
  readonly onOpen: (id: string) => void
  /** Without the column of the device: on its own page. */
  readonly own?: boolean
}

/** How long it lasted, or lasts. */
function Lasting({ row }: { readonly row: AlarmRow }) {
  if (row.end === undefined)
    return (
      <span className="sensing-lasting">
        <ClockCircleOutlined aria-hidden /> 持续中
      </span>
    )
  return <span className="quiet">{spanText(Date.parse(String(row.end)) - Date.parse(String(row.lastOnset)))}后恢复</span>
}

/** The alarms of a queue or a device, the most pressing first. */
export function AlarmTable({ rows, picked, onPick, onOpen, own = false }: AlarmTableProps) {
  return (
    <Table<AlarmRow>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      {...(picked
        ? {
            rowSelection: {
              selectedRowKeys: [...picked],
              onChange: (keys) => onPick?.(keys.map(String)),
              getCheckboxProps: ({ title }) => ({ 'aria-label': `选择${title}` }),
            },
          }
        : {})}
      columns={[
        { key: 'level', title: '级别', width: 76, render: (_, { level }) => <LevelTag level={level} /> },
        {
          key: 'title',
          title: '告警',
          render: (_, row) => (
            <>
              <Button type="link" size="small" className="sensing-link" onClick={() => onOpen(row.id)}>
                {row.title}
              </Button>
              {row.sort === 'area' && <Tag color="magenta">区域 {row.count} 台</Tag>}
              {row.sort === 'device' && row.count > 1 && <Tag>{row.count} 次</Tag>}
              {row.quiet && <Tag icon={<BellOutlined />}>静默时段</Tag>}
            </>
          ),
        },
        ...(own
          ? []
          : [
              {
                key: 'where',
                title: '位置',
                width: 240,
                ellipsis: true,
                render: (_: unknown, { address, areaName, device }: AlarmRow) => (
                  <>
                    {address || device?.name || '—'} <span className="quiet">{areaName}</span>
                  </>
                ),
              },
            ]),
        {
          key: 'peak',
          title: '最严重值',
          width: 110,
          align: 'right' as const,
          className: 'num',
          render: (_, { peak, unit }) => (peak === undefined ? '—' : valueText({ value: peak, unit })),
        },
        { key: 'onset', title: '最近一次', width: 120, render: (_, { lastOnset }) => <Ago at={lastOnset} /> },
        { key: 'lasting', title: '持续', width: 120, render: (_, row) => <Lasting row={row} /> },
        {
          key: 'state',
          title: '复核',
          width: 190,
          render: (_, row) => (
            <>
              <AlarmStateTag state={row.state} />
              {row.case && (
                <Link to={`/cases/${row.case.id}`}>
                  {row.case.number} {row.case.stepTitle}
                </Link>
              )}
              {row.state === 'pending' && !row.acknowledged && <span className="sensing-unseen">未确认</span>}
            </>
          ),
        },
      ]}
    />
  )
}
