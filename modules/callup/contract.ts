/** 吹哨报到: whistles, arrivals within 200 m, ratings both ways, the rates of rules.md §3.2. */
export * from './endpoints.ts'
export { callupFaults } from './faults.ts'
export { ARRIVAL_METRES, Ratings, callupGuards } from './guards.ts'
export { whistleKinds, whistleProcess } from './processes/whistle.ts'
export { type Band, arrivalRate, bandOf, bandWords, reblownRate, silencedRate } from './rates.ts'
