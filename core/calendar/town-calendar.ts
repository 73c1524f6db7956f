import { z } from 'zod'
import { formatDay, parseTime } from './days.ts'

const realDate = (text: string) => {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && formatDay(ms / 86_400_000) === text
}
const CalendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日期应为“2026-05-01”这样的格式' })
  .refine(realDate, { error: '没有这一天' })

/** One holiday, both ends included, as the State Council notice lists it (days moved next to it count in). */
export const Holiday = z
  .object({ name: z.string().min(1, { error: '请填写节日名称' }), from: CalendarDate, to: CalendarDate })
  .refine((h) => h.from <= h.to, { error: '放假结束日期早于开始日期', path: ['to'] })
export type Holiday = z.infer<typeof Holiday>

export const CalendarYear = z.object({
  holidays: z.array(Holiday),
  /** 调休上班的周末。 */
  makeup: z.array(CalendarDate),
  source: z.string(),
  /** True for a year worked out before the notice is out: results are marked 暂定 (rules.md §8.8). */
  provisional: z.boolean().optional(),
})
export type CalendarYear = z.infer<typeof CalendarYear>

const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: '时间应为“08:30”这样的格式' })

/** Office windows of one workday, in order, not touching each other. */
export const OfficeHours = z
  .array(z.tuple([ClockTime, ClockTime]))
  .min(1, { error: '请至少填写一段办公时间' })
  .refine((windows) => windows.every(([a, b]) => parseTime(a) < parseTime(b)), { error: '办公时间的结束应晚于开始' })
  .refine((windows) => windows.every(([a], i) => i === 0 || windows[i - 1]![1] < a), { error: '各段办公时间应按先后排列且不重叠' })

/**
 * A town's working calendar. It is configuration: versioned, replaced as a whole and never changed in place, since
 * the compiled tables are remembered by object identity.
 */
export const TownCalendar = z
  .object({
    version: z.string(),
    years: z.record(z.string().regex(/^\d{4}$/, { error: '年份应为四位数字' }), CalendarYear),
    officeHours: OfficeHours,
  })
  .superRefine((calendar, context) => {
    for (const [year, { holidays, makeup }] of Object.entries(calendar.years)) {
      const strays = [...holidays.flatMap((h) => [h.from, h.to]), ...makeup].filter((date) => !date.startsWith(year))
      if (strays.length > 0) {
        const message = `${strays.join('、')}不属于${year}年，跨年的假期请分到两年填写`
        context.addIssue({ code: 'custom', path: ['years', year], message })
      }
    }
  })
export type TownCalendar = z.infer<typeof TownCalendar>

/**
 * The four units of rules.md §1.7 (GB/T 30428.8 words): 工作时 inside office hours; 工作日 the same clock time on a
 * later workday; 紧急工作时 runs day and night; 紧急工作日 = 自然日, 24 hours each.
 */
export const LimitUnit = z.enum(['working-hour', 'working-day', 'clock-hour', 'calendar-day'])
export type LimitUnit = z.infer<typeof LimitUnit>

export const unitWords: Readonly<Record<LimitUnit, string>> = {
  'working-hour': '工作时',
  'working-day': '工作日',
  'clock-hour': '紧急工作时',
  'calendar-day': '自然日',
}

/** A time limit, e.g. 4 工作时. Fractions are allowed: 0.5 工作时 is thirty minutes. */
export const Limit = z.object({ n: z.number().min(0, { error: '时限不能小于 0' }), unit: LimitUnit })
export type Limit = z.infer<typeof Limit>

/** `2个工作时`, `15个自然日`; parts of an hour in minutes: `30分钟（紧急工作时）`. */
export function limitText({ n, unit }: Limit): string {
  if (Number.isInteger(n)) return `${n}个${unitWords[unit]}`
  const hours = unit === 'clock-hour' || unit === 'working-hour'
  if (!hours) return `${n}个${unitWords[unit]}`
  const minutes = Math.round(n * 60)
  const text = minutes < 60 ? `${minutes}分钟` : `${Math.floor(minutes / 60)}小时${minutes % 60}分`
  return `${text}（${unitWords[unit]}）`
}
