import type { MatterLimit, MatterVersion, MeetingClass, Way } from './matter.ts'

// Types only: the residents' page reads this file and carries no zod.

export const wayTitles: Readonly<Record<Way, string>> = { 'at-once': '马上办', online: '网上办', nearby: '就近办', 'one-visit': '一次办' }

export const meetingTitles: Readonly<Record<MeetingClass, string>> = { 'no-meeting': '不见面', 'one-visit': '最多跑一次', more: '多次到场' }

type Facts = Pick<MatterVersion, 'handling' | 'channels' | 'level' | 'visits'>

const remote = ['online', 'phone', 'kiosk', 'post', 'agent'] as const

/** The ways a matter can be done; none, one or all four. */
export function waysOf(matter: Facts): Way[] {
  const ways: Way[] = []
  if (matter.handling === 'instant') ways.push('at-once')
  if (matter.channels.includes('online') || matter.channels.includes('phone')) ways.push('online')
  if (matter.level === 'village' || matter.channels.includes('village')) ways.push('nearby')
  if (matter.visits <= 1) ways.push('one-visit')
  return ways
}

/** 不见面: nobody comes, and there is a way to apply without coming. 最多跑一次: the rest of those with at most one visit. */
export function meetingClass(matter: Facts): MeetingClass {
  if (matter.visits === 0 && matter.channels.some((channel) => (remote as readonly string[]).includes(channel))) return 'no-meeting'
  return matter.visits <= 1 ? 'one-visit' : 'more'
}

/** A limit in working days: seven calendar days hold five. */
export const workingDays = ({ n, unit }: MatterLimit): number => (unit === 'working-day' ? n : (n * 5) / 7)

/** 承诺压缩率 = 1 − Σ承诺 ÷ Σ法定 (rules.md §5.2); undefined when no statutory limit is more than nothing. */
export function compressionRate(matters: readonly Pick<MatterVersion, 'promised' | 'statutory'>[]): number | undefined {
  const sum = (which: 'promised' | 'statutory') => matters.reduce((total, matter) => total + workingDays(matter[which]), 0)
  const statutory = sum('statutory')
  return statutory === 0 ? undefined : 1 - sum('promised') / statutory
}
