/** 综合执法: powers, penalty cases, the law's gates and sums. Pure; the same on server, desk and handset. */
export * from './power.ts'
export * from './penalty.ts'
export { HearingThreshold, PartyKind, PenaltyKind, defaultThresholds, hearingReason, penaltyKinds } from './hearing-threshold.ts'
export { centsOf, daysLate, lateFine, yuanText } from './money.ts'
export { isPastLimitation, lastDayToFile } from './limitation.ts'
export { enforcementFaults } from './faults.ts'
export { enforcementGuards } from './guards.ts'
export { penaltyProcess } from './processes/penalty.ts'
