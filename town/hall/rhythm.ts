/** How the hall's day goes (示例): share of a domain's hour by minute of the day. Two tides: half past nine and half past two. */
const tides = [
  { at: 9 * 60 + 45, width: 50, height: 1 },
  { at: 14 * 60 + 40, width: 55, height: 0.85 },
] as const

/** How busy a quarter of an hour is, about 0.25 to 1. */
export const busyAt = (minute: number): number =>
  0.25 + 0.75 * Math.min(1, Math.max(...tides.map(({ at, width, height }) => height * Math.exp(-(((minute + 7 - at) / width) ** 2)))))

/** Mondays are fullest. Index 0 is Sunday. */
export const weekdayFactor = [0, 1.25, 1.05, 0.95, 0.95, 1.1, 0] as const

/** People an hour at the top of the tide, and minutes of one service, for each domain of the demo hall (示例). */
export const demand = [
  { domain: 'general', perHour: 10, minutes: 9 },
  { domain: 'social', perHour: 11, minutes: 8 },
  { domain: 'civil', perHour: 4, minutes: 11 },
  { domain: 'enterprise', perHour: 4, minutes: 14 },
  { domain: 'issue', perHour: 6, minutes: 4 },
  { domain: 'police', perHour: 5, minutes: 12 },
] as const

/** Quarters of office hours, in minutes since midnight. */
export function quartersOf(officeHours: readonly (readonly [string, string])[]): number[] {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  return officeHours.flatMap(([from, to]) =>
    Array.from({ length: Math.ceil((minutes(to) - minutes(from)) / 15) }, (_, i) => minutes(from) + i * 15),
  )
}
