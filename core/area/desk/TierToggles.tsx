import { Checkbox } from 'antd'
import type { Tier } from '../contract.ts'
import { tierWords } from '../contract.ts'
import { tierList, tierLooks } from './tier-looks.ts'

/** Which tiers are drawn; also the legend. */
export function TierToggles({
  tiers,
  counts,
  set,
}: {
  readonly tiers: readonly Tier[]
  readonly counts: ReadonlyMap<Tier, number>
  readonly set: (tiers: Tier[]) => void
}) {
  return (
    <fieldset className="area-tiers">
      <legend className="area-hidden">图上显示的层级</legend>
      {tierList.map((tier) => {
        const { color, width, dash } = tierLooks[tier]
        return (
          <Checkbox
            key={tier}
            checked={tiers.includes(tier)}
            onChange={(event) => set(tierList.filter((one) => (one === tier ? event.target.checked : tiers.includes(one))))}
          >
            <svg width="22" height="8" aria-hidden="true">
              <line x1="0" x2="22" y1="4" y2="4" stroke={color} strokeWidth={width + 0.6} strokeDasharray={dash?.join(' ')} />
            </svg>
            {tierWords[tier]} <span className="quiet num">{counts.get(tier) ?? 0}</span>
          </Checkbox>
        )
      })}
    </fieldset>
  )
}
