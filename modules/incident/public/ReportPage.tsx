import { useEffect } from 'react'
import { FaultNote } from './FaultNote.tsx'
import { KindIcon } from './KindIcon.tsx'
import { OfflineNote } from './OfflineNote.tsx'
import { PhotoPicker } from './PhotoPicker.tsx'
import { PlaceField } from './PlaceField.tsx'
import type { TownInfo } from './door.ts'
import { isTouched } from './report-draft.ts'
import { useReport } from './use-report.ts'

/** In danger nobody should fill in a form. */
function Emergency() {
  return (
    <aside className="emergency">
      <span>危及生命请立即拨打</span>
      <span className="calls">
        {['110', '119', '120'].map((number) => (
          <a key={number} href={`tel:${number}`}>
            {number}
          </a>
        ))}
      </span>
    </aside>
  )
}

/** One page, one thumb: photo, words, place, and sent. Nothing typed is lost. */
export function ReportPage({ town }: { readonly town: TownInfo | undefined }) {
  const report = useReport()
  const { draft, change, sending, failed, faults, send, clear } = report
  const first = Object.keys(faults)[0]
  useEffect(() => {
    if (first) document.querySelector('.fault')?.scrollIntoView({ block: 'center' })
  }, [first])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h1>身边的事，拍给镇里</h1>
      <Emergency />
      <OfflineNote />
      <PhotoPicker report={report} fault={faults.photos} />
      <section className="block">
        <h2>什么问题</h2>
        <div className="kinds" role="group" aria-label="问题种类（选填）">
          {town?.kinds.map(({ key, title }) => (
            <button
              key={key}
              type="button"
              aria-pressed={draft.kind === key}
              onClick={() => change({ kind: draft.kind === key ? '' : key })}
            >
              <KindIcon kind={key} />
              <span>{title}</span>
            </button>
          ))}
        </div>
        <label className="field">
          <span>说说情况</span>
          <textarea
            rows={4}
            value={draft.words}
            placeholder="什么时候、什么事。可以用键盘上的话筒说话"
            aria-invalid={Boolean(faults.words)}
            onChange={(event) => change({ words: event.target.value })}
          />
        </label>
        {faults.words && (
          <p className="fault" role="alert">
            {faults.words}
          </p>
        )}
      </section>
      <PlaceField report={report} town={town} fault={faults.place} />
      <section className="block">
        <h2>
          您的电话<small>（选填）</small>
        </h2>
        <label className="field">
          <span>只用于核实情况和办结后回访，不公开。不留电话，凭受理号一样能查进度。</span>
          <input
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            value={draft.phone}
            maxLength={20}
            aria-invalid={Boolean(faults.phone)}
            onChange={(event) => change({ phone: event.target.value })}
          />
        </label>
        {faults.phone && (
          <p className="fault" role="alert">
            {faults.phone}
          </p>
        )}
        {draft.phone.trim() && (
          <label className="check">
            <input type="checkbox" checked={draft.callBack} onChange={(event) => change({ callBack: event.target.checked })} />
            <span>办结前打电话问我解决了没有</span>
          </label>
        )}
      </section>
      {failed && <FaultNote fault={failed} />}
      <div className="send">
        <button type="submit" className="main" disabled={sending}>
          {sending ? '正在提交…' : failed?.worthRetry ? '再发一次' : '提交'}
        </button>
        {town && <p className="hint">{town.promise}</p>}
        {isTouched(draft) && !sending && (
          <button type="button" className="plain" onClick={() => confirm('清空已填的内容和照片？') && clear()}>
            清空重填
          </button>
        )}
      </div>
    </form>
  )
}
