import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Input } from 'antd'
import { Suspense, useState } from 'react'
import type { z } from 'zod'
import { CasePanel, ClockCell, GradeTag } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { newId } from '#platform/contract/id.ts'
import { type ShiftView, listShifts, markRead, readDutyNow, readHandover, takeOver } from '../../duty/endpoints.ts'
import { HandoverNote } from './HandoverNote.tsx'
import { ShiftLog } from './ShiftLog.tsx'
import './duty.css'

type Handover = z.infer<typeof readHandover.reply>

/** 交接班: the note of who goes, what is urgent and must be read by who comes, and the one button. */
export function HandoverPage() {
  const client = useQueryClient()
  const found = useEndpoint(readHandover, {}, { keep: true })
  const [open, setOpen] = useState<string>()
  useLive(['case.acted'], () => void client.invalidateQueries({ queryKey: keyOf(readHandover) }))
  const show = async (id: string): Promise<void> => {
    setOpen(id)
    await call(markRead, { body: { actionId: newId(), caseId: id } }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: keyOf(readHandover) })
  }
  const viewer = useViewer()
  const from = found.data?.from
  const mine = from?.takenBy.id === viewer.personId
  // Who holds the shift still wants what the one before left behind.
  const before = useEndpoint(listShifts, { query: { limit: 2 } }, { enabled: mine }).data?.rows.find(({ id }) => id !== from?.id)
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  const { urgent, unread, unanswered, unansweredOrders } = found.data
  return (
    <Page title="交接班" remark={from ? `${from.takenBy.name} 当班，${from.slot.title}` : '现在没有人当班'}>
      <div className="handover">
        <section className="panel handover-must" aria-label="必须看过的紧急事件">
          <h2 className="panel-head">
            接班前必须看过的紧急事件
            <span className={unread > 0 ? 'panel-more duty-late num' : 'panel-more duty-good num'}>
              {unread > 0 ? `还有 ${unread} 件没看` : urgent.length > 0 ? '✓ 都看过了' : ''}
            </span>
          </h2>
          {urgent.length === 0 && <EmptyState title="没有未办结的紧急事件" />}
          <ul className="handover-cases">
            {urgent.map((card) => (
              <li key={card.id}>
                <button
                  type="button"
                  className={card.readAt ? 'handover-case' : 'handover-case handover-unread'}
                  onClick={() => void show(card.id)}
                >
                  <GradeTag grade={card.urgency} />
                  <span className="handover-title">
                    <b>{card.title}</b>
                    <span className="quiet">
                      <span className="num">{card.number}</span> · {card.stepTitle} · {card.areaName || '网格未定'}
                    </span>
                  </span>
                  <ClockCell card={card} />
                  <span className="handover-read">
                    {card.readAt ? <span className="duty-good">✓ 已看</span> : <span className="duty-late">● 未看</span>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <div className="handover-side">
          <TakeOver handover={found.data} />
          <NoteBefore shift={mine ? before : from} />
          {unanswered > 0 && (
            <p className="panel panel-body duty-late handover-plain">
              ✕ 还有 {unanswered} 项预案任务没有人响应，<Link to="/post-tasks?answer=unanswered">逐项查看</Link>
            </p>
          )}
          {unansweredOrders > 0 && (
            <p className="panel panel-body duty-late handover-plain">
              ✕ 还有 {unansweredOrders} 项现场指令没有人响应，<Link to="/post-tasks?of=order&answer=unanswered">逐项查看</Link>
            </p>
          )}
          {mine && from && <HandoverNote shift={from} key={from.id} />}
          <ShiftLog {...(from ? { shift: from.id } : {})} writable={from !== undefined} />
        </div>
      </div>
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} size={720} title="紧急事件" destroyOnHidden>
        {open && (
          <Suspense fallback={<LoadingSkeleton rows={12} />}>
            <CasePanel key={open} id={open} narrow />
          </Suspense>
        )}
      </Drawer>
    </Page>
  )
}

function NoteBefore({ shift }: { readonly shift: ShiftView | undefined }) {
  return (
    <section className="panel">
      <h2 className="panel-head">
        上一班的交班记录
        {shift?.noteAt && (
          <span className="panel-more quiet">
            {shift.takenBy.name} <Ago at={shift.noteAt} exact />
          </span>
        )}
      </h2>
      <div className="panel-body handover-note">{shift?.note ? shift.note : <span className="quiet">没有写交班记录</span>}</div>
    </section>
  )
}

function TakeOver({ handover }: { readonly handover: Handover }) {
  const { to, unread, rostered } = handover
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const take = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const shift = await call(takeOver, { body: { actionId: intent.idFor(reason), reason } })
      intent.done()
      void message.success(`已接${shift.slot.title}`)
    } catch (error) {
      setFault(problemText(error))
    }
    setBusy(false)
    await client.invalidateQueries({ queryKey: keyOf(readHandover) })
    await client.invalidateQueries({ queryKey: keyOf(readDutyNow) })
  }
  return (
    <section className="panel handover-take">
      <h2 className="panel-head">接班</h2>
      <div className="panel-body">
        {to ? (
          <>
            <p>
              可接 <b>{to.title}</b>{' '}
              <span className="quiet num">
                {whenText(to.startsAt)} – {whenText(to.endsAt)}
              </span>
            </p>
            {!rostered && (
              <p>
                <label htmlFor="handover-reason">值班表上这一班的接班岗位不是您，请写明替班原因</label>
                <Input id="handover-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
              </p>
            )}
            {unread > 0 && <p className="duty-late">还有 {unread} 件紧急事件没看，看完才能接班</p>}
            {fault && <Alert type="error" showIcon title={fault} className="duty-alert" />}
            <Button type="primary" block size="large" loading={busy} onClick={() => void take()}>
              我已看过，接{to.title}
            </Button>
          </>
        ) : (
          <p className="quiet">这一班已经有人接了；下一班开始前一小时起可以接班。</p>
        )}
      </div>
    </section>
  )
}
