import { describe, expect, test } from 'vitest'
import { appointmentTitles, priorityTitles } from '../contract.ts'
import { bookingStates, clock, dayWords, priorities, standing, turnWords } from './words.ts'

const ticket = {
  id: '00000000-0000-7000-8000-000000000000',
  number: 'A012',
  domainTitle: '综合事务',
  state: 'waiting' as const,
  takenAt: '2026-11-23T01:00:00.000Z',
  first: false,
  calls: 0,
  misses: 0,
  hall: '大厅',
  demo: true,
}

describe('what a number says', () => {
  test('waiting: how many and about how long', () => {
    expect(standing({ ...ticket, ahead: 3, minutes: 12 })).toEqual({
      title: '前面还有 3 人',
      words: '大约 12 分钟，按现在的窗口估算，以叫号为准。',
    })
    expect(standing({ ...ticket, ahead: 0, minutes: 0 }).title).toBe('下一个就是您')
  })
  test('called: where to go', () => {
    expect(standing({ ...ticket, state: 'called', calls: 2, counter: { number: 3, title: '综合窗口' } })).toEqual({
      title: '请到 3 号窗口',
      words: '综合窗口，已叫 2 次',
    })
  })
  test('missed: nothing is lost', () => {
    expect(standing({ ...ticket, state: 'missed', ahead: 3 }).words).toContain('不用重新取号')
  })
  test('no window promises no time', () => {
    expect(turnWords(undefined)).toContain('还没有开放')
  })
})

test('the page’s own words are those of the contract', () => {
  for (const { key, title } of priorities) expect(title).toBe(priorityTitles[key])
  expect(Object.keys(bookingStates)).toEqual(Object.keys(appointmentTitles))
})

test('days and hours as people say them', () => {
  expect(dayWords('2026-11-23')).toBe('11月23日 周一')
  expect(clock(570)).toBe('09:30')
})
