import type { ActionDefinition, Process } from '../../process.ts'
import { targetsOf } from '../../process.ts'

/** Actions that may be done in a step; those for every step are listed once, apart. */
export const actionsFrom = (process: Process, step: string): ActionDefinition[] =>
  process.actions.filter(({ from }) => from.includes(step) && !from.includes('*'))

/** Actions behind one line of the diagram. */
export const actionsBetween = (process: Process, from: string, to: string): ActionDefinition[] =>
  actionsFrom(process, from).filter((action) => targetsOf(action).includes(to))

/** Actions that may be done anywhere. */
export const actionsEverywhere = (process: Process): ActionDefinition[] => process.actions.filter(({ from }) => from.includes('*'))
