import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Drawer, Input, Modal } from 'antd'
import { Suspense, useState } from 'react'
import { CasePanel, GradeTag } from '#core/case/desk/index.tsx'
import { countText } from '#platform/client/amount.ts'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readOrder, recallOrder } from '../../order/endpoints.ts'
import { AnswerBar } from '../plan/AnswerBar.tsx'
import { BoardTasks } from '../plan/BoardTasks.tsx'
import '../plan/board.css'
import '../plan/plan.css'
import './order.css'

/** One order as the room watches it: who answered, who has not. */
export function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const client = useQueryClient()
  const found = useEndpoint(readOrder, { params: { id } }, { keep: true })
  const mayRecall = useMay('dispatch.order.issue')
  const [open, setOpen] = useState<string>()
  const [recalling, setRecalling] = useState(false)
  const refresh = (): void => void client.invalidateQueries({ queryKey: keyOf(readOrder) })
  useLive(['case.acted', 'case.clock-alarmed'], refresh, 300)
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  const { order, words, ring, things, tasks, at } = found.data
  const waiting = tasks.filter(({ step }) => step === 'notified' || step === 'doing').length
  return (
    <Page
      title={order.title}
      remark={
        <>
          现场指令 · 截至 <Ago at={at} exact />
        </>
      }
      actions={
        mayRecall &&
        waiting > 0 && (
          <Button danger onClick={() => setRecalling(true)}>
            撤回未完成的 {waiting} 项
          </Button>
        )
      }
    >
      <section className="panel board-head">
        <p className="board-marks">
          {order.urgent && <GradeTag grade={2} />}
          <span className="quiet">
            {order.issuer} · <Ago at={order.issuedAt} exact /> 下达 · 圈选范围内 {countText(things)} 个对象 ·{' '}
            <Link to={`/map?point=${middleOf(ring).join(',')}`}>到一张图看位置</Link>
          </span>
        </p>
        <p className="board-words">{words}</p>
        <AnswerBar {...order} />
      </section>
      <BoardTasks tasks={tasks} open={setOpen} byWho />
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} size={640} title="任务" destroyOnHidden>
        {open && (
          <Suspense fallback={<LoadingSkeleton rows={10} />}>
            <CasePanel key={open} id={open} narrow />
          </Suspense>
        )}
      </Drawer>
      {recalling && <RecallForm id={id} waiting={waiting} onClose={() => setRecalling(false)} onRecalled={refresh} />}
    </Page>
  )
}

type At = readonly [number, number]
const spanOf = (numbers: readonly number[]): [number, number] => [Math.min(...numbers), Math.max(...numbers)]
const middleOf = (ring: readonly At[]): [number, number] => {
  const [[west, east], [south, north]] = [spanOf(ring.map(([x]) => x)), spanOf(ring.map(([, y]) => y))]
  return [Number(((west + east) / 2).toFixed(6)), Number(((south + north) / 2).toFixed(6))]
}

interface RecallFormProps {
  readonly id: string
  readonly waiting: number
  readonly onClose: () => void
  readonly onRecalled: () => void
}

function RecallForm({ id, waiting, onClose, onRecalled }: RecallFormProps) {
  const { message } = App.useApp()
  const intent = useIntent()
  const [reason, setReason] = useState('')
  const [sending, setSending] = useState(false)
  const send = async (): Promise<void> => {
    setSending(true)
    try {
      const { recalled } = await call(recallOrder, { params: { id }, body: { actionId: intent.idFor({ id, reason }), reason } })
      intent.done()
      void message.success(`已撤回 ${recalled} 项，接收人会收到通知`)
      onRecalled()
      onClose()
    } catch (error) {
      void message.error(problemText(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <Modal
      open
      title={`撤回未完成的 ${waiting} 项任务`}
      okText="撤回"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      confirmLoading={sending}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <label htmlFor="recall-reason">理由（接收人看得到）</label>
      <Input.TextArea id="recall-reason" rows={3} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
    </Modal>
  )
}
