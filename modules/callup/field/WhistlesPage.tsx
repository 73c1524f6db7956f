import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { Stale } from '#platform/client/field/Stale.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useItems } from '#platform/client/outbox/use-outbox.ts'
import { whenText } from '#platform/client/time.ts'
import { useMay } from '#platform/client/viewer.ts'
import { blowWhistle } from '../endpoints.ts'
import { WhistleRow } from './WhistleRows.tsx'
import { useCalled } from './use-called.ts'
import { blowKind } from './whistle-kinds.ts'
import { whistlesPart } from './whistles-part.ts'

const words = { waiting: '等信号，会自动发送', sending: '正在发送', done: '已送达', refused: '没被接受' } as const

/** The whistles I have to do with: those I am called to first, those on their way, the others I may see. */
export function WhistlesPage() {
  const { query } = useAddress()
  const { value, at, read } = usePart(whistlesPart)
  const { whistles, expected } = useCalled()
  const mayBlow = useMay('callup.whistle.blow')
  const mine = new Set(whistles.map(({ card }) => card.id))
  const others = (value?.rows ?? []).filter(({ id }) => !mine.has(id))
  const known = new Set([...mine, ...others.map(({ id }) => id)])
  const own = useItems(blowKind.key).filter((item) => {
    const blown = blowWhistle.reply.safeParse(item.reply)
    return !(blown.success && known.has(blown.data.id))
  })
  const rest = whistles.filter((one) => !expected.includes(one))
  return (
    <Screen
      title="吹哨报到"
      onBack={() => go('/', { instead: true })}
      foot={
        mayBlow ? (
          <BigButton tone="primary" onClick={() => go('/whistles/new')}>
            吹哨
          </BigButton>
        ) : undefined
      }
    >
      {query.get('sent') && (
        <p className="card news" role="status">
          哨已记下。{own.some((item) => item.state !== 'done') ? '有信号就会自动发到中心，时间按刚才的算。' : '请村（社区）负责人确认。'}
        </p>
      )}
      {expected.length > 0 && (
        <section className="card news">
          <h2>等我们到场</h2>
          {expected.map((one) => (
            <WhistleRow key={one.card.id} one={one} to={`/cases/${one.card.id}/act/report-in`} />
          ))}
        </section>
      )}
      <section className="card">
        <h2>在办的哨</h2>
        <Stale at={at} />
        {own.map((item) => {
          const blown = blowWhistle.reply.safeParse(item.reply)
          return (
            <button key={item.id} type="button" className="row" onClick={() => go(blown.success ? `/cases/${blown.data.id}` : '/outbox')}>
              <span className="row-title">{item.title.replace(/^吹哨：/u, '')}</span>
              <span className="row-foot">
                <span className={`mark ${item.state}`}>{words[item.state]}</span>
                <span>{whenText(item.tap.at)}</span>
              </span>
            </button>
          )
        })}
        {rest.map((one) => (
          <WhistleRow key={one.card.id} one={one} />
        ))}
        {others.map((row) => (
          <button key={row.id} type="button" className="row" onClick={() => go(`/cases/${row.id}`)}>
            <span className="row-title">{row.title}</span>
            <span className="row-where">
              {row.kindTitle} · {row.village}
            </span>
            <span className="row-foot">
              <span className="step">{row.stepTitle}</span>
              <span>
                {row.summoned > 0 && `到场 ${row.arrived}/${row.summoned}`}
                {row.lateUnits > 0 && `，迟到 ${row.lateUnits}`}
              </span>
            </span>
          </button>
        ))}
        {read && own.length + rest.length + others.length === 0 && <Empty>现在没有在办的哨。</Empty>}
      </section>
    </Screen>
  )
}
