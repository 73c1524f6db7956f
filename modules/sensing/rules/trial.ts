import { type CompiledRule, type Episode, type Sample, emptySnapshot, episodeOf, pass, step } from './fold.ts'

/** Every episode a rule would have seen in readings in order; one still open has no end. */
export function episodesIn(rule: CompiledRule, samples: readonly Sample[], until: number): Episode[] {
  const snapshot = emptySnapshot()
  const ended: Episode[] = []
  for (const sample of samples) step([rule], snapshot, sample, (what, episode) => void (what === 'ended' && ended.push(episode)))
  pass([rule], snapshot, until, () => undefined)
  const state = snapshot.rules[rule.id]
  return state?.open ? [...ended, episodeOf(rule.id, state)] : ended
}

/** How many alarms a person would have had: episodes within the window of the last end are one. */
export function mergeEpisodes(episodes: readonly Episode[], mergeMinutes: number): Episode[] {
  const alarms: Episode[] = []
  let end: number | undefined = -Infinity
  for (const episode of episodes) {
    if (end !== undefined && episode.onset - end > mergeMinutes * 60_000) alarms.push(episode)
    end = episode.end
  }
  return alarms
}
