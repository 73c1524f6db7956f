import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AllowedView, CaseDetail } from '#core/case/contract.ts'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { call } from '#platform/client/call.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { SchemaForm } from './SchemaForm.tsx'
import { casesChanged } from './cases-changed.ts'
import { prefills } from './registries.ts'
import { useSchemaForm } from './use-schema-form.ts'

interface ActDrawerProps {
  readonly detail: CaseDetail
  readonly action: AllowedView
  readonly known?: Readonly<Record<string, unknown>> | undefined
  readonly close: () => void
  readonly onActed?: ((action: string) => void) | undefined
}

/** An action's form beside the case: known facts filled in and said to be known; what was typed outlives any failure. */
export function ActDrawer({ detail, action, known = {}, close, onActed }: ActDrawerProps) {
  const { card } = detail
  const client = useQueryClient()
  const { message } = App.useApp()
  const form = useSchemaForm(action.form, `act ${card.id} ${action.key}`, known)
  const intent = useIntent()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const [remarks, setRemarks] = useState<Readonly<Record<string, string>>>({})
  const body = useRef<HTMLDivElement>(null)
  const filler = useRegistry(prefills).find((one) => one.process === card.process && one.actions.includes(action.key))
  const { fill } = form
  const [shown, setShown] = useState(false)
  const [filled, setFilled] = useState(false)
  // Once per opening: later news about the case must not overwrite what is being typed.
  const ask = useEffectEvent(() => filler?.fill(client, detail, action.key))
  useEffect(() => {
    let gone = false
    const start = async (): Promise<void> => {
      // A suggestion that does not come must not keep anybody from acting.
      const more = await Promise.resolve(ask()).catch(() => undefined)
      if (gone) return
      if (more) {
        fill(more.values)
        setRemarks(more.remarks)
      }
      setFilled(true)
    }
    void start()
    return () => {
      gone = true
    }
  }, [fill])
  // Everything known means one Enter: the cursor waits until it is known what is known.
  useEffect(() => {
    if (shown && filled) focusStart(body.current)
  }, [shown, filled])

  const submit = async (): Promise<void> => {
    const input = form.check()
    if (!input || busy) {
      focusFirstFault(body.current)
      return
    }
    setBusy(true)
    setFault(undefined)
    const content = { action: action.key, input, seenSeq: card.seq }
    try {
      const next = await call(actOnCase, { params: { id: card.id }, body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      form.clear()
      client.setQueryData(keyOf(readCase, { params: { id: card.id } }), next)
      void message.success(`“${action.title}”已办理：${next.card.stepTitle}`)
      close()
      onActed?.(action.key)
      void casesChanged(client)
    } catch (error) {
      if (form.show(error)) focusFirstFault(body.current)
      setFault(error)
      if (error instanceof ProblemError && error.status === 409) void casesChanged(client)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Drawer
      open
      onClose={close}
      size={480}
      title={`${action.title} · ${card.number}`}
      mask={{ enabled: true, blur: false }}
      styles={{ mask: { background: 'transparent' } }}
      afterOpenChange={setShown}
      footer={
        <div className="act-foot">
          <span className="quiet">
            <kbd>Ctrl Enter</kbd> 提交 · 填写内容自动保留
          </span>
          <Button onClick={close}>取消</Button>
          <Button type="primary" danger={action.tone === 'danger'} loading={busy} data-submit="act" onClick={() => void submit()}>
            {action.title}
          </Button>
        </div>
      }
    >
      <div ref={body}>
        {fault !== undefined && <Alert type="error" showIcon className="case-alert" title={problemText(fault)} />}
        {form.asked.length === 0 && <p>“{card.title}”——没有需要填写的内容，确认后即办理并留痕。</p>}
        <SchemaForm id="act" form={form} remarks={remarks} onSubmit={() => void submit()} />
      </div>
    </Drawer>
  )
}

function focusFirstFault(body: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const row = body?.querySelector('.field-invalid')
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('input:not([type=file]), textarea, button, [tabindex]')?.focus()
  })
}

/** The first empty required field, else the button: everything known means one Enter. */
function focusStart(body: HTMLElement | null): void {
  const drawer = body?.closest('.ant-drawer')
  const empty = [...(body?.querySelectorAll<HTMLElement>('.field') ?? [])].find(
    (row) => row.querySelector('.field-must') && !row.querySelector('.field-known') && isEmptyRow(row),
  )
  const target =
    empty?.querySelector<HTMLElement>('input:not([type=file]), textarea, button') ?? drawer?.querySelector<HTMLElement>('[data-submit=act]')
  target?.focus()
}

const isEmptyRow = (row: HTMLElement): boolean =>
  [...row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].every(
    (input) => input.type === 'file' || (input instanceof HTMLInputElement && input.type === 'radio' ? !input.checked : input.value === ''),
  ) && row.querySelector('.ant-select-content-has-value, .ant-select-selection-item, .file-tile') === null
