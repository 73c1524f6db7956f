import { incidentProcess } from '../processes/incident.ts'

/** The open steps in the order a case goes through them, side steps after. */
export const incidentSteps: readonly { readonly key: string; readonly title: string }[] = incidentProcess.steps
  .filter((step) => !step.end)
  .map(({ key, title }) => ({ key, title }))
