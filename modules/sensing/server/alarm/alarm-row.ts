import type { AlarmState } from '../../alarm-words.ts'
import type { Level } from '../../rule.ts'

/** An alarm of one device as the merge sees it. */
export interface AlarmRow {
  id: string
  device_id: string
  rule_id: string
  kind: string
  title: string
  level: Level
  state: AlarmState
  case_closed: boolean
  case_id: string | null
  end_at: Date | null
  peak: number | null
  count: number
  parent_id: string | null
  place: [number, number] | null
  area_code: string
  last_onset: Date
  raised_at: Date
  owner_id: string | null
  upkeep_id: string | null
  quiet: boolean
  rule_title: string
}

/** Who hears of an alarm live: those of its area, its owner and who maintains it. */
export const audienceOf = (alarm: Pick<AlarmRow, 'area_code' | 'owner_id' | 'upkeep_id'>, town: string): string[] => [
  `a:${alarm.area_code || town}`,
  ...[alarm.owner_id, alarm.upkeep_id].filter((id): id is string => id !== null).map((id) => `u:${id}`),
]

export const factOf = (alarm: AlarmRow, sort: 'device' | 'area' = 'device') => ({
  alarmId: alarm.id,
  sort,
  kind: alarm.kind,
  level: alarm.level,
  title: alarm.title,
  areaCode: alarm.area_code,
  ...(sort === 'device' ? { deviceId: alarm.device_id, ruleId: alarm.rule_id } : {}),
  ...(alarm.place ? { place: alarm.place } : {}),
})
