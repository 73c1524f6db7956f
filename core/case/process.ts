import { z } from 'zod'
import { Limit } from '#core/calendar/contract.ts'

const Key = z.string().regex(/^[a-z][a-z0-9-]*$/, '键只能用小写字母、数字和短横线')

/** One question on an action's form. `keep` copies the answer into the case's data, under `keep` or the field's key. */
export const Field = z.strictObject({
  key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/, '字段键只能用字母和数字'),
  title: z.string(),
  kind: z.enum([
    'text',
    'long-text',
    'choice',
    'choices',
    'yes-no',
    'number',
    'date',
    'datetime',
    'limit',
    'unit',
    'units',
    'person',
    'files',
    'place',
    'case',
    'class',
    'json',
  ]),
  required: z.boolean().optional(),
  options: z.array(z.strictObject({ value: z.string(), title: z.string() })).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  help: z.string().optional(),
  keep: z.boolean().optional(),
  /** Not asked: the server fills it before the act is written (limits from the class, the grid from the place). */
  derived: z.boolean().optional(),
  /** Not asked either: what a handset adds by itself (accuracy, a doubtful position); shown in the timeline. */
  handset: z.boolean().optional(),
  /** Only asked when another field of the form has one of these values. */
  when: z.strictObject({ field: z.string(), in: z.array(z.union([z.string(), z.boolean()])) }).optional(),
})
export type Field = z.infer<typeof Field>

/** Who may act: all stated parts must hold; an action lists alternatives. */
export const Who = z.strictObject({
  roles: z.array(z.string()).optional(),
  /**
   * `unit`: my unit (or one below it) holds the case; `person`: I hold it; `task`: my unit has an open task in it;
   * `co-task`: one that is not the lead's; `opener`: I reported it.
   */
  holder: z.enum(['unit', 'person', 'task', 'co-task', 'opener']).optional(),
  /** The case lies in one of my areas. */
  area: z.boolean().optional(),
  system: z.boolean().optional(),
  public: z.boolean().optional(),
})
export type Who = z.infer<typeof Who>

/** A condition that must hold before an action; `text` tells the person why not. */
export const Guard = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('different-person'), from: z.array(Key), text: z.string() }),
  z.strictObject({ kind: z.literal('at-most'), action: Key, times: z.int(), text: z.string() }),
  z.strictObject({ kind: z.literal('at-least'), action: Key, times: z.int(), text: z.string() }),
  z.strictObject({ kind: z.literal('before-due'), clock: Key, text: z.string() }),
  /** Not before a clock has run out or was ended early by an act (a waiting period, a term for statements). */
  z.strictObject({ kind: z.literal('after-due'), clock: Key, text: z.string() }),
  z.strictObject({ kind: z.literal('tasks-answered'), text: z.string() }),
  z.strictObject({
    kind: z.literal('data'),
    field: z.string(),
    in: z.array(z.union([z.string(), z.boolean(), z.null()])),
    text: z.string(),
  }),
  /** A rule of the module's own, contributed as a pure function under this name. */
  z.strictObject({ kind: z.literal('named'), name: z.string() }),
])
export type Guard = z.infer<typeof Guard>

/** Who holds the case after the action. */
export const Assign = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('role'), role: z.string() }),
  z.strictObject({ to: z.literal('unit'), field: z.string() }),
  z.strictObject({ to: z.literal('person'), field: z.string() }),
  /** The actor and the actor's unit take it. */
  z.strictObject({ to: z.literal('actor') }),
  /** The holder as it was after the last time one of these actions was done (the first in the list that was). */
  z.strictObject({ to: z.literal('after'), actions: z.array(Key).min(1) }),
  z.strictObject({ to: z.literal('nobody') }),
])
export type Assign = z.infer<typeof Assign>

/** One condition of a fork: an answer of this form, a fact of the case, or how often an action was done before. */
export const Condition = z.union([
  z.strictObject({ field: z.string(), in: z.array(z.union([z.string(), z.boolean()])) }),
  z.strictObject({ data: z.string(), in: z.array(z.union([z.string(), z.boolean(), z.null()])) }),
  z.strictObject({ done: Key, times: z.int().positive() }),
])
export type Condition = z.infer<typeof Condition>

/** Where an action leads. `stay` keeps the step; `back` returns to the step (and holder) before this side step; a fork takes the first branch whose conditions all hold. */
export const Target = z.union([
  Key,
  z.strictObject({ stay: z.literal(true) }),
  z.strictObject({ back: z.literal(true) }),
  z.strictObject({ fork: z.array(z.strictObject({ when: z.array(Condition).min(1), step: Key })).min(1), otherwise: Key }),
])
export type Target = z.infer<typeof Target>

const Extension = z.strictObject({ clock: Key, field: z.string() })

export const ClockMoves = z.strictObject({
  start: z.array(Key).optional(),
  stop: z.array(Key).optional(),
  pause: z.array(Key).optional(),
  resume: z.array(Key).optional(),
  /** The reason of a pause that the definition itself knows (待核验); else the form's `reason` says it. */
  why: z.string().optional(),
  /** The clocks begun here begin when this act was last done, not now: what the law counts from the receipt (视为受理). */
  since: Key.optional(),
  /** Adds the limit given in a field to one clock or to several; only before it is due (add a `before-due` guard). */
  extend: z.union([Extension, z.array(Extension)]).optional(),
})
export type ClockMoves = z.infer<typeof ClockMoves>

export const ActionDefinition = z.strictObject({
  key: Key,
  title: z.string(),
  /** Steps it may be done from; `['*']` is every step that is not an end. */
  from: z.array(z.string()).min(1),
  to: Target,
  who: z.array(Who).min(1),
  form: z.array(Field).default([]),
  guards: z.array(Guard).default([]),
  /** Without it the step's own role takes the case, or the holder stays. */
  assign: Assign.optional(),
  /** Overrides `assign` for one target of a fork. */
  assignAt: z.record(z.string(), Assign).optional(),
  clocks: ClockMoves.optional(),
  /** Replaces `clocks` for one target of a fork. */
  clocksAt: z.record(z.string(), ClockMoves).optional(),
  tasks: z
    .strictObject({
      open: z.string().optional(),
      lead: z.string().optional(),
      answer: z.literal(true).optional(),
      excuse: z.string().optional(),
      drop: z.literal(true).optional(),
    })
    .optional(),
  /** The case's result: a fixed key, the answer to a field, or a fact the case already holds. */
  result: z
    .union([z.strictObject({ is: z.string() }), z.strictObject({ field: z.string() }), z.strictObject({ data: z.string() })])
    .optional(),
  /** Facts put into the case's data whatever the form says. */
  set: z.record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.null()])).optional(),
  effects: z.array(z.string()).optional(),
  /** Joins this case to the one named in a field (并案), or ends that joining. */
  link: z.strictObject({ kind: z.string(), field: z.string() }).optional(),
  unlink: z.strictObject({ kind: z.string() }).optional(),
  /** Buttons: the one the holder most likely wants; those that need a second look. */
  tone: z.enum(['primary', 'plain', 'danger', 'quiet']).optional(),
  /** Shown in diagrams as a return (dashed). */
  returns: z.boolean().optional(),
})
export type ActionDefinition = z.infer<typeof ActionDefinition>

export const Step = z.strictObject({
  key: Key,
  title: z.string(),
  /** What the public sees; several steps may share one. */
  publicTitle: z.string().optional(),
  /** Who holds it, in words, for the diagram. */
  holder: z.string().optional(),
  /** The role in whose queue a case stands here unless an action says otherwise. */
  role: z.string().optional(),
  end: z.boolean().optional(),
  /** A side step remembers where it came from, for `back`. */
  side: z.boolean().optional(),
})
export type Step = z.infer<typeof Step>

/** What happens as a clock runs: at a fraction of the limit (1 = due) or some time after it was due. */
export const Rung = z.strictObject({
  at: z.number().positive(),
  roles: z.array(z.string()).default([]),
  holder: z.boolean().default(true),
  /** An action the system does by itself. */
  act: Key.optional(),
})
export type Rung = z.infer<typeof Rung>

export const ClockDefinition = z.strictObject({
  key: Key,
  title: z.string(),
  /** Used when the case's data has no limit of its own under `limitFrom`. */
  limit: Limit,
  limitFrom: z.string().optional(),
  /** Does not begin at all unless the case's data has a limit under `limitFrom`: a term only some cases have. */
  ownOnly: z.boolean().optional(),
  /** Counted in whole days: the first is not counted, it ends at 24:00 of the last (`findWholeDue`). */
  whole: z.boolean().optional(),
  rungs: z.array(Rung).default([]),
})
export type ClockDefinition = z.infer<typeof ClockDefinition>

export const Process = z.strictObject({
  key: Key,
  version: z.int().positive(),
  title: z.string(),
  /** Letters before the case number. */
  prefix: z.string().regex(/^[A-Z]{2,4}$/),
  start: Key,
  steps: z.array(Step).min(1),
  actions: z.array(ActionDefinition),
  clocks: z.array(ClockDefinition).default([]),
  /** Clocks that run from the opening. */
  startClocks: z.array(Key).default([]),
  /** Role whose queue a new case enters. */
  startRole: z.string(),
  /** Result keys with their words. */
  results: z.record(z.string(), z.string()).default({}),
})
export type Process = z.infer<typeof Process>

/** Declares a process as data; checks only the shape here, `validateProcess` names deeper faults. */
export function defineProcess(process: z.input<typeof Process>): Process {
  return Process.parse(process)
}

/** Finds a step by its key. */
export const findStep = (process: Process, key: string): Step | undefined => process.steps.find((s) => s.key === key)

/** Finds an action by its key. */
export const findAction = (process: Process, key: string): ActionDefinition | undefined => process.actions.find((a) => a.key === key)

/** The extensions an act grants, however they were written. */
export const extensionsOf = ({ extend }: ClockMoves): readonly z.infer<typeof Extension>[] =>
  extend === undefined ? [] : Array.isArray(extend) ? extend : [extend]

/** Every step an action may lead to; `undefined` stands for "where it came from". */
export function targetsOf(action: ActionDefinition): (string | undefined)[] {
  const { to } = action
  if (typeof to === 'string') return [to]
  if ('fork' in to) return [...to.fork.map((b) => b.step), to.otherwise]
  return 'back' in to ? [undefined] : []
}
