import type { KeyboardEvent, ReactNode } from 'react'
import { Suspense, useEffect, useRef } from 'react'
import { Button, Checkbox, Input, Segmented } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { FilesInput } from '#core/case/desk/index.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { channelTitles } from '../record.ts'
import type { Channel } from '../record.ts'
import { ClassField } from './ClassField.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import type { ReportDraftState } from './use-report-draft.ts'

// What a person at a desk takes in; devices and cameras report by themselves.
const deskChannels: readonly Channel[] = ['phone', 'counter', 'hotline', 'grid', 'police', 'enterprise', 'upper']
const photoField = { key: 'files', title: '照片', kind: 'files' as const, max: 12 }

/** In the order the caller tells it: what, where, from whom. */
export function ReportForm({ report }: { readonly report: ReportDraftState }) {
  const { draft, set, faults, busy, sent } = report
  const words = useRef<TextAreaRef>(null)
  // After each sending the cursor stands in the words again: the next caller is already talking.
  const count = sent.length
  useEffect(() => {
    if (count >= 0) words.current?.focus()
  }, [count])
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void report.submit()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl Enter submits from any field; the button does the same
    <form
      className="report-form panel panel-body"
      noValidate
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault()
        void report.submit()
      }}
    >
      <Row label="情况（原话）" htmlFor="report-words" must fault={faults['description']}>
        <Input.TextArea
          ref={words}
          id="report-words"
          autoSize={{ minRows: 4, maxRows: 10 }}
          maxLength={4000}
          placeholder="谁在什么地方看到什么，现在怎样。例：解放路菜场门口的井盖缺了一块，旁边有小孩在玩。"
          value={draft.description ?? ''}
          onChange={(event) => set({ description: event.target.value })}
          {...(faults['description'] ? { status: 'error' as const } : {})}
        />
      </Row>
      <ClassField report={report} />
      <PlaceFields report={report} />
      <Row label="来源">
        <Segmented
          aria-label="来源"
          value={draft.channel ?? 'phone'}
          options={deskChannels.map((value) => ({ value, label: channelTitles[value] }))}
          onChange={(channel) => set({ channel })}
        />
      </Row>
      <div className="report-pair">
        <Row label="反映人" htmlFor="report-name">
          <Input
            id="report-name"
            maxLength={40}
            placeholder="姓名或称呼"
            value={draft.reporter?.name ?? ''}
            onChange={(event) => set({ reporter: { ...draft.reporter, name: event.target.value } })}
          />
        </Row>
        <Row label="电话" htmlFor="report-phone" fault={faults['reporter.phone']}>
          <Input
            id="report-phone"
            maxLength={20}
            inputMode="tel"
            placeholder="回访和告知结果用"
            value={draft.reporter?.phone ?? ''}
            onChange={(event) => set({ reporter: { ...draft.reporter, phone: event.target.value } })}
          />
        </Row>
        <div className="report-checks">
          <Checkbox
            checked={draft.reporter?.callBack ?? true}
            onChange={(event) => set({ reporter: { ...draft.reporter, callBack: event.target.checked } })}
          >
            要回访
          </Checkbox>
          <Checkbox checked={draft.confidential ?? false} onChange={(event) => set({ confidential: event.target.checked })}>
            保密件
          </Checkbox>
        </div>
      </div>
      <Row label="照片" id="report-files-label">
        <Suspense fallback={<LoadingSkeleton rows={2} />}>
          <FilesInput
            id="report-files"
            field={photoField}
            value={draft.files ?? []}
            onChange={(files) => set({ files: files as NonNullable<typeof draft.files> })}
            invalid={false}
            describedBy={undefined}
          />
        </Suspense>
      </Row>
      <div className="report-foot">
        <Button type="primary" size="large" htmlType="submit" loading={busy}>
          登记
        </Button>
        <Button
          size="large"
          onClick={() =>
            set({
              description: '',
              title: '',
              classCode: undefined,
              place: undefined,
              address: '',
              reporter: undefined,
              files: [],
              confidential: false,
              grade: undefined,
            } as never)
          }
        >
          清空
        </Button>
      </div>
    </form>
  )
}

interface RowProps {
  readonly label: string
  readonly htmlFor?: string
  readonly id?: string
  readonly must?: boolean
  readonly fault?: string | undefined
  readonly children: ReactNode
}

export function Row({ label, htmlFor, id, must = false, fault, children }: RowProps) {
  return (
    <div className={fault === undefined ? 'field' : 'field field-invalid'}>
      {htmlFor === undefined ? (
        <span className="field-label" id={id}>
          {label}
        </span>
      ) : (
        <label htmlFor={htmlFor}>
          {label}
          {must && <span className="field-must">必填</span>}
        </label>
      )}
      {children}
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
