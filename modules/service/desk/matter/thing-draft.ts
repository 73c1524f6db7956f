import { dayText } from '#platform/client/time.ts'
import type { JoinedMatter, OneThingVersion } from '../../one-thing.ts'

export type ThingDraft = Omit<OneThingVersion, 'to'>

export const blankThing = (now: number): ThingDraft => ({
  code: '',
  from: dayText(now),
  name: '',
  summary: '',
  applicants: 'person',
  situations: [],
  items: [],
  bundle: { name: '', delivery: 'together' },
  example: false,
})

/** A version to be changed: from tomorrow, since today's stands; one not begun keeps its day. */
export function thingDraftOf({ to: _, ...version }: OneThingVersion, now: number): ThingDraft {
  return { ...version, from: version.from > dayText(now) ? version.from : dayText(now + 86_400_000) }
}

/** Order by position; what waits for the same matters is sent at the same moment. */
export function withGroups(thing: ThingDraft): ThingDraft {
  const items = thing.items.map(({ parallelGroup: _, ...item }, order): JoinedMatter => {
    const group = [...item.dependsOn].sort().join('+').slice(0, 20)
    return { ...item, order, ...(group ? { parallelGroup: group } : {}) }
  })
  return { ...thing, items }
}

/** A key nobody has yet: q1, q2 … */
export function freshKey(letter: string, taken: readonly string[]): string {
  let n = taken.length + 1
  while (taken.includes(`${letter}${n}`)) n++
  return `${letter}${n}`
}
