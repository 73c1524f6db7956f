import { useViewer } from '#platform/client/viewer.ts'
import { exactText, useNow } from '#platform/client/time.ts'
import { incidentColumns } from './columns.tsx'
import type { Row } from './use-incident-list.ts'

interface PrintedRowsProps {
  readonly rows: readonly Row[]
  readonly shown: readonly string[]
  /** More are on the server than were loaded. */
  readonly more: boolean
}

/** The loaded lines as a plain table for paper, with source and time; says when there are more than were loaded. */
export function PrintedRows({ rows, shown, more }: PrintedRowsProps) {
  const { townName, name, demo } = useViewer()
  const now = useNow()
  const columns = incidentColumns.filter(({ key }) => key !== 'act' && shown.includes(key))
  // Shares of the paper: fixed widths of the screen would run off it.
  const all = columns.reduce((sum, { column }) => sum + Number(column.width ?? 120), 0)
  return (
    <section className="printed-rows">
      <table>
        <colgroup>
          <col style={{ width: '5%' }} />
          {columns.map(({ key, column }) => (
            <col key={key} style={{ width: `${(Number(column.width ?? 120) / all) * 95}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">序</th>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={row.id}>
              <td>{n + 1}</td>
              {columns.map(({ key, column }) => (
                <td key={key}>
                  {column.render ? (column.render(undefined, row, n) as React.ReactNode) : key === 'address' ? row.address : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        共 {rows.length} 件{more && '（只印出已载入的；要全部请用“导出”）'}。来源：{townName}四河平台{demo && '（演示镇，示例数据）'}
        ；打印人：{name}；打印时间：
        {exactText(now)}
      </p>
    </section>
  )
}
