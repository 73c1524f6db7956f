import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { listUnusual, unusualLimits } from '../contract.ts'
import type { UnusualLook } from '../contract.ts'
import { objectWords } from './audit-words.ts'

const whys: Readonly<Record<UnusualLook['why'], string>> = { many: '一天内多次', night: '夜间', repeated: '反复查看同一对象' }

/** 异常查询 of the last thirty days: each opens the rows of the log behind it. */
export function UnusualLooks() {
  const found = useEndpoint(listUnusual, { query: {} })
  const { perDay, nightFrom, nightTo, samePerson } = unusualLimits
  return (
    <>
      <p className="quiet org-remark">
        近 30 天查看个人信息的情况。<Tag>示例</Tag>阈值：一天 {perDay} 次、{nightFrom}:00—次日 {nightTo}:00、同一对象 {samePerson}{' '}
        次；由本镇确认后启用。
      </p>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.data?.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="近 30 天没有异常查询">所有查看都在阈值以内。</EmptyState>
        </div>
      )}
      {(found.data?.rows.length ?? 0) > 0 && (
        <div className="panel panel-body">
          <table className="plain-table">
            <thead>
              <tr>
                <th>为什么</th>
                <th>谁</th>
                <th>情况</th>
                <th>对象</th>
                <th>最近一次</th>
                <th aria-label="操作" />
              </tr>
            </thead>
            <tbody>
              {found.data?.rows.map((row) => (
                <tr key={`${row.why} ${row.subject} ${row.object} ${row.first}`}>
                  <td>
                    <Tag color="warning">{whys[row.why]}</Tag>
                  </td>
                  <td>{row.name ?? row.subject}</td>
                  <td>{row.text}</td>
                  <td>{row.object === null ? '—' : objectWords(row.object).title}</td>
                  <td>
                    <Ago at={row.last} />
                  </td>
                  <td>
                    <Link
                      to={`/org/audit?subject=${encodeURIComponent(row.subject)}${row.object === null ? '' : `&object=${encodeURIComponent(row.object)}`}`}
                    >
                      看记录
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
