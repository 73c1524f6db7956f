import type { Rank } from './ticket.ts'

/** What decides who is next: first the rank, then the place in the line. */
export interface Standing {
  readonly rank: Rank
  readonly place: number
}

/** The order of the line. */
export const before = (a: Standing, b: Standing): number => a.rank - b.rank || a.place - b.place

/**
 * Where somebody who was called in vain stands again: behind the next `steps` people of the line, before the one after them; at the end where fewer
 * wait (rules.md §5.7: 重呼 3 次后插回 +3). Whoever comes later never passes them unless with priority.
 * @param line those who wait, in order
 * @param last the place a newcomer would get
 */
export function insertBehind(line: readonly Standing[], steps: number, last: number): Standing {
  if (steps <= 0 && line[0]) return { rank: line[0].rank, place: line[0].place - 1 }
  const ahead = line[steps - 1]
  if (!ahead) return { rank: 2, place: Math.max(last, (line.at(-1)?.place ?? 0) + 1) }
  const behind = line[steps]
  // Between two of the same rank in the middle; at a rank's end just behind its last one.
  if (behind && behind.rank === ahead.rank) return { rank: ahead.rank, place: (ahead.place + behind.place) / 2 }
  return { rank: ahead.rank, place: ahead.place + 0.5 }
}

/** A window that is open, with what it can do now. */
export interface Hands {
  readonly skills: readonly string[]
  /** Somebody is at it. */
  readonly busy: boolean
}

/** Domains whose people compete for the windows that serve this domain. */
export function rivalsOf(domain: string, open: readonly Hands[]): ReadonlySet<string> {
  return new Set([domain, ...open.filter(({ skills }) => skills.includes(domain)).flatMap(({ skills }) => skills)])
}

/**
 * Minutes until it is the turn of somebody with so many before them; undefined while no window serves the domain.
 * @param minutes mean minutes of one service
 */
export function turnIn(domain: string, ahead: number, open: readonly Hands[], minutes: number): number | undefined {
  const mine = open.filter(({ skills }) => skills.includes(domain))
  if (mine.length === 0) return undefined
  const free = mine.filter(({ busy }) => !busy).length
  return ahead < free ? 0 : Math.ceil(((ahead - free + 1) * minutes) / mine.length)
}
