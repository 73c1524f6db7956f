import { Icon } from '#platform/client/field/Icon.tsx'
import { go } from '#platform/client/field/address.ts'
import { useMay } from '#platform/client/viewer.ts'
import { WhistleRow } from './WhistleRows.tsx'
import { useCalled } from './use-called.ts'

/** 今天: the whistles I am to come to stand above everything; who may blow one finds the way here too. */
export function WhistleCard() {
  const { whistles, expected } = useCalled()
  const mayBlow = useMay('callup.whistle.blow')
  if (expected.length === 0 && whistles.length === 0 && !mayBlow) return null
  const others = whistles.length - expected.length
  return (
    <section className={expected.length > 0 ? 'card news' : 'card'} aria-labelledby="whistles">
      <h2 id="whistles">吹哨报到 {expected.length > 0 && <span className="count">{expected.length}</span>}</h2>
      {expected.map((one) => (
        <WhistleRow key={one.card.id} one={one} to={`/cases/${one.card.id}/act/report-in`} />
      ))}
      {others > 0 && (
        <button type="button" className="row more" onClick={() => go('/whistles')}>
          {expected.length > 0 ? '其他' : '在办的哨'} {others} 声
          <Icon name="next" />
        </button>
      )}
      {mayBlow && (
        <button type="button" className="row more" onClick={() => go('/whistles/new')}>
          <span>
            <b>吹哨</b>
            <small>村里一家办不了，请部门到场</small>
          </span>
          <Icon name="next" />
        </button>
      )}
    </section>
  )
}
