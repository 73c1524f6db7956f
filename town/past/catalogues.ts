import { type ClassCatalogue, defaultCatalogue } from '#modules/incident/contract.ts'
import { FOUNDED } from '../areas.ts'
import { midnight } from '../history/rhythm.ts'

/** Photos are demanded since so many days: a case keeps the catalogue it was classified by, so only late ones need pictures. */
const photoDays = 6

/** The catalogue the town began with: the same classes and limits, no photos demanded. */
const first: ClassCatalogue = {
  version: '2025-1',
  from: FOUNDED,
  classes: defaultCatalogue.classes.map((each) => ({ ...each, evidence: { before: 0, after: 0 } })),
}

export interface Catalogues {
  /** Epoch milliseconds from which photos are demanded. */
  readonly photosFrom: number
  readonly versions: readonly { readonly catalogue: ClassCatalogue; readonly from: Date }[]
  at(instant: number): ClassCatalogue
}

/** The town's two catalogues, the second in force since some days before `now`. */
export function cataloguesOf(now: number): Catalogues {
  const photosFrom = midnight(now) - photoDays * 86_400_000
  return {
    photosFrom,
    versions: [
      { catalogue: first, from: new Date(`${FOUNDED}T00:00:00+08:00`) },
      { catalogue: defaultCatalogue, from: new Date(photosFrom) },
    ],
    at: (instant) => (instant < photosFrom ? first : defaultCatalogue),
  }
}
