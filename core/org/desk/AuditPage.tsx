import { Segmented } from 'antd'
import { Page } from '#platform/client/desk/Page.tsx'
import { useUrl } from '#platform/client/use-url.ts'
import { AuditLog } from './AuditLog.tsx'
import { UnusualLooks } from './UnusualLooks.tsx'
import './org-desk.css'

/** 审计: what was done by whom, and look-ups somebody should ask about. Append-only; nobody here can change a row. */
export function AuditPage() {
  const { get, set } = useUrl()
  const tab = get('tab') === 'unusual' ? 'unusual' : 'log'
  return (
    <Page
      title="审计"
      remark="只增不改；来源：本平台操作留痕"
      actions={
        <Segmented
          aria-label="看日志还是异常查询"
          value={tab}
          options={[
            { value: 'log', label: '审计日志' },
            { value: 'unusual', label: '异常查询' },
          ]}
          onChange={(next) => set({ tab: next === 'unusual' ? 'unusual' : undefined })}
        />
      }
    >
      {tab === 'log' ? <AuditLog /> : <UnusualLooks />}
    </Page>
  )
}
