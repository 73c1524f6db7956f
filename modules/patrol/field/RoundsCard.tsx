import { go } from '#platform/client/field/address.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { whenText } from '#platform/client/time.ts'
import { roundStateTitles } from '../contract.ts'
import { roundsPart } from './parts.ts'

/** My rounds of today: the one under way, the next, then what is over. */
export function RoundsCard() {
  const { value } = usePart(roundsPart)
  const rank = { running: 0, planned: 1, done: 2, missed: 2 } as const
  const rounds = (value?.rounds ?? []).toSorted(
    (a, b) => rank[a.round.state] - rank[b.round.state] || (a.round.windowFrom < b.round.windowFrom ? -1 : 1),
  )
  if (rounds.length === 0) return null
  return (
    <section className="card" aria-labelledby="my-rounds">
      <h2 id="my-rounds">今天的巡查</h2>
      {rounds.map(({ round, stops }) => (
        <button key={round.id} type="button" className="row" onClick={() => go(`/rounds/${round.id}`)}>
          <span className="row-title">{round.title}</span>
          <span className="row-foot">
            <span className="step">{roundStateTitles[round.state]}</span>
            <span>
              {whenText(round.windowFrom).slice(-5)}–{whenText(round.windowTo).slice(-5)}
              {stops.length > 0 && ` · ${stops.filter(({ visitedAt }) => visitedAt).length}/${stops.length} 处`}
            </span>
          </span>
        </button>
      ))}
    </section>
  )
}
