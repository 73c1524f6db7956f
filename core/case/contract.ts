export { type AllowedAction, type GuardContext, type NamedGuard, type Refusal, allowed, refusal, startsHere } from './allowed.ts'
export { GENESIS, type Sealed, canonicalJson, sealText } from './chain.ts'
export { dueOf, limitOf, moveClocks, nextDue, rungAt } from './clock.ts'
export { ActInput, actOnCase, explainClocks, listProcesses, readCase, readCaseFile, readProcess, readTimeline } from './endpoints.ts'
export { MOST_AT_ONCE, Offer, Prospect, offerActs, previewActs } from './bulk-endpoints.ts'
export { caseActed, clockAlarmed } from './facts.ts'
export { caseFaults, failCase } from './faults.ts'
export { apply, begin, fold, leadsTo } from './fold.ts'
export { CaseFile, Point, formSchema, isAsked } from './form.ts'
export {
  ActionDefinition,
  Assign,
  ClockDefinition,
  Field,
  Guard,
  Process,
  Rung,
  Step,
  Target,
  Who,
  defineProcess,
  findAction,
  findStep,
  targetsOf,
} from './process.ts'
export { Shift, ShiftCase, readShift, readShiftCase } from './shift.ts'
export { type Act, type CaseActor, CaseState, ClockState, Holder, OPEN, Task } from './state.ts'
export { type ProcessFault, validateProcess } from './validate.ts'
export {
  AllowedView,
  AnswerView,
  CaseCard,
  CaseDetail,
  ClockExplained,
  ClockView,
  HolderView,
  Instant,
  LinkView,
  Named,
  ProcessDiagram,
  TaskView,
  Timeline,
  TimelineAct,
  TimelineAlarm,
  When,
} from './views.ts'
export { PackageManifest, readCasePackage, readPackageKey } from './package.ts'
