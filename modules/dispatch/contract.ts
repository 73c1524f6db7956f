/** 指挥调度: the map, the seat, duty and plans, the wall. */
export { dispatchFaults } from './faults.ts'
export * from './screen-endpoints.ts'
export * from './screen-record.ts'
