import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { z } from 'zod'
import { actOnCase } from '#core/case/contract.ts'
import { casesChanged } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { drafts } from '#platform/client/draft.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { newId } from '#platform/contract/id.ts'
import { findSame, reportIncident, suggestFor } from '../endpoints.ts'
import { DeskReport } from '../record.ts'

type Draft = Partial<z.input<typeof DeskReport>>
export interface Sent {
  readonly id: string
  readonly number: string
  readonly title: string
}

const KEY = 'report'
const QUIET_MS = 450
/** What stays for the next one: a counter's reports all come from the counter. */
const keepFor = ({ channel }: Draft): Draft => ({ channel: channel ?? 'phone' })

/** Empty parts are not sent: the server's schema refuses an empty phone, rightly. */
function clean(draft: Draft): Draft {
  const { reporter } = draft
  const name = reporter?.name?.trim()
  const phone = reporter?.phone?.trim()
  const whole: Record<string, unknown> = { ...draft }
  delete whole['reporter']
  if (name || phone) whole['reporter'] = { ...(name ? { name } : {}), ...(phone ? { phone } : {}), callBack: reporter?.callBack ?? true }
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== ''))
}

/** The report being typed, what it suggests so far, and sending it. */
export function useReportDraft() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [draft, setDraft] = useState<Draft>(() => drafts.read<Draft>(KEY) ?? { channel: 'phone' })
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<readonly Sent[]>([])
  useEffect(() => drafts.write(KEY, draft), [draft])
  const set = useCallback((change: Draft) => {
    setDraft((before) => ({ ...before, ...change }))
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !(key in change))))
  }, [])

  const known = useMemo(() => {
    const { description, title, classCode, place, address } = clean(draft)
    return {
      ...(description ? { description } : {}),
      ...(title ? { title } : {}),
      ...(classCode ? { classCode } : {}),
      ...(place ? { place } : {}),
      ...(address ? { address } : {}),
    }
  }, [draft])
  const asked = useDebounced(known, QUIET_MS)
  const enough = (asked.description?.trim().length ?? 0) >= 4 || asked.place !== undefined
  const same = useEndpoint(findSame, { body: asked }, { enabled: enough, keep: true, reads: true })
  const { description, classCode, place } = asked
  const hints = useEndpoint(
    suggestFor,
    { body: { ...(description ? { description } : {}), ...(classCode ? { classCode } : {}), ...(place ? { place } : {}) } },
    { enabled: enough, keep: true, reads: true },
  )

  const submit = async (into?: string): Promise<void> => {
    if (busy) return
    const content = clean(draft)
    const parsed = DeskReport.safeParse({ ...content, actionId: newId() })
    if (!parsed.success) {
      setFaults(Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message])))
      return
    }
    setBusy(true)
    setFaults({})
    try {
      const receipt = await call(reportIncident, { body: { ...parsed.data, actionId: intent.idFor(content) } })
      if (into !== undefined) await mergeInto(receipt.id, into)
      intent.done()
      setSent((before) =>
        [{ id: receipt.id, number: receipt.number, title: (content.title ?? content.description ?? '').slice(0, 24) }, ...before].slice(
          0,
          12,
        ),
      )
      setDraft(keepFor(draft))
      void message.success(into === undefined ? `已登记 ${receipt.number}` : `已登记 ${receipt.number} 并入所选事件`)
      void casesChanged(client)
    } catch (error) {
      if (error instanceof ProblemError) setFaults(Object.fromEntries(error.fields.map((field) => [field.path, field.message])))
      void message.error(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    draft,
    set,
    faults,
    busy,
    sent,
    submit,
    enough,
    same: enough ? (same.data?.candidates ?? []) : [],
    hints: enough ? hints.data : undefined,
  }
}

export type ReportDraftState = ReturnType<typeof useReportDraft>

/** The new report joins a known case at once; its reporter is kept and will be answered with it. */
async function mergeInto(id: string, main: string): Promise<void> {
  await call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'merge', input: { main, reason: '登记时核对为同一问题' } } })
}
