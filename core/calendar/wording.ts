import { DAY, HOUR, dayOf, formatDay, parseDay, timeOf, weekdayOf } from './days.ts'
import { isMakeup } from './table.ts'
import type { CalendarTable } from './table.ts'
import { unitWords } from './town-calendar.ts'
import type { LimitUnit } from './town-calendar.ts'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

const two = (n: number) => String(n).padStart(2, '0')

/** `2月14日（周六，调休上班）` of a `YYYY-MM-DD`. */
export function dayWords(table: CalendarTable, date: string): string {
  const day = parseDay(date)
  const swap = isMakeup(table, day) ? '，调休上班' : ''
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日（${weekdays[weekdayOf(day)]}${swap}）`
}

/** `2026年2月14日（周六，调休上班）10:30` of an instant (epoch ms). */
export function instantWords(table: CalendarTable, ms: number): string {
  const date = formatDay(dayOf(ms))
  const minutes = Math.floor(timeOf(ms) / 60_000)
  return `${date.slice(0, 4)}年${dayWords(table, date)}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** `3天`, `3小时20分`, `不足1分钟`. @param ms a duration in milliseconds */
export function durationWords(ms: number): string {
  if (ms >= DAY && ms % DAY === 0) return `${ms / DAY}天`
  const minutes = Math.floor(ms / 60_000)
  const hours = Math.floor(minutes / 60)
  if (minutes === 0) return '不足1分钟'
  if (hours === 0) return `${minutes}分钟`
  return minutes % 60 === 0 ? `${hours}小时` : `${hours}小时${minutes % 60}分`
}

/** `1.5个工作日`; an hour unit is given to the minute: `1小时20分（工作时）`. @param ms counted milliseconds */
export function amountWords(unit: LimitUnit, ms: number, unitMs: number): string {
  const n = ms / unitMs
  if (Number.isInteger(n)) return `${n}个${unitWords[unit]}`
  if (unitMs === HOUR) return `${durationWords(ms)}（${unitWords[unit]}）`
  // Cut, not rounded: "尚余1.0" must not appear a minute before 0.9 does.
  return `${Math.floor(n * 10) / 10}个${unitWords[unit]}`
}
