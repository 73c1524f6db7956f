/**
 * The working calendar (工作日历): which days and hours count, when a limit runs out, and why. Pure; the same code
 * runs on the server, at the desk and on the handset.
 */
export { calendarFaults } from './fault.ts'
export { DAY, HOUR, dateOf, formatDay, parseDay } from './days.ts'
export { CalendarYear, Holiday, Limit, LimitUnit, OfficeHours, TownCalendar, limitText, unitWords } from './town-calendar.ts'
export { Pause, Span } from './span.ts'
export { defaultCalendar, stateCouncilCalendar } from './state-council.ts'
export { addDays, addDaysRoll, addWorkdays, countWorkdays, endOfDay, endOfOffice, isOfficeOpen, isWorkday } from './workdays.ts'
export { addLimit, elapsed, findDue, remaining } from './limit.ts'
export { findExtendedDue } from './leg.ts'
export { explainWhole, findWholeDue } from './whole-days.ts'
export { Explanation, Skipped, explain } from './explain.ts'
