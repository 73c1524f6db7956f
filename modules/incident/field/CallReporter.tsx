import { useEffect, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { useMay } from '#platform/client/viewer.ts'
import { whenText } from '#platform/client/time.ts'
import { readIncident, revealReporter } from '../endpoints.ts'
import type { ReporterView } from '../record.ts'

/** Who told us, masked; the number is shown against a reason, which the audit log keeps, and only with a line to it. */
export function CallReporter({ caseId }: { readonly caseId: string }) {
  const [reporters, setReporters] = useState<readonly ReporterView[]>([])
  const [asked, setAsked] = useState<ReporterView>()
  const may = useMay('incident.reporter.reveal')
  useEffect(() => {
    let gone = false
    call(readIncident, { params: { id: caseId } }).then(
      (found) => !gone && setReporters(found.reporters),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [caseId])
  if (reporters.length === 0) return null
  return (
    <section className="card">
      <h2>反映人</h2>
      {reporters.map((one) => (
        <div key={one.id} className="reporter">
          <p>
            <b>{one.name || '没有留姓名'}</b> <span className="num">{one.phone}</span>
          </p>
          <small>{whenText(one.at)}</small>
          {may && one.phone && (
            <BigButton onClick={() => setAsked(one)}>
              <Icon name="phone" />
              打电话
            </BigButton>
          )}
        </div>
      ))}
      {asked && <RevealSheet caseId={caseId} reporter={asked} onClose={() => setAsked(undefined)} />}
    </section>
  )
}

interface RevealSheetProps {
  readonly caseId: string
  readonly reporter: ReporterView
  readonly onClose: () => void
}

function RevealSheet({ caseId, reporter, onClose }: RevealSheetProps) {
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState<{ name: string; phone: string }>()
  const [fault, setFault] = useState<string>()
  const reveal = (): void => {
    call(revealReporter, { params: { id: caseId, reporter: reporter.id }, body: { reason } }).then(setShown, (error: unknown) =>
      setFault(problemText(error)),
    )
  }
  return (
    <Confirm
      title={`给${reporter.name || '反映人'}打电话`}
      onClose={onClose}
      foot={
        <>
          {shown ? (
            <a className="big primary" href={`tel:${shown.phone}`}>
              <Icon name="phone" />
              拨打 {shown.phone}
            </a>
          ) : (
            <BigButton tone="primary" disabled={reason.trim().length < 2} onClick={reveal}>
              显示电话
            </BigButton>
          )}
          <BigButton onClick={onClose}>关闭</BigButton>
        </>
      }
    >
      {!shown && (
        <Field title="为什么要打这个电话" help="会记入查看日志" fault={fault}>
          {({ id, described }) => (
            <input id={id} aria-describedby={described} maxLength={200} value={reason} onChange={(e) => setReason(e.target.value)} />
          )}
        </Field>
      )}
    </Confirm>
  )
}
