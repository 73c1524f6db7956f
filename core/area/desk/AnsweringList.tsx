import type { z } from 'zod'
import type { Answering } from '../contract.ts'

/** Who answers, by name and post; nobody is said in so many words. */
export function AnsweringList({ people }: { readonly people: z.infer<typeof Answering>['people'] }) {
  if (people.length === 0) return <span className="area-nobody">当天无人负责</span>
  return (
    <>
      {people.map(({ personId, name, postTitle, unitName }) => (
        <span key={personId + postTitle} className="area-person">
          {name}
          <span className="quiet">
            {unitName} · {postTitle}
          </span>
        </span>
      ))}
    </>
  )
}
