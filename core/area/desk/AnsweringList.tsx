import type { z } from 'zod'
import type { Answering, Tier } from '../contract.ts'

type People = z.infer<typeof Answering>['people']

/** More than fits beside the other tiers of a place is folded. */
const SHOWN = 4

/** Who answers, by name and post; nobody is said in so many words. */
export function AnsweringList({ people, tier }: { readonly people: People; readonly tier: Tier }) {
  if (people.length === 0)
    return <span className="area-nobody">{tier === 'town' || tier === 'village' ? '当天无人负责' : '未指定专人，由上级负责'}</span>
  const folded = people.slice(SHOWN)
  return (
    <>
      <PersonLines people={people.slice(0, SHOWN)} />
      {folded.length > 0 && (
        <details>
          <summary>另有 {folded.length} 人</summary>
          <PersonLines people={folded} />
        </details>
      )}
    </>
  )
}

function PersonLines({ people }: { readonly people: People }) {
  return people.map(({ personId, name, postTitle, unitName }) => (
    <span key={personId + postTitle} className="area-person">
      {name}
      <span className="quiet">
        {unitName} · {postTitle}
      </span>
    </span>
  ))
}
