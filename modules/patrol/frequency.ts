import { z } from 'zod'
import { addDays } from '#core/calendar/contract.ts'

/** How often something wants a visit: so many times in so long. */
export const Frequency = z.object({
  times: z.int().min(1, '次数至少 1 次').max(20, '次数最多 20 次'),
  per: z.enum(['day', 'week', 'month', 'quarter', 'half-year', 'year'], { error: '请选择周期' }),
})
export type Frequency = z.infer<typeof Frequency>

const days: Readonly<Record<Frequency['per'], number>> = { day: 1, week: 7, month: 30, quarter: 91, 'half-year': 182, year: 365 }
export const perWords: Readonly<Record<Frequency['per'], string>> = {
  day: '天',
  week: '周',
  month: '月',
  quarter: '季度',
  'half-year': '半年',
  year: '年',
}

/** `每周 2 次`. */
export const frequencyWords = ({ times, per }: Frequency): string => `每${perWords[per]} ${times} 次`

/**
 * The last day on which the next visit still keeps the frequency: the span divided by the times, whole days, at least one.
 * @param last the day of the last visit, or the day the object was registered
 */
export function nextDue({ times, per }: Frequency, last: string): string {
  return addDays(last, Math.max(1, Math.floor(days[per] / times)))
}

/**
 * Defaults of rules.md §2.6, all changeable: key places twice a week (found: 76hw.com, runho.cn), ordinary households once in half a year, key
 * persons once a month [own], 示例.
 */
export const defaultFrequencies = {
  'key-place': { times: 2, per: 'week' },
  household: { times: 1, per: 'half-year' },
  'key-person': { times: 1, per: 'month' },
  facility: { times: 1, per: 'month' },
} as const satisfies Record<string, Frequency>
