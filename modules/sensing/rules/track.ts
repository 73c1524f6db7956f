import {
  type CompiledRule,
  type Episode,
  type Sample,
  type Snapshot,
  type Tell,
  copySnapshot,
  emptySnapshot,
  episodeOf,
  pass,
  step,
} from './fold.ts'

/** Readings that arrive within a minute of newer ones are put where they belong; later ones are kept but judge nothing. */
export const orderMs = 60_000
const recentMost = 200

/** One device under its rules. */
export interface Track {
  /** Everything older than `orderMs`: never judged again. */
  base: Snapshot
  /** The readings since, in order of their own clock. */
  recent: Sample[]
  /** Base and recent together. */
  current: Snapshot
  /** Ended since the base. */
  ended: Episode[]
  /** How far the clock has been applied. */
  passedAt: number
}

/** What changed for the outside: an episode as it is now; `was` where its onset moved; `gone` where it turned out not to be one. */
export interface Change {
  readonly episode: Episode
  readonly was?: number
  readonly gone?: boolean
}

export const newTrack = (from: Snapshot = emptySnapshot()): Track => ({
  base: from,
  recent: [],
  current: copySnapshot(from),
  ended: [],
  passedAt: -Infinity,
})

const after = (a: Sample, b: { at: number; seq: number }): boolean => a.at > b.at || (a.at === b.at && a.seq > b.seq)
const quiet: Tell = () => undefined

/** Episodes that may still change: ended since the base, and open ones. */
export function episodesOf(track: Track): Episode[] {
  const open = Object.entries(track.current.rules).filter(([, state]) => state.open)
  return [...track.ended, ...open.map(([id, state]) => episodeOf(id, state))]
}

const same = (a: Episode, b: Episode): boolean => a.end === b.end && a.peak === b.peak && a.readings === b.readings
const overlap = (a: Episode, b: Episode): boolean =>
  a.ruleId === b.ruleId && a.onset <= (b.end ?? Infinity) && b.onset <= (a.end ?? Infinity)

/** The difference of two lists of episodes, for a reading that came out of order. */
function compare(before: readonly Episode[], now: readonly Episode[]): Change[] {
  const changes: Change[] = []
  const used = new Set<Episode>()
  for (const episode of now) {
    const old =
      before.find((one) => one.ruleId === episode.ruleId && one.onset === episode.onset) ??
      before.find(
        (one) => !used.has(one) && overlap(one, episode) && !now.some((other) => other.ruleId === one.ruleId && other.onset === one.onset),
      )
    if (old) used.add(old)
    if (!old) changes.push({ episode })
    else if (old.onset !== episode.onset) changes.push({ episode, was: old.onset })
    else if (!same(old, episode)) changes.push({ episode })
  }
  for (const old of before) if (!used.has(old)) changes.push({ episode: { ...old, end: old.end ?? old.onset }, gone: true })
  return changes
}

/** Moves what is older than the window into the base. */
function settle(track: Track, rules: readonly CompiledRule[]): void {
  const { recent } = track
  const line = track.current.at - orderMs
  while (recent.length > 0 && (recent[0]!.at < line || recent.length > recentMost)) {
    step(rules, track.base, recent.shift()!, (what, episode) => {
      if (what === 'ended') track.ended = track.ended.filter((one) => one.ruleId !== episode.ruleId || one.onset !== episode.onset)
    })
  }
}

/**
 * Takes a reading, in whatever order it arrives.
 * @returns undefined for one too late to be judged, an empty list where nothing changed
 */
export function take(track: Track, rules: readonly CompiledRule[], sample: Sample): Change[] | undefined {
  if (track.recent.length === 0 ? !after(sample, track.base) : sample.at < track.recent[0]!.at && !after(sample, track.base))
    return undefined
  if (after(sample, track.current)) {
    const changes: Change[] = []
    track.recent.push(sample)
    step(rules, track.current, sample, (what, episode) => {
      if (what === 'ended') track.ended.push(episode)
      changes.push({ episode })
    })
    settle(track, rules)
    return changes
  }
  const place = track.recent.findIndex((one) => !after(sample, one))
  const there = track.recent[place]
  if (there && there.at === sample.at && there.seq === sample.seq) return []
  const before = episodesOf(track)
  track.recent.splice(place, 0, sample)
  track.current = copySnapshot(track.base)
  track.ended = []
  for (const one of track.recent) step(rules, track.current, one, (what, episode) => void (what === 'ended' && track.ended.push(episode)))
  pass(rules, track.current, track.passedAt, quiet)
  return compare(before, episodesOf(track))
}

/** Lets time pass: what nobody contradicted for long enough becomes an episode. */
export function wait(track: Track, rules: readonly CompiledRule[], now: number): Change[] {
  const changes: Change[] = []
  track.passedAt = Math.max(track.passedAt, now)
  pass(rules, track.current, now, (_what, episode) => changes.push({ episode }))
  return changes
}
