/** 巡查走访: positions and tracks, vehicles, objects and checklists, plans, rounds, visits, response rules. */
export * from './position.ts'
export * from './position-endpoints.ts'
export * from './vehicle.ts'
export { patrolFaults } from './faults.ts'
export { type TrackPoint, decodeChunk, encodeChunk, mergePoints } from './track/chunk.ts'
export { type CleanTrack, cleanTrack } from './track/clean.ts'
export { gatePoints } from './track/gate.ts'
export { compareKilometres } from './kilometres.ts'
