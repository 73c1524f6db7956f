import { failing, faults } from '#platform/contract/problem.ts'

/** What the calendar refuses to do, with the way out. `extra.year` names the missing year. */
export const calendarFaults = faults({
  'calendar.year-missing': {
    status: 422,
    title: '缺少该年度的工作日历',
    way: '请在“系统管理—工作日历”中载入国务院办公厅公布的该年放假安排后再办理',
  },
  'calendar.date-invalid': { status: 422, title: '日期不正确', way: '请按“2026-05-01”的格式填写真实存在的日期' },
  'calendar.limit-invalid': { status: 422, title: '时限不正确', way: '时限数值应为不小于 0 的数' },
})

export const failCalendar = failing(calendarFaults)

/** Years without a calendar are refused (rules.md §8.8), never guessed silently. */
export function yearMissing(year: number) {
  return failCalendar('calendar.year-missing', { detail: `尚未载入${year}年的工作日历，无法推算时限`, extra: { year } })
}
