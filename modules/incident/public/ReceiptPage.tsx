import { Suspense, lazy, useState } from 'react'
import { Mark } from './KindIcon.tsx'
import { PrintedAt } from './PrintedAt.tsx'
import { copyText } from './copy-text.ts'
import type { TownInfo } from './door.ts'
import { followAddress, readReceipts } from './receipts.ts'
import { useProgress } from './use-progress.ts'

const QrCode = lazy(() => import('./QrCode.tsx').then(({ QrCode }) => ({ default: QrCode })))

/** The code in two halves: easier to read out and to copy by hand. */
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

/** The number everybody uses from now on, what the town will do and by when, and how to come back. */
export function ReceiptPage({
  number,
  code,
  town,
}: {
  readonly number: string
  readonly code: string
  readonly town: TownInfo | undefined
}) {
  const { progress } = useProgress(number, code)
  const [copied, setCopied] = useState('')
  const title = progress?.title ?? readReceipts().find((r) => r.number === number)?.title
  const copy = async () => {
    const done = await copyText(`受理号：${number}\n查询码：${code}\n查进度：${followAddress(number, code)}`)
    setCopied(done ? '已复制' : '没能复制，请截图保存')
  }
  return (
    <article className="receipt">
      <h1 className="done">
        <Mark name="tick" />
        已收到，谢谢您
      </h1>
      {title && <p className="quote">{title}</p>}
      <dl className="numbers">
        <dt>受理号</dt>
        <dd data-testid="number">{number}</dd>
        <dt>查询码</dt>
        <dd data-testid="code">{spaced(code)}</dd>
      </dl>
      <p className="hint">查进度要用这两个号，请截图或记下来。查询码只有您知道，不要给别人。</p>
      <div className="row no-print">
        <button type="button" className="second" onClick={() => void copy()}>
          复制
        </button>
        <button type="button" className="second" onClick={() => print()}>
          打印回执
        </button>
      </div>
      <p role="status" className="hint no-print">
        {copied}
      </p>
      <section className="block">
        <h2>镇里接下来怎么做</h2>
        <p>{progress?.promise ?? town?.promise ?? '工作人员会尽快受理。'}</p>
        <p className="hint">每一步都写在进度里。办完后您可以评价；没有解决，可以要求重新办理。</p>
      </section>
      <Suspense fallback={<p className="hint">正在生成二维码…</p>}>
        <QrCode number={number} code={code} town={town?.name ?? ''} />
      </Suspense>
      <PrintedAt />
      <p className="no-print">
        <a className="main" href={`#/q/${number}/${code}`}>
          看进度
        </a>
      </p>
    </article>
  )
}
