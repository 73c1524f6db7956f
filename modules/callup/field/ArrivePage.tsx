import { useEffect } from 'react'
import { Point } from '#core/case/contract.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { metresBetween } from '#platform/client/field/fixes.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { ARRIVAL_METRES } from '../guards.ts'
import { WhistleRow } from './WhistleRows.tsx'
import { useCalled } from './use-called.ts'

/** A code of the spot was scanned: which whistle it belongs to is the one I am called to, the nearest when there are several. */
export function ArrivePage() {
  const { query } = useAddress()
  const code = query.get('code') ?? ''
  const { expected, read } = useCalled()
  const { fix } = usePosition()
  const near = expected.filter((one) => {
    const place = Point.safeParse(one.state.data['place'])
    return fix !== undefined && place.success && metresBetween(fix.point, place.data) <= ARRIVAL_METRES
  })
  const [only] = expected.length === 1 ? expected : near.length === 1 ? near : []
  const id = only?.card.id
  useEffect(() => {
    if (id) go(`/cases/${id}/act/report-in?code=${code}`, { instead: true })
  }, [id, code])
  return (
    <Screen title="到场报到">
      {read && expected.length === 0 && (
        <Empty act={<BigButton onClick={() => go('/', { instead: true })}>回到今天</BigButton>}>
          您的单位现在没有要报到的哨。如果刚被召集，连上网后再扫一次。
        </Empty>
      )}
      {expected.length > 1 && (
        <section className="card">
          <h2>是哪一声哨？</h2>
          {expected.map((one) => (
            <WhistleRow key={one.card.id} one={one} to={`/cases/${one.card.id}/act/report-in?code=${code}`} />
          ))}
        </section>
      )}
    </Screen>
  )
}
