import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { listProcesses } from '#core/case/contract.ts'
import { countText } from '#platform/client/amount.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import './processes.css'

const states = { draft: '草稿', published: '在用', retired: '停用' } as const

/** 流程: every procedure the town runs, each version with the cases still on it. */
export function ProcessListPage() {
  const found = useEndpoint(listProcesses, {})
  const processes = found.data?.processes ?? []
  return (
    <Page title="流程" remark="在办案件始终按登记时的版本办理">
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={5} />}
      {found.data && processes.length === 0 && <EmptyState title="还没有流程" />}
      {processes.length > 0 && (
        <div className="panel panel-body">
          <table className="process-table">
            <thead>
              <tr>
                <th>流程</th>
                <th>版本</th>
                <th>状态</th>
                <th>在办</th>
                <th aria-label="操作" />
              </tr>
            </thead>
            <tbody>
              {processes.map(({ key, version, title, state, openCases }) => (
                <tr key={`${key} ${version}`}>
                  <td>{title}</td>
                  <td className="num">第 {version} 版</td>
                  <td>{state === 'published' ? <Tag color="success">在用</Tag> : <Tag>{states[state]}</Tag>}</td>
                  <td className="num">{countText(openCases)} 件</td>
                  <td>
                    <Link to={`/processes/${key}/${version}`}>看流程图</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  )
}
