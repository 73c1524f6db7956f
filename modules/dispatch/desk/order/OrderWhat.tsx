import { Link } from '@tanstack/react-router'
import { useMay } from '#platform/client/viewer.ts'
import type { CaseDetail } from '#core/case/contract.ts'
import '../plan/board.css'
import './order.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isThing = (value: unknown): value is { layer: string; kind: string; what: string } =>
  value !== null && typeof value === 'object' && 'what' in value && typeof value.what === 'string'

/** What an order asks of one receiver, and of which things, on its case page. */
export function OrderWhat({ detail: { data } }: { readonly detail: CaseDetail }) {
  const mayRead = useMay('dispatch.order.read')
  const things = Array.isArray(data['things']) ? data['things'].filter(isThing) : []
  const count = typeof data['thingCount'] === 'number' ? data['thingCount'] : things.length
  return (
    <section className="panel">
      <h2 className="panel-head">
        指令要求
        {mayRead && (
          <Link className="panel-more" to={`/orders/${text(data['order'])}`}>
            看全部接收人
          </Link>
        )}
      </h2>
      <div className="panel-body">
        <p className="board-words">{text(data['description'])}</p>
        <p className="quiet">下达人：{text(data['issuer'])}</p>
        {count > 0 && (
          <>
            <b>涉及 {count} 个对象</b>
            <ol className="order-things">
              {things.map(({ layer, kind, what }, i) => (
                <li key={i}>
                  {what}{' '}
                  <span className="quiet">
                    {layer} · {kind}
                  </span>
                </li>
              ))}
            </ol>
            {count > things.length && <p className="quiet">这里列出前 {things.length} 个。</p>}
          </>
        )}
      </div>
    </section>
  )
}
