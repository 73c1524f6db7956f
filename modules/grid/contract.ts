/** 网格与队伍: who covers which grid on which day, substitutes, coverage, bindings from a file, stations. */
export * from './endpoints.ts'
export { type Cover, type CoverState, type Staffing, awayOn, coverOf, coverWords } from './coverage.ts'
export { csvRows, readBindings, restDays } from './binding.ts'
export { gridFaults } from './faults.ts'
