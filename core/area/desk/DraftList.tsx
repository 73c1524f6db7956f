import { Button, Checkbox, Segmented } from 'antd'
import { useState } from 'react'
import type { PlannedDraft, Shape } from '../contract.ts'
import { effectWords, surfaceWords } from '../contract.ts'
import type { ImportPreview } from './use-import.ts'

const looks = {
  accepted: { look: 'done', word: '可导入' },
  repairable: { look: 'soon', word: '待同意' },
  refused: { look: 'late', word: '退回' },
} as const
type Verdict = keyof typeof looks

interface DraftListProps {
  readonly preview: ImportPreview
  readonly consent: ReadonlySet<string>
  readonly setConsent: (consent: ReadonlySet<string>) => void
  readonly show: (shape: Shape) => void
}

/** The rows of a file: what each would do, what a repair would change, why one is refused. */
export function DraftList({ preview, consent, setConsent, show }: DraftListProps) {
  const { counts, drafts } = preview
  const [verdict, setVerdict] = useState<Verdict | 'all'>('all')
  const rows = drafts.filter((draft) => verdict === 'all' || draft.verdict === verdict)
  const repairable = drafts.filter((draft) => draft.verdict === 'repairable').map(({ place }) => place)
  const toggle = (place: string): void => {
    const next = new Set(consent)
    if (!next.delete(place)) next.add(place)
    setConsent(next)
  }
  return (
    <section aria-label="逐行预览" className="area-drafts">
      <Segmented
        block
        size="small"
        aria-label="按结果筛选"
        value={verdict}
        onChange={setVerdict}
        options={[
          { value: 'all' as const, label: `全部 ${drafts.length}` },
          ...(['accepted', 'repairable', 'refused'] as const).map((value) => ({ value, label: `${looks[value].word} ${counts[value]}` })),
        ]}
      />
      {repairable.length > 0 && (
        <Button size="small" onClick={() => setConsent(consent.size === repairable.length ? new Set() : new Set(repairable))}>
          {consent.size === repairable.length ? '取消全部同意' : `同意全部 ${repairable.length} 处修复`}
        </Button>
      )}
      <ul>
        {rows.slice(0, 300).map((draft) => (
          <li key={draft.place}>
            <DraftLine draft={draft} agreed={consent.has(draft.place)} toggle={() => toggle(draft.place)} show={show} />
          </li>
        ))}
        {rows.length > 300 && <li className="quiet">先列出 300 行，其余用上面的结果筛选</li>}
      </ul>
    </section>
  )
}

interface DraftLineProps {
  readonly draft: PlannedDraft
  readonly agreed: boolean
  readonly toggle: () => void
  readonly show: (shape: Shape) => void
}

function DraftLine({ draft, agreed, toggle, show }: DraftLineProps) {
  const { verdict, place, name, code, reasons, notes, repair, effect, area } = draft
  return (
    <>
      <div className="area-draft-head">
        <span className={`area-tag area-tag-${looks[verdict].look}`}>{looks[verdict].word}</span>
        <b>{name || '（无名称）'}</b>
        <span className="quiet num">
          {place} · {code || '无编码'}
        </span>
        {area && (
          <Button type="link" size="small" onClick={() => show(area.geometry)}>
            看图
          </Button>
        )}
      </div>
      {effect && verdict !== 'refused' && <p className="quiet">{effectWords[effect]}</p>}
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {verdict === 'repairable' && repair && (
        <Checkbox checked={agreed} onChange={toggle}>
          同意修复：{repair.changes.join('；')}
          <span className="quiet num">
            （{surfaceWords(repair.squareMetresBefore)} → {surfaceWords(repair.squareMetresAfter)}）
          </span>
        </Checkbox>
      )}
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </>
  )
}
