import { useShift } from '#core/case/field/index.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { go } from '#platform/client/field/address.ts'
import { whenText } from '#platform/client/time.ts'
import { draftTitle } from './report-draft.ts'
import { useDrafts } from './use-draft.ts'

const SHOWN = 3

/** What became of my last reports, and what I began and did not send. */
export function ReportsCard() {
  const { held } = useShift()
  const drafts = useDrafts()
  const opened = held?.opened ?? []
  if (opened.length === 0 && drafts.length === 0) return null
  return (
    <section className="card" aria-labelledby="my-reports">
      <h2 id="my-reports">我报的</h2>
      {drafts.slice(0, 1).map((draft) => (
        <button key={draft.id} type="button" className="row" onClick={() => go(`/report?draft=${draft.id}`)}>
          <span className="row-title">{draftTitle(draft)}</span>
          <span className="row-foot">
            <span className="mark waiting">草稿，还没发</span>
          </span>
        </button>
      ))}
      {opened.slice(0, SHOWN).map((card) => (
        <button key={card.id} type="button" className="row" onClick={() => go(`/cases/${card.id}`)}>
          <span className="row-title">{card.title}</span>
          <span className="row-foot">
            <span className="step">{card.resultTitle ?? card.stepTitle}</span>
            <span>{whenText(card.openedAt)}</span>
          </span>
        </button>
      ))}
      {opened.length > SHOWN && (
        <button type="button" className="row more" onClick={() => go('/reports')}>
          近 30 天全部
          <Icon name="next" />
        </button>
      )}
    </section>
  )
}
