import { useShift } from '#core/case/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { Stale } from '#platform/client/field/Stale.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { useItems } from '#platform/client/outbox/use-outbox.ts'
import { whenText } from '#platform/client/time.ts'
import { Receipt } from '../record.ts'
import { draftTitle } from './report-draft.ts'
import { emergencyKind, reportKind } from './report-kinds.ts'
import { useDrafts } from './use-draft.ts'

const words = { waiting: '等信号，会自动发送', sending: '正在发送', done: '已送达', refused: '没被接受' } as const

/** What I reported and what became of it: on this phone first, then as the centre knows it. */
export function MyReportsPage() {
  const { query } = useAddress()
  const { held, at, read } = useShift()
  const drafts = useDrafts()
  const items = useItems().filter((item) => item.kind === reportKind.key || item.kind === emergencyKind.key)
  const opened = held?.opened ?? []
  // An accepted one is shown as the centre's case as soon as the package knows it.
  const known = new Set(opened.map((card) => card.id))
  const own = items.filter((item) => {
    const receipt = Receipt.safeParse(item.reply)
    return !(receipt.success && known.has(receipt.data.id))
  })
  return (
    <Screen
      title="我的上报"
      onBack={() => go('/', { instead: true })}
      foot={
        <BigButton tone="primary" onClick={() => go('/report')}>
          再报一件
        </BigButton>
      }
    >
      {query.get('sent') && (
        <p className="card news" role="status">
          已记下。{own.some((item) => item.state !== 'done') ? '有信号就会自动发到中心，时间按刚才的算。' : '中心已收到。'}
        </p>
      )}
      {drafts.length > 0 && (
        <section className="card">
          <h2>没发出的草稿</h2>
          {drafts.map((draft) => (
            <button key={draft.id} type="button" className="row" onClick={() => go(`/report?draft=${draft.id}`)}>
              <span className="row-title">{draftTitle(draft)}</span>
              <span className="row-foot">{whenText(draft.at)}</span>
            </button>
          ))}
        </section>
      )}
      <section className="card">
        <h2>近 30 天</h2>
        <Stale at={at} />
        {own.map((item) => {
          const receipt = Receipt.safeParse(item.reply)
          return (
            <button
              key={item.id}
              type="button"
              className="row"
              onClick={() => go(receipt.success ? `/cases/${receipt.data.id}` : '/outbox')}
            >
              <span className="row-title">{item.title.replace(/^上报：/, '')}</span>
              <span className="row-foot">
                <span className={`mark ${item.state}`}>{words[item.state]}</span>
                <span>{receipt.success && receipt.data.number}</span>
                <span>{whenText(item.tap.at)}</span>
              </span>
            </button>
          )
        })}
        {opened.map((card) => (
          <button key={card.id} type="button" className="row" onClick={() => go(`/cases/${card.id}`)}>
            <span className="row-title">{card.title}</span>
            <span className="row-where">{card.number}</span>
            <span className="row-foot">
              <span className="step">{card.resultTitle ?? card.stepTitle}</span>
              <span>{whenText(card.openedAt)}</span>
            </span>
          </button>
        ))}
        {read && own.length === 0 && opened.length === 0 && <Empty>近 30 天没有上报。</Empty>}
      </section>
    </Screen>
  )
}
