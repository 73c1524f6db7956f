import { describe, expect, test } from 'vitest'
import { forecastOf, reasonOf, waitText } from './forecast.ts'

const evidence = { history: [28, 32, 30], lastHalfHour: 10, minutes: 9, usualMinutes: 12, open: 5 }

describe('the coming hour', () => {
  test('rests on the same hour of the same weekday, and on services counted', () => {
    const forecast = forecastOf(evidence)
    expect(forecast).toMatchObject({ arrivals: 30, usualArrivals: 30, presentArrivals: 20, days: 3, counted: true })
    expect(forecast.served).toBeCloseTo(6.6667, 3)
    // The vector of rules.md §5.7.
    expect(forecast.wait).toBeCloseTo(13.72, 1)
    expect(forecast.byWindows.map(({ windows }) => windows)).toEqual([3, 4, 5, 6, 7, 8])
    expect(forecast.byWindows[1]!.wait).toBe(Infinity)
    expect(forecast.byWindows[3]!.wait).toBeCloseTo(2.53, 1)
  })
  test('believes a surge at once, a quiet half hour not', () => {
    expect(forecastOf({ ...evidence, lastHalfHour: 24 }).arrivals).toBe(48)
    expect(forecastOf({ ...evidence, lastHalfHour: 0 }).arrivals).toBe(30)
  })
  test('says so when there is nothing to look back on', () => {
    const forecast = forecastOf({ ...evidence, history: [], minutes: undefined })
    expect(forecast).toMatchObject({ usualArrivals: undefined, arrivals: 20, minutes: 12, counted: false })
    expect(reasonOf(forecast, '周一')).toContain('没有同期数据')
    expect(reasonOf(forecast, '周一')).toContain('示例值')
  })
  test('no window open: no end of waiting', () => {
    const forecast = forecastOf({ ...evidence, open: 0 })
    expect(forecast.wait).toBe(Infinity)
    expect(forecast.byWindows[0]).toMatchObject({ windows: 1, wait: Infinity })
    expect(waitText(forecast.wait)).toBe('越排越长')
  })
})

test('the reason holds every figure it was counted from', () => {
  expect(reasonOf(forecastOf(evidence), '周一')).toBe(
    '按每小时到 30 人（近 3 个周一同一小时平均到 30 人；近半小时折合每小时 20 人，取大）、每窗每小时办 6.7 人（平均 9 分钟一件，近四周实际），用排队公式 Erlang-C 计算',
  )
})
