import { UndoOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { whenText, useNow } from '#platform/client/time.ts'
import type { UndoAction } from './registries.ts'
import { useBulkActs } from './use-bulk-acts.ts'

interface BulkUndoProps {
  readonly title: string
  readonly inverse: UndoAction | undefined
  readonly doneAt: number
  readonly lines: readonly { readonly id: string; readonly seq: number }[]
}

/** Takes a bulk act back by the process's own opposite act, each case by itself; where there is none, says so. */
export function BulkUndo({ title, inverse, doneAt, lines }: BulkUndoProps) {
  const now = useNow()
  const undo = useBulkActs()
  if (lines.length === 0) return null
  if (!inverse) {
    return (
      <Alert className="case-alert" type="info" showIcon title={`“${title}”已生效，不能在此撤销；要更正请打开案件，按流程退回或更正。`} />
    )
  }
  const until = doneAt + inverse.minutes * 60_000
  const outcomes = [...undo.outcomes.values()]
  const back = outcomes.filter(({ at }) => at === 'done').length
  const not = outcomes.filter(({ at }) => at === 'refused' || at === 'unanswered')
  const left = lines.filter(({ id }) => undo.outcomes.get(id)?.at !== 'done' && undo.outcomes.get(id)?.at !== 'refused')
  if (outcomes.length > 0 && left.length === 0) {
    const faults = not.map((one) => ('text' in one ? one.text : '')).filter((text) => text !== '')
    return (
      <Alert
        className="case-alert"
        type={not.length === 0 ? 'success' : 'warning'}
        showIcon
        title={`已撤销 ${back} 件${not.length === 0 ? '' : `，${not.length} 件没有撤成`}`}
        description={faults.length > 0 ? [...new Set(faults)].join('；') : undefined}
      />
    )
  }
  const late = now > until
  return (
    <Alert
      className="case-alert"
      type="info"
      showIcon
      title={late ? '已过撤销时间；要更正请打开案件办理。' : `${whenText(until)} 前可以撤销这 ${lines.length} 件`}
      action={
        !late && (
          <Button icon={<UndoOutlined />} loading={undo.busy} onClick={() => void undo.run(left, inverse.by, inverse.input)}>
            撤销 {left.length} 件
          </Button>
        )
      }
    />
  )
}
