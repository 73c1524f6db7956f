import type { Random } from '#town/geometry/index.ts'

/** Where a kind of problem is found. */
export type SpotKind =
  | 'road'
  | 'water'
  | 'field'
  | 'quarter'
  | 'hamlet'
  | 'shop'
  | 'factory'
  | 'school'
  | 'market'
  | 'bridge'
  | 'park'
  | 'site'
  | 'station'

/**
 * How one class of problem is told and answered. Texts hold `{a|b}` for a choice, `<p>` for the place and `<2-6>` for a number; nothing nests.
 */
export interface Wording {
  readonly code: string
  /** Share on an ordinary day; on a storm day `storm` times as much. */
  readonly weight: number
  readonly storm?: number
  readonly spots: readonly SpotKind[]
  readonly titles: readonly string[]
  readonly tells: readonly string[]
  readonly fixes: readonly string[]
  /** Seen by a camera or a device: how the machine says it. */
  readonly seen?: { readonly by: 'camera' | 'device'; readonly text: string }
  /** Mostly told by people, hardly by patrols. */
  readonly private?: boolean
  /** Share that ends explained rather than solved. */
  readonly explained?: number
}

/** Fills a text's choices, place and numbers. */
export function fill(text: string, random: Random, place: string): string {
  return text
    .replaceAll(/\{([^{}]*)\}/gu, (_, choices: string) => random.pick(choices.split('|')))
    .replaceAll(/<(\d+)-(\d+)>/gu, (_, from: string, to: string) => String(random.int(Number(from), Number(to))))
    .replaceAll('<p>', place)
}
