import type { MatterVersion } from './matter.ts'

/** 四办 (rules.md §5.3): how a matter can be done, computed from its facts and never typed. */
export type Way = 'at-once' | 'online' | 'nearby' | 'one-visit'
export const wayTitles: Readonly<Record<Way, string>> = { 'at-once': '马上办', online: '网上办', nearby: '就近办', 'one-visit': '一次办' }

type Facts = Pick<MatterVersion, 'handling' | 'channels' | 'level' | 'visits'>

const remote = ['online', 'phone', 'kiosk', 'post', 'agent'] as const

export function waysOf(matter: Facts): Way[] {
  const ways: Way[] = []
  if (matter.handling === 'instant') ways.push('at-once')
  if (matter.channels.includes('online') || matter.channels.includes('phone')) ways.push('online')
  if (matter.level === 'village' || matter.channels.includes('village')) ways.push('nearby')
  if (matter.visits <= 1) ways.push('one-visit')
  return ways
}

/** 不见面: nobody comes, and there is a way to apply without coming. 最多跑一次: the rest of those with at most one visit. */
export function meetingClass(matter: Facts): 'no-meeting' | 'one-visit' | 'more' {
  if (matter.visits === 0 && matter.channels.some((channel) => (remote as readonly string[]).includes(channel))) return 'no-meeting'
  return matter.visits <= 1 ? 'one-visit' : 'more'
}
