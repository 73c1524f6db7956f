import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import { useReview } from './use-review.ts'

interface ReviewBarProps {
  readonly ids: readonly string[]
  readonly done: () => Promise<void>
}

/** Several alarms settled in one go; opening cases in bulk asks twice, since each costs somebody a way. */
export function ReviewBar({ ids, done }: ReviewBarProps) {
  const [words, setWords] = useState('')
  const { review, acknowledge, busy } = useReview(async () => {
    setWords('')
    await done()
  })
  const [sure, setSure] = useState(false)
  const none = ids.length === 0
  return (
    <div className="sensing-bar panel" aria-live="polite">
      <span className="sensing-bar-count">{none ? '勾选告警后可一并处理' : `已选 ${ids.length} 条`}</span>
      <Input
        aria-label="复核说明"
        placeholder="说明（选填）"
        maxLength={200}
        value={words}
        disabled={none}
        onChange={(event) => setWords(event.target.value)}
        style={{ width: 260 }}
      />
      <Space size={6}>
        <Button disabled={none || busy} onClick={() => void acknowledge(ids)}>
          确认收到
        </Button>
        <Button disabled={none || busy} onClick={() => void review(ids, { verdict: 'false', words })}>
          误报
        </Button>
        <Button disabled={none || busy} onClick={() => void review(ids, { verdict: 'noted', words })}>
          属实不立案
        </Button>
        <Button
          type="primary"
          danger={sure}
          disabled={none || busy}
          onBlur={() => setSure(false)}
          onClick={() => {
            if (ids.length > 1 && !sure) {
              setSure(true)
              return
            }
            setSure(false)
            void review(ids, { verdict: 'case', words })
          }}
        >
          {sure ? `确定立 ${ids.length} 个案件` : '成案'}
        </Button>
      </Space>
    </div>
  )
}
