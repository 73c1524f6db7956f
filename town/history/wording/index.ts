import { facilities } from './facilities.ts'
import { people } from './people.ts'
import { streets } from './streets.ts'
import type { Wording } from './wording.ts'

export { fill } from './wording.ts'
export type { SpotKind, Wording } from './wording.ts'

/** Everything the invented town complains of. The words are invented; the class codes are the catalogue's. */
export const wordings: readonly Wording[] = [...facilities, ...streets, ...people]
