import { z } from 'zod'
import { Explanation, Limit } from '#core/calendar/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { Field } from './process.ts'
import { CaseFile } from './form.ts'

/** Instants on the wire: ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true })

/** A date the database gave, as text on the wire. */
export const When = z.union([z.date().transform((d) => d.toISOString()), Instant])

/** Somebody or some unit, with the name to show. */
export const Named = z.object({ id: z.string(), name: z.string() })
export type Named = z.infer<typeof Named>

/** Who has it now: a unit, a person of it, or a role's queue. */
export const HolderView = z.object({
  unit: Named.optional(),
  person: Named.optional(),
  role: z.object({ key: z.string(), title: z.string() }).optional(),
})
export type HolderView = z.infer<typeof HolderView>

/** One running or stopped clock, ready to draw. */
export const ClockView = z.object({
  key: z.string(),
  title: z.string(),
  limit: Limit,
  startedAt: z.int(),
  dueAt: z.int().optional(),
  stoppedAt: z.int().optional(),
  pausedSince: z.int().optional(),
  extended: z.boolean(),
  late: z.boolean(),
})
export type ClockView = z.infer<typeof ClockView>

/** A line in any list of cases. */
export const CaseCard = z.object({
  id: Id,
  number: z.string(),
  process: z.string(),
  title: z.string(),
  step: z.string(),
  stepTitle: z.string(),
  urgency: z.int(),
  areaCode: z.string(),
  areaName: z.string(),
  holder: HolderView,
  dueAt: z.int().optional(),
  dueClock: z.string().optional(),
  /** When the clock due first began, so that a bar can be drawn. */
  dueFrom: z.int().optional(),
  /** No running clock is due because one is paused. */
  paused: z.boolean(),
  openedAt: When,
  since: When,
  closedAt: When.optional(),
  result: z.string().optional(),
  resultTitle: z.string().optional(),
  seq: z.int(),
})
export type CaseCard = z.infer<typeof CaseCard>

/** A button: what may be done next, its form, or why not just now. */
export const AllowedView = z.object({
  key: z.string(),
  title: z.string(),
  tone: z.enum(['primary', 'plain', 'danger', 'quiet']),
  form: z.array(Field),
  blocked: z.string().optional(),
})
export type AllowedView = z.infer<typeof AllowedView>

export const TaskView = z.object({
  id: z.string(),
  unit: Named,
  lead: z.boolean(),
  state: z.enum(['open', 'answered', 'excused', 'dropped']),
  openedAt: z.int(),
  closedAt: z.int().optional(),
  words: z.string().optional(),
})
export type TaskView = z.infer<typeof TaskView>

export const LinkView = z.object({
  kind: z.string(),
  /** `to`: this case points at the other. */ direction: z.enum(['to', 'from']),
  case: z.object({ id: Id, number: z.string(), title: z.string(), stepTitle: z.string(), openedAt: When }),
  at: When,
})
export type LinkView = z.infer<typeof LinkView>

/** Everything the case page needs beside the module's own part. */
export const CaseDetail = z.object({
  card: CaseCard,
  processTitle: z.string(),
  version: z.int(),
  data: z.record(z.string(), z.unknown()),
  clocks: z.array(ClockView),
  tasks: z.array(TaskView),
  links: z.array(LinkView),
  allowed: z.array(AllowedView),
  /** The photos of this case that another case already used. */
  reusedFiles: z.array(z.object({ sha256: z.string(), caseId: Id, number: z.string() })),
})
export type CaseDetail = z.infer<typeof CaseDetail>

/** One answer of an act, with the question and readable words. */
export const AnswerView = z.object({ key: z.string(), title: z.string(), kind: z.string(), value: z.unknown(), text: z.string() })

/** A line of the timeline. */
export const TimelineAct = z.object({
  seq: z.int(),
  action: z.string(),
  title: z.string(),
  at: When,
  /** Set when it arrived noticeably later than it was done (offline handset). */
  receivedAt: When.optional(),
  person: z.string(),
  post: z.string(),
  unit: z.string(),
  terminal: z.string(),
  from: z.string(),
  to: z.string(),
  returns: z.boolean(),
  answers: z.array(AnswerView),
  files: z.array(CaseFile.extend({ field: z.string() })),
  hash: z.string(),
})
export type TimelineAct = z.infer<typeof TimelineAct>

export const TimelineAlarm = z.object({
  clock: z.string(),
  title: z.string(),
  at: When,
  dueAt: When,
  overdue: z.boolean(),
  roles: z.array(z.string()),
})
export type TimelineAlarm = z.infer<typeof TimelineAlarm>

export const Timeline = z.object({ acts: z.array(TimelineAct), alarms: z.array(TimelineAlarm) })
export type Timeline = z.infer<typeof Timeline>

export const ClockExplained = ClockView.extend({ explanation: Explanation.optional() })
export type ClockExplained = z.infer<typeof ClockExplained>

/** A process drawn: boxes and lines with their places, laid out on the server. */
export const ProcessDiagram = z.object({
  key: z.string(),
  version: z.int(),
  title: z.string(),
  width: z.number(),
  height: z.number(),
  nodes: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      holder: z.string(),
      clock: z.string(),
      kind: z.enum(['start', 'step', 'side', 'end']),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
  edges: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      title: z.string(),
      returns: z.boolean(),
      points: z.array(z.tuple([z.number(), z.number()])),
      label: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
    }),
  ),
})
export type ProcessDiagram = z.infer<typeof ProcessDiagram>
