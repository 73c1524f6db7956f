import { Link } from '@tanstack/react-router'
import { useViewer } from '#platform/client/viewer.ts'
import { CandidateRow } from './CandidateRow.tsx'
import type { ReportDraftState } from './use-report-draft.ts'
import './incident-parts.css'

const mergers = new Set(['dispatcher', 'watch-officer'])

/** What the town knows already, while the caller is still talking: same problems, whose it is, what was sent just now. */
export function ReportAside({ report }: { readonly report: ReportDraftState }) {
  const { role } = useViewer()
  const unit = report.hints?.unit
  return (
    <aside className="report-aside" aria-label="相关提示">
      <section className="panel" aria-live="polite">
        <h2 className="panel-head">疑似同一问题</h2>
        {report.same.length > 0 ? (
          <ul className="panel-body candidates">
            {report.same.slice(0, 5).map((candidate) => (
              <CandidateRow
                key={candidate.id}
                candidate={candidate}
                act={
                  mergers.has(role) && !candidate.closed ? { title: '登记并并入', run: () => void report.submit(candidate.id) } : undefined
                }
              />
            ))}
          </ul>
        ) : (
          <p className="panel-body quiet">
            {report.enough ? '附近近期没有相似的事件。' : '写下情况、点上位置后，这里列出可能已有人报过的事件。'}
          </p>
        )}
      </section>
      {unit && (
        <section className="panel suggestion">
          <h2 className="panel-head">责任单位建议</h2>
          <div className="panel-body">
            <p className="suggestion-unit">
              预计派给 <b>{unit.unit?.name ?? '（清单未绑定单位）'}</b>
            </p>
            <p className="suggestion-why">因为 {unit.why}</p>
          </div>
        </section>
      )}
      {report.sent.length > 0 && (
        <section className="panel">
          <h2 className="panel-head">刚刚登记</h2>
          <ul className="panel-body report-sent">
            {report.sent.map(({ id, number, title }) => (
              <li key={id}>
                <Link to={`/cases/${id}`} target="_blank" className="num">
                  {number}
                </Link>{' '}
                {title}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
