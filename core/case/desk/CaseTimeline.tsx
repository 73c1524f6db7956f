import { readTimeline } from '#core/case/contract.ts'
import { BeforeAfter, PhotoGrid } from '#platform/client/desk/PhotoGrid.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { exactText, whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { ShownAct, ShownAlarm } from './timeline-order.ts'
import { evidenceOf, merge } from './timeline-order.ts'
import './timeline.css'

/** Newest first: people's words large, machine facts small; alarms of clocks stand between the acts they fell between. */
export function CaseTimeline({ id }: { readonly id: string }) {
  const found = useEndpoint(readTimeline, { params: { id } })
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={6} />
  const { before, after } = evidenceOf(found.data)
  return (
    <>
      {(before.length > 0 || after.length > 0) && (
        <section className="panel">
          <h2 className="panel-head">处置前后对照</h2>
          <div className="panel-body">
            <BeforeAfter before={before} after={after} />
          </div>
        </section>
      )}
      <section className="panel">
        <h2 className="panel-head">办理过程</h2>
        <ol className="panel-body timeline">
          {merge(found.data).map((entry) =>
            'seq' in entry ? <ActEntry key={entry.seq} act={entry} /> : <AlarmEntry key={`${entry.clock} ${entry.at}`} alarm={entry} />,
          )}
        </ol>
      </section>
    </>
  )
}

const LATE_ARRIVAL = '补传'

function ActEntry({ act }: { readonly act: ShownAct }) {
  const long = act.answers.filter((answer) => answer.kind === 'long-text')
  const short = act.answers.filter((answer) => answer.kind !== 'long-text' && answer.text !== '')
  const files = act.files.filter((file) => file.field !== 'before' && file.field !== 'after')
  return (
    <li className={act.returns ? 'tl-entry tl-return' : 'tl-entry'}>
      <p className="tl-head">
        <b>{act.title}</b>
        {act.from !== act.to && (
          <span className="tl-move">
            {act.from} → {act.to}
          </span>
        )}
        <time className="num" dateTime={act.at} title={exactText(act.at)}>
          {whenText(act.at)}
        </time>
      </p>
      {long.map((answer) => (
        <p key={answer.key} className="tl-words">
          {answer.text}
        </p>
      ))}
      {short.length > 0 && (
        <dl className="tl-facts">
          {short.map((answer) => (
            <div key={answer.key}>
              <dt>{answer.title}</dt>
              <dd>{answer.kind === 'place' ? <span title={answer.text}>已在地图上定位</span> : answer.text}</dd>
            </div>
          ))}
        </dl>
      )}
      <PhotoGrid files={files} size={64} />
      <p className="tl-small">
        {[act.unit, act.post, act.person].filter(Boolean).join(' · ')}
        {act.receivedAt && (
          <span title={`收到于 ${exactText(act.receivedAt)}`}>
            {' '}
            · {LATE_ARRIVAL} {whenText(act.receivedAt)}
          </span>
        )}
        <span className="tl-machine" title={`终端 ${act.terminal}；校验 ${act.hash}`}>
          {' '}
          · 第 {act.seq} 步
        </span>
      </p>
    </li>
  )
}

function AlarmEntry({ alarm }: { readonly alarm: ShownAlarm }) {
  return (
    <li className={alarm.overdue ? 'tl-entry tl-alarm tl-overdue' : 'tl-entry tl-alarm'}>
      <p className="tl-head">
        <b>
          {alarm.title}
          {alarm.overdue ? '超时' : '临期提醒'}
        </b>
        {alarm.roles.length > 0 && <span className="tl-move">已告知 {alarm.roles.join('、')}</span>}
        <time className="num" dateTime={alarm.at} title={exactText(alarm.at)}>
          {whenText(alarm.at)}
        </time>
      </p>
    </li>
  )
}
