import type { CalendarYear, TownCalendar } from './town-calendar.ts'

// Days as published by the General Office of the State Council (rules.md §8.8). One entry per year and nothing else
// to change when the next notice comes out.

/** 国办发明电〔2024〕12号. */
const year2025: CalendarYear = {
  source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  holidays: [
    { name: '元旦', from: '2025-01-01', to: '2025-01-01' },
    { name: '春节', from: '2025-01-28', to: '2025-02-04' },
    { name: '清明节', from: '2025-04-04', to: '2025-04-06' },
    { name: '劳动节', from: '2025-05-01', to: '2025-05-05' },
    { name: '端午节', from: '2025-05-31', to: '2025-06-02' },
    { name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08' },
  ],
  makeup: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
}

/** Notice of 2025-11-04. */
const year2026: CalendarYear = {
  source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
  holidays: [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
  ],
  makeup: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}

/**
 * 2027 before its notice: only the 13 days fixed by 全国年节及纪念日放假办法 (2024 revision), no days moved, marked
 * provisional. Without it every limit that reaches past New Year would be refused. Lunar dates are own knowledge
 * (春节 2-06, 端午 6-09, 中秋 9-15); replace the whole entry when the notice is out.
 */
const year2027: CalendarYear = {
  source: '按《全国年节及纪念日放假办法》推算，暂定；国务院办公厅通知公布后替换（示例）',
  provisional: true,
  holidays: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-01' },
    { name: '春节', from: '2027-02-05', to: '2027-02-08' },
    { name: '清明节', from: '2027-04-05', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-02' },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-03' },
  ],
  makeup: [],
}

/** 示例 office hours (rules.md §8.8 [proposal]); a setting of the town. */
const officeHours: TownCalendar['officeHours'] = [
  ['08:30', '11:30'],
  ['13:30', '17:30'],
]

/** Published years only: what lies beyond 2026 is refused with `calendar.year-missing`. */
export const stateCouncilCalendar: TownCalendar = { version: '2026', years: { '2025': year2025, '2026': year2026 }, officeHours }

/** What a new town starts with: the published years and a provisional 2027. */
export const defaultCalendar: TownCalendar = {
  version: '2026+2027暂定',
  years: { '2025': year2025, '2026': year2026, '2027': year2027 },
  officeHours,
}
