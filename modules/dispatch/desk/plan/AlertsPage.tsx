import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listAlerts, outcomeTitles } from '../../alert/endpoints.ts'
import { severityTitles } from '../../alert/rules.ts'
import { AlertRulesDrawer } from './AlertRulesDrawer.tsx'
import './plan.css'

/** Warnings as they came in, and what each led to. */
export function AlertsPage() {
  const [rules, setRules] = useState(false)
  const may = useMay('dispatch.plan.manage')
  const found = usePages(keyOf(listAlerts), (after, signal) => call(listAlerts, { query: after ? { after } : {} }, { signal }))
  return (
    <Page title="气象预警" remark="CAP 1.2 接口接入" actions={<Button onClick={() => setRules(true)}>预警与预案对应表</Button>}>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title="还没有收到预警">
          请系统管理员签发一个带“推送气象预警”权限的接口令牌，交给气象部门或区平台，把 CAP 预警推到 POST /api/dispatch/alerts。
        </EmptyState>
      )}
      {found.rows.length > 0 && (
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={found.rows}
          columns={[
            { title: '收到', width: 130, render: (_, row) => <Ago at={row.receivedAt} exact /> },
            {
              title: '预警',
              render: (_, row) => (
                <>
                  <b>{row.headline || row.event}</b>
                  <div className="quiet">
                    {row.sender} · {row.area}
                    {row.faults.length > 0 && ` · 报文缺项：${row.faults.join('、')}`}
                  </div>
                </>
              ),
            },
            { title: '程度', width: 150, render: (_, row) => severityTitles[row.severity] ?? row.severity },
            {
              title: '结果',
              width: 220,
              render: (_, row) => (
                <>
                  {outcomeTitles[row.outcome]} {row.activationId && <Link to={`/boards/${row.activationId}`}>打开</Link>}
                </>
              ),
            },
          ]}
        />
      )}
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再早一些</Button>}
      {rules && <AlertRulesDrawer editable={may} close={() => setRules(false)} />}
    </Page>
  )
}
