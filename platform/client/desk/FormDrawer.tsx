import { Alert, Button, Drawer, Form } from 'antd'
import type { FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { drafts } from '../draft.ts'
import { ProblemError, problemText } from '../problem-error.ts'
import { useIntent } from '../use-intent.ts'
import { ConflictNote } from './ConflictNote.tsx'
import type { Facts } from './ConflictNote.tsx'
import './form-drawer.css'

/** What a save needs beside the values: one key per intent, and the version the editor has seen. */
export interface Sending {
  readonly actionId: string
  readonly version: number
}

interface FormDrawerProps<V extends object> {
  readonly title: string
  readonly submit: string
  readonly initial?: Partial<V>
  readonly send: (values: V, sending: Sending) => Promise<void>
  readonly close: () => void
  readonly danger?: boolean
  readonly note?: ReactNode
  readonly size?: number
  /** Keeps what is typed over a failure or a reload, under this name; left out for secrets. */
  readonly draft?: string
  /** The row as it was opened, for two editors: its version is given back, and differences are shown by these titles. */
  readonly opened?: Facts & { readonly version: number }
  readonly titles?: Readonly<Record<string, string>>
  readonly words?: (key: string, value: unknown) => string | undefined
  readonly children: ReactNode | ((form: FormInstance<V>) => ReactNode)
}

const pathOf = (path: string): (string | number)[] => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** A short form beside the page: faults beside their fields, nothing typed is lost, Ctrl+Enter sends. */
export function FormDrawer<V extends object>(props: FormDrawerProps<V>) {
  const { title, submit, initial = {}, send, close, danger = false, note, size = 460, draft, opened, titles = {}, words, children } = props
  const [form] = Form.useForm<V>()
  const intent = useIntent()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<ProblemError | 'strange'>()
  // A ref: the version taken over from a conflict is needed by the very next tap.
  const version = useRef(opened?.version ?? 1)
  const [start] = useState(() => ({ ...initial, ...(draft === undefined ? {} : drafts.read<Partial<V>>(draft)) }))

  const finish = async (values: V): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFault(undefined)
    try {
      await send(values, { actionId: intent.idFor({ values, version: version.current }), version: version.current })
      intent.done()
      if (draft !== undefined) drafts.drop(draft)
      close()
    } catch (error) {
      setFault(error instanceof ProblemError ? error : 'strange')
      if (!(error instanceof ProblemError)) return
      form.setFields(error.fields.map(({ path, message }) => ({ name: pathOf(path) as never, errors: [message] })))
      const current = error.problem.extra?.['current']
      if (current !== null && typeof current === 'object' && 'version' in current && typeof current.version === 'number')
        version.current = current.version
    } finally {
      setBusy(false)
    }
  }
  const conflict = fault instanceof ProblemError && fault.code === 'platform.conflict' && opened !== undefined
  return (
    <Drawer
      open
      onClose={close}
      size={size}
      title={title}
      mask={{ enabled: true, blur: false }}
      afterOpenChange={(shown) =>
        shown && document.querySelector<HTMLElement>('.form-drawer input:not([disabled]), .form-drawer textarea')?.focus()
      }
      footer={
        <div className="form-drawer-foot">
          <span className="quiet">
            <kbd>Ctrl Enter</kbd> 提交
          </span>
          <Button onClick={close}>取消</Button>
          <Button type="primary" danger={danger} loading={busy} onClick={() => form.submit()}>
            {conflict ? '仍按我填写的提交' : submit}
          </Button>
        </div>
      }
    >
      <div className="form-drawer">
        {conflict && <ConflictNote problem={fault.problem} before={opened} titles={titles} words={words} />}
        {fault !== undefined && !conflict && <Alert type="error" showIcon role="alert" title={problemText(fault)} />}
        {note && <div className="form-drawer-note">{note}</div>}
        <Form<V>
          form={form}
          layout="vertical"
          initialValues={start}
          scrollToFirstError={{ focus: true }}
          onFinish={(values) => void finish(values)}
          onValuesChange={(_change, values: V) => draft !== undefined && drafts.write(draft, values)}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.submit()}
        >
          {typeof children === 'function' ? children(form) : children}
        </Form>
      </div>
    </Drawer>
  )
}
