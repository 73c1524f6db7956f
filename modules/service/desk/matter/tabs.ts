import type { MatterCounts, MatterFilter } from '../../matter-endpoints.ts'
import { meetingTitles, wayTitles } from '../../ways.ts'

interface CatalogueTab {
  readonly key: string
  readonly title: string
  readonly count: (counts: MatterCounts) => number
  readonly filter: Partial<MatterFilter>
}

/** The tabs of the catalogue: what each counts is what it lists. */
export const catalogueTabs: readonly CatalogueTab[] = [
  { key: 'all', title: '全部', count: ({ total }) => total, filter: {} },
  ...(['no-meeting', 'one-visit'] as const).map((meeting) => ({
    key: meeting,
    title: meetingTitles[meeting],
    count: (counts: MatterCounts) => counts.meeting[meeting] ?? 0,
    filter: { meeting },
  })),
  { key: 'more', title: meetingTitles.more, count: ({ meeting }) => meeting.more ?? 0, filter: { meeting: 'more' } },
  ...(['at-once', 'online', 'nearby', 'one-visit'] as const).map((way) => ({
    key: `way-${way}`,
    title: wayTitles[way],
    count: (counts: MatterCounts) => counts.ways[way] ?? 0,
    filter: { way },
  })),
  { key: 'agency', title: '可帮代办', count: ({ agency }) => agency, filter: { agency: 'yes' } },
  { key: 'village', title: '村（社区）级', count: ({ village }) => village, filter: { level: 'village' } },
  { key: 'planned', title: '待启用', count: ({ planned }) => planned, filter: { state: 'planned' } },
  { key: 'stopped', title: '已停用', count: ({ stopped }) => stopped, filter: { state: 'stopped' } },
]

export const tabOf = (key: string | undefined): string => (catalogueTabs.some((tab) => tab.key === key) ? key! : 'all')
export const filterOfTab = (key: string): Partial<MatterFilter> => catalogueTabs.find((tab) => tab.key === key)?.filter ?? {}
