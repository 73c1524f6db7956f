/** 审批服务: matters and one-things, service cases from a question to a rating. Pure; the same on server, desk and handset. */
export * from './matter.ts'
export * from './matter-rules.ts'
export * from './ways.ts'
export * from './one-thing.ts'
export * from './one-thing-plan.ts'
export * from './one-thing-rules.ts'
export { serviceFaults } from './faults.ts'
export { readMatter } from './matter-endpoints.ts'
