import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listPlannedChanges, withdrawPlannedChange } from '../contract.ts'
import { StrayPosts } from './StrayPosts.tsx'

interface PlannedPanelProps {
  readonly at: string
  readonly show: (day: string) => void
  readonly edit: (day: string) => void
}

/** 待生效的调整: what each day ahead will change; looked at, corrected or withdrawn before it counts. */
export function PlannedPanel({ at, show, edit }: PlannedPanelProps) {
  const found = useEndpoint(listPlannedChanges, {})
  const mayManage = useMay('area.area.manage')
  const [withdrawing, setWithdrawing] = useState<string>()
  if (found.isPending) return <LoadingSkeleton rows={4} />
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const { changes } = found.data
  return (
    <div className="area-check">
      <StrayPosts />
      {changes.length === 0 && <EmptyState title="没有待生效的调整">编辑边界并选以后的生效日期，会列在这里</EmptyState>}
      <ul className="area-planned">
        {changes.map(({ on, opened, retired }, n) => (
          <li key={on} aria-current={on === at}>
            <p>
              <b className="num">{on}</b> 起：{opened.length} 个区域用新边界{retired.length > 0 && `，停用 ${retired.length} 个`}
            </p>
            <p className="quiet">
              {[...opened, ...retired]
                .slice(0, 6)
                .map(({ name }) => name)
                .join('、')}
              {opened.length + retired.length > 6 && ` 等 ${opened.length + retired.length} 个`}
            </p>
            <p>
              <Button size="small" disabled={on === at} onClick={() => show(on)}>
                {on === at ? '正在看这一天' : '看这一天'}
              </Button>
              {mayManage && (
                <Button size="small" onClick={() => edit(on)}>
                  修改
                </Button>
              )}
              {mayManage && (
                <Button
                  size="small"
                  danger
                  disabled={n < changes.length - 1}
                  title={n < changes.length - 1 ? '先撤回更晚的一次' : ''}
                  onClick={() => setWithdrawing(on)}
                >
                  撤回
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      {withdrawing !== undefined && <WithdrawDialog on={withdrawing} close={() => setWithdrawing(undefined)} />}
    </div>
  )
}

function WithdrawDialog({ on, close }: { readonly on: string; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const content = { on, reason }
      await call(withdrawPlannedChange, { body: { ...content, actionId: intent.idFor(content) } })
      void message.success(`${on} 的调整已撤回，现行边界继续有效`)
      close()
      await client.invalidateQueries()
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={`撤回 ${on} 的边界调整`}
      okText="撤回"
      okButtonProps={{ danger: true, loading: busy, disabled: reason.trim().length < 4 }}
      onOk={() => void send()}
      onCancel={close}
    >
      <p>这一天的全部改动都不再生效，此前的边界继续有效；撤回会留痕。</p>
      <label className="area-rename" htmlFor="withdraw-reason">
        撤回理由
        <Input.TextArea id="withdraw-reason" rows={2} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {fault !== undefined && <Alert type="error" showIcon role="alert" title={fault} />}
    </Modal>
  )
}
