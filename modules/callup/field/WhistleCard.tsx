import { Icon } from '#platform/client/field/Icon.tsx'
import { go } from '#platform/client/field/address.ts'
import { useMay } from '#platform/client/viewer.ts'
import { WhistleRow } from './WhistleRows.tsx'
import { useCalled } from './use-called.ts'

/** 今天, above everything: the whistles my unit is waited for at. */
export function CalledCard() {
  const { expected } = useCalled()
  if (expected.length === 0) return null
  return (
    <section className="card news" aria-labelledby="called">
      <h2 id="called">
        请到现场报到 <span className="count">{expected.length}</span>
      </h2>
      {expected.map((one) => (
        <WhistleRow key={one.card.id} one={one} to={`/cases/${one.card.id}/act/report-in`} />
      ))}
    </section>
  )
}

/** 今天, below the tasks: the other whistles, and the way to blow one. */
export function WhistleCard() {
  const { whistles, expected } = useCalled()
  const mayBlow = useMay('callup.whistle.blow')
  const others = whistles.length - expected.length
  if (others === 0 && !mayBlow) return null
  return (
    <section className="card" aria-labelledby="whistles">
      <h2 id="whistles">吹哨报到</h2>
      {others > 0 && (
        <button type="button" className="row more" onClick={() => go('/whistles')}>
          在办的哨 {others} 声
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
