import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { whenText } from '#platform/client/time.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { type Advice, refuseAdvice } from '../contract.ts'

interface AdviceNoteProps {
  readonly advice: Advice
  /** Follows it here, where this post can. */
  readonly follow?: (() => void) | undefined
}

/** The tidal rule's advice: what, whom it told, why. It waits for a person: followed, or refused with a reason. */
export function AdviceNote({ advice, follow }: AdviceNoteProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState<string>()
  const { kind, counter, told, at, why, mine } = advice
  const refuse = async (): Promise<void> => {
    try {
      await call(refuseAdvice, { params: { id: advice.id }, body: { actionId: crypto.randomUUID(), reason: reason ?? '' } })
      await client.invalidateQueries()
    } catch (error) {
      void message.error(problemText(error))
    }
  }
  return (
    <Alert
      className="hall-advice"
      type={kind === 'open' ? 'warning' : 'info'}
      showIcon
      role="status"
      title={kind === 'open' ? `请开放 ${counter.number} 号${counter.title}` : `可以关闭 ${counter.number} 号${counter.title}`}
      description={
        <>
          <p>{why}</p>
          <p className="quiet">
            {whenText(at)} 已提示：{told.join('、') || '大厅负责人'}。界限为示例，由人决定，系统不会自动开关窗口。
          </p>
          {mine && (
            <Space wrap>
              {follow && (
                <Button type="primary" onClick={follow}>
                  {kind === 'open' ? `开放 ${counter.number} 号窗口` : `关闭 ${counter.number} 号窗口`}
                </Button>
              )}
              {reason === undefined ? (
                <Button onClick={() => setReason('')}>暂不照办</Button>
              ) : (
                <Space.Compact>
                  <Input
                    autoFocus
                    aria-label="不照办的原因"
                    placeholder="写明原因，如：窗口设备在维修"
                    maxLength={60}
                    value={reason}
                    onChange={({ target }) => setReason(target.value)}
                    onPressEnter={() => reason.trim().length >= 2 && void refuse()}
                  />
                  <Button disabled={reason.trim().length < 2} onClick={() => void refuse()}>
                    确定不照办
                  </Button>
                </Space.Compact>
              )}
            </Space>
          )}
        </>
      }
    />
  )
}
