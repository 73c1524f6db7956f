import type { Random } from '#town/geometry/index.ts'
import type { Tale } from './tell.ts'

/** How a report will go, drawn when it is made; the acts that follow are still judged one by one. */
export interface Fate {
  readonly intake: 'dispatch' | 'accept' | 'check' | 'check-false' | 'void' | 'void-refused' | 'settle'
  /** Times the ordered unit sends it back. */
  readonly returns: number
  readonly coUnit: boolean
  readonly extension: 'none' | 'granted' | 'refused'
  readonly escalate: boolean
  readonly shelve: boolean
  /** Taken by a crew that also works evenings and weekends. */
  readonly crew: boolean
  /** Share of the limit used; above 1 is late. */
  readonly pace: number
  readonly outcome: 'solved' | 'explained' | 'unsolvable'
  readonly reworks: number
  /** Calls that reach nobody before one does. */
  readonly unreached: number
  readonly unsolved: boolean
  readonly reopen: boolean
  readonly unmerge: boolean
  /** The life stops on reaching this step: something to see in every queue. */
  readonly hold?: string
}

const times = (random: Random, share: number): number => (random.chance(share) ? 1 : 0)

/** @param photos whether photos were demanded then: settling on the spot needs them */
export function drawFate(tale: Tale, random: Random, { storm, photos }: { storm: boolean; photos: boolean }): Fate {
  const { wording, channel } = tale
  const doubtful = channel === 'hotline' || channel === 'public' || channel === 'phone'
  const settled = channel === 'grid' && photos && !wording.private && random.chance(0.36)
  const intake = settled
    ? 'settle'
    : random.weighted([
        ['dispatch', 74],
        ['accept', 15],
        ['check', doubtful ? 7 : channel === 'camera' || channel === 'device' ? 12 : 1],
        ['check-false', channel === 'camera' || channel === 'device' ? 9 : doubtful ? 1 : 0],
        ['void', doubtful ? 4 : 0.6],
        ['void-refused', 0.5],
      ] as const)
  const late = random.chance(storm ? 0.1 : 0.045)
  const stuck = random.chance(0.006)
  const explained = wording.explained ?? 0.03
  return {
    intake,
    returns: random.weighted([
      [0, 96.2],
      [1, 3],
      [2, 0.8],
    ] as const),
    coUnit: random.chance(0.13),
    extension: random.weighted([
      ['none', 96.5],
      ['granted', 2.8],
      ['refused', 0.7],
    ] as const),
    escalate: random.chance(0.008),
    shelve: random.chance(0.005),
    crew: wording.code < 'S' && wording.code !== 'E0101' && !stuck && !late && random.chance(0.6),
    pace: stuck ? random.range(2, 4.5) : late ? random.range(1.04, 1.6) : Math.min(0.96, 0.04 + random.next() ** 1.6 * 0.74),
    outcome: random.chance(explained) ? 'explained' : random.chance(0.015) ? 'unsolvable' : 'solved',
    // Settled on the spot, there is no unit it could go back to.
    reworks: settled ? 0 : times(random, 0.045),
    unreached: random.weighted([
      [0, 88],
      [1, 7],
      [2, 3],
      [3, 2],
    ] as const),
    unsolved: !settled && random.chance(0.04),
    reopen: random.chance(0.008),
    unmerge: random.chance(0.04),
  }
}
