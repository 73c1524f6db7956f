import { z } from 'zod'

/** Grades of an incident, as its process calls them. */
export const Grade = z.enum(['I', 'II', 'III', 'IV'], { error: '请选择等级' })
export type Grade = z.infer<typeof Grade>

/** 待复核 / 误报 / 属实不立案 / 成案 (features.md 6.1). */
export const AlarmState = z.enum(['pending', 'false', 'noted', 'case'])
export type AlarmState = z.infer<typeof AlarmState>
export const alarmStateTitles: Readonly<Record<AlarmState, string>> = {
  pending: '待复核',
  false: '误报',
  noted: '属实不立案',
  case: '成案',
}
