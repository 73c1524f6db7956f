import { type TownCalendar, addDays, isWorkday } from '#core/calendar/contract.ts'
import type { HallSetting } from './setting.ts'

const minuteMs = 60_000
const shanghai = 8 * 60

/** Minutes since midnight in China. */
export const minuteOfDay = (ms: number): number => (Math.floor(ms / minuteMs) + shanghai) % 1440

/** The moment (epoch ms) a slot of a day begins. */
export const slotBegins = (day: string, minute: number): number => Date.parse(`${day}T00:00:00+08:00`) + minute * minuteMs

/** `09:30` */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** When the slots of a workday begin, in minutes since midnight; none on a day off. A slot must end within office hours. */
export function slotsOf(calendar: TownCalendar, day: string, length: number): number[] {
  if (!isWorkday(calendar, day)) return []
  return calendar.officeHours.flatMap(([from, to]) => {
    const begin = minutesOf(from)
    return Array.from({ length: Math.floor((minutesOf(to) - begin) / length) }, (_, i) => begin + i * length)
  })
}

/** The days a slot may be booked for: workdays among the coming ones, today included. */
export function bookableDays(calendar: TownCalendar, today: string, { booking }: Pick<HallSetting, 'booking'>): string[] {
  if (booking.days === 0) return []
  return Array.from({ length: booking.days + 1 }, (_, i) => addDays(today, i)).filter((day) => isWorkday(calendar, day))
}

export type Arrival = 'early' | 'in-time' | 'late'

/** Whether somebody with an appointment comes in its time: so many minutes before and after it begins, both ends counted. */
export function arrivalOf(day: string, minute: number, tolerance: number, now: number): Arrival {
  const off = now - slotBegins(day, minute)
  if (off < -tolerance * minuteMs) return 'early'
  return off <= tolerance * minuteMs ? 'in-time' : 'late'
}
