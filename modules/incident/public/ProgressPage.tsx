import { useEffect } from 'react'
import { Answer } from './Answer.tsx'
import { FaultNote } from './FaultNote.tsx'
import { Mark } from './KindIcon.tsx'
import { Photos } from './Photos.tsx'
import { PrintedAt } from './PrintedAt.tsx'
import { Track } from './Track.tsx'
import type { Progress } from './door.ts'
import { keepReceipt, readReceipts } from './receipts.ts'
import { useProgress } from './use-progress.ts'

interface ProgressPageProps {
  readonly number: string
  readonly code: string
}

function State({ progress }: { readonly progress: Progress }) {
  const { closed, result, resultTitle, stepTitle, promise, late } = progress
  const good = closed && result === 'solved'
  return (
    <div className={good ? 'state state-good' : late ? 'state state-late' : 'state'}>
      <p className="state-title">
        <Mark name={good ? 'tick' : 'clock'} />
        <strong>{stepTitle}</strong>
        {closed && resultTitle && resultTitle !== stepTitle && <span className="result">结果：{resultTitle}</span>}
      </p>
      <p>{promise}</p>
    </div>
  )
}

/** Where the report stands: state and promise, what was done, the track, and what the reporter may say. */
export function ProgressPage({ number, code }: ProgressPageProps) {
  const { progress, fault, loading, refresh, put } = useProgress(number, code)
  useEffect(() => {
    // Opened by the code from another phone: offer it here too, but never over a known one.
    if (progress && !readReceipts().some((r) => r.number === number)) keepReceipt({ number, code, title: progress.title, at: Date.now() })
  }, [progress, number, code])
  if (!progress) {
    return (
      <>
        <h1>查进度</h1>
        {fault ? <FaultNote fault={fault} /> : <p className="skeleton">正在查询…</p>}
        {fault && (
          <div className="row">
            <button type="button" className="second" onClick={refresh} disabled={loading}>
              再查一次
            </button>
            <a className="second" href={`#/q/${encodeURIComponent(number)}`}>
              重新输入
            </a>
          </div>
        )}
      </>
    )
  }
  // A question to the reporter stands on top; a box for more words may wait below the track.
  const answering = progress.canRate || progress.canReopen || progress.closed
  const answer = <Answer progress={progress} number={number} code={code} put={put} />
  return (
    <article>
      <h1>{progress.title}</h1>
      <p className="hint">受理号 {progress.number}</p>
      {fault && <FaultNote fault={fault} />}
      <State progress={progress} />
      {progress.merged && <p className="note">您反映的和先前收到的是同一个问题，已合并办理，您会看到同样的进度和结果。</p>}
      {(progress.reply ?? progress.photosAfter.length > 0) && (
        <section className="block">
          <h2>怎么处置的</h2>
          {progress.reply && <p className="words">{progress.reply}</p>}
          <Photos number={number} code={code} photos={progress.photosAfter} />
        </section>
      )}
      {answering && answer}
      <section className="block">
        <h2>进度</h2>
        <Track track={progress.track} closed={progress.closed} />
        <div className="row no-print">
          <button type="button" className="second" onClick={refresh} disabled={loading}>
            {loading ? '正在刷新…' : '刷新'}
          </button>
          <button type="button" className="second" onClick={() => print()}>
            打印
          </button>
        </div>
      </section>
      {!answering && answer}
      <section className="block">
        <h2>您反映的内容</h2>
        <p className="words">{progress.description}</p>
        <Photos number={number} code={code} photos={progress.photos} />
      </section>
      <PrintedAt />
    </article>
  )
}
