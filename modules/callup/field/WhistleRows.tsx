import type { FieldCase } from '#core/case/field/index.tsx'
import { DueText } from '#core/case/field/index.tsx'
import { findStep } from '#core/case/contract.ts'
import { Icon } from '#platform/client/field/Icon.tsx'
import { go } from '#platform/client/field/address.ts'
import { whistleKinds } from '../processes/whistle.ts'

/** One whistle of mine: what, which kind, at which step, and how long is left. */
export function WhistleRow({ one, to }: { readonly one: FieldCase; readonly to?: string }) {
  const { card, state, process } = one
  const kind = whistleKinds.find(({ value }) => value === state.data['kind'])?.title
  return (
    <button type="button" className="row" onClick={() => go(to ?? `/cases/${card.id}`)}>
      <span className="row-title">{card.title}</span>
      <span className="row-where">{[kind, card.areaName.split(' · ').at(-1)].filter(Boolean).join(' · ')}</span>
      <span className="row-foot">
        {to ? (
          <span className="mark waiting">
            <Icon name="pin" />
            到场报到
          </span>
        ) : (
          <span className="step">{findStep(process, state.step)?.title}</span>
        )}
        <DueText one={one} />
        {one.waiting.length > 0 && <span className="mark waiting">待发送</span>}
        {one.refused.length > 0 && <span className="mark refused">没被接受</span>}
      </span>
    </button>
  )
}
