import { App, Button } from 'antd'
import { createElement, useCallback, useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import type { Verdict } from '../alarm.ts'
import { acknowledgeAlarms, reviewAlarms, undoReview } from '../alarm-endpoints.ts'

const said: Readonly<Record<Verdict, string>> = { false: '记为误报', noted: '记为属实不立案', case: '已成案' }

export interface Answer {
  readonly verdict: Verdict
  readonly words: string
  readonly classCode?: string | undefined
  readonly grade?: 'I' | 'II' | 'III' | 'IV' | undefined
}

/** Reviews alarms, says what came of it, and offers the way back for as long as it is open. */
export function useReview(done: () => Promise<void>) {
  const { message, modal, notification } = App.useApp()
  const [busy, setBusy] = useState(false)

  const undo = useCallback(
    async (reviewId: string, key: string) => {
      try {
        const { done: ids } = await call(undoReview, { params: { id: reviewId }, body: { actionId: newId() } })
        notification.destroy(key)
        void message.success(`已撤销，${ids.length} 条回到待复核`)
        await done()
      } catch (error) {
        void message.error(error instanceof ProblemError ? problemText(error) : '没有撤销成功，请再试一次')
      }
    },
    [done, message, notification],
  )

  const review = useCallback(
    async (ids: readonly string[], { verdict, words, classCode, grade }: Answer): Promise<boolean> => {
      setBusy(true)
      try {
        const reply = await call(reviewAlarms, {
          body: { actionId: newId(), ids: [...ids], verdict, words, ...(classCode ? { classCode } : {}), ...(grade ? { grade } : {}) },
        })
        const numbers = reply.cases.map(({ number }) => number).join('、')
        const key = reply.reviewId
        notification.success({
          key,
          title: `${reply.done.length} 条${said[verdict]}`,
          description: numbers ? `事件编号：${numbers}` : words,
          duration: 12,
          ...(verdict === 'case' || reply.done.length === 0
            ? {}
            : { actions: createElement(Button, { size: 'small', onClick: () => void undo(reply.reviewId, key) }, '撤销') }),
        })
        if (reply.refused.length > 0)
          modal.warning({
            title: `${reply.refused.length} 条没有复核`,
            content: [...new Set(reply.refused.map(({ why }) => why))].join('；'),
          })
        await done()
        return true
      } catch (error) {
        void message.error(error instanceof ProblemError ? problemText(error) : '没有提交成功，请再试一次')
        return false
      } finally {
        setBusy(false)
      }
    },
    [done, message, modal, notification, undo],
  )

  const acknowledge = useCallback(
    async (ids: readonly string[]) => {
      setBusy(true)
      try {
        await call(acknowledgeAlarms, { body: { actionId: newId(), ids: [...ids] } })
        await done()
      } catch (error) {
        void message.error(error instanceof ProblemError ? problemText(error) : '没有确认成功，请再试一次')
      } finally {
        setBusy(false)
      }
    },
    [done, message],
  )
  return { review, acknowledge, busy }
}
