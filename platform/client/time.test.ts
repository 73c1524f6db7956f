import { describe, expect, it } from 'vitest'
import { dayText, exactText, sinceText, spanText, whenText } from './time.ts'

const now = Date.parse('2026-11-22T00:10:00+08:00')

describe('times in Asia/Shanghai, whatever zone the machine is in', () => {
  it('is relative within a day, else a date and the hour', () => {
    expect(sinceText(now - 20_000, now)).toBe('刚刚')
    expect(sinceText(now - 8 * 60_000, now)).toBe('8 分钟前')
    expect(sinceText(now - 3 * 3_600_000, now)).toBe('3 小时前')
    expect(sinceText(now - 30 * 3_600_000, now)).toBe('11月20日 18:10')
  })

  it('turns the day at midnight in China', () => {
    expect(dayText(now)).toBe('2026-11-22')
    expect(dayText(now - 11 * 60_000)).toBe('2026-11-21')
    expect(whenText(now - 11 * 60_000, now)).toBe('昨天 23:59')
    expect(whenText(Date.parse('2025-12-31T23:00:00+08:00'), now)).toBe('2025年12月31日 23:00')
  })

  it('shows the exact moment on hover', () => {
    expect(exactText(now)).toBe('2026/11/22 00:10:00')
  })

  it('says spans in at most two units', () => {
    expect([30_000, 8 * 60_000, 135 * 60_000, 76 * 3_600_000, 12 * 86_400_000].map(spanText)).toEqual([
      '不到1分钟',
      '8分钟',
      '2小时15分',
      '3天4小时',
      '12天',
    ])
  })
})
