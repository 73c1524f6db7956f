import { z } from 'zod'
import { Grade } from './alarm-words.ts'
import { Id } from '#platform/contract/id.ts'

const field = z.string().min(1, '请选择字段').max(40)
export const Comparison = z.enum(['>', '>=', '<', '<=', '=', '!='])
export type Comparison = z.infer<typeof Comparison>

/** A value beside a limit. `clear`: it ends only beyond this value (hysteresis); left out: as soon as the limit is not met. */
export const Threshold = z.object({
  type: z.literal('threshold'),
  field,
  op: Comparison,
  value: z.number(),
  clear: z.number().optional(),
})
/** How fast it changes: per minute over the readings of the last `over` seconds. */
export const Rate = z.object({
  type: z.literal('rate'),
  field,
  op: z.enum(['>', '<']),
  perMinute: z.number(),
  over: z.int().min(10).max(86_400).default(600),
})
/** The same value (within `within`) for so long, though it speaks. */
export const Stuck = z.object({
  type: z.literal('stuck'),
  field,
  within: z.number().min(0).default(0),
  seconds: z.int().min(60).max(2_592_000),
})
/** Missed heartbeats. */
export const Offline = z.object({ type: z.literal('offline'), beats: z.int().min(1).max(100).default(3) })
/** What a user types: CEL over the newest value of each field (docs/sensing.md). */
export const Expression = z.object({
  type: z.literal('expression'),
  text: z.string().trim().min(1, '请填写表达式').max(500, '表达式最多 500 个字'),
})

/** All of several or any of several. */
export const Combination = z.object({
  type: z.enum(['all', 'any']),
  of: z
    .array(z.discriminatedUnion('type', [Threshold, Rate, Stuck]))
    .min(2, '至少两个条件')
    .max(8, '最多八个条件'),
})
export const Condition = z.discriminatedUnion('type', [Threshold, Rate, Stuck, Offline, Expression, Combination])
export type Condition = z.infer<typeof Condition>

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, '时刻应写成 22:00 的样子')
/** A daily span, Asia/Shanghai; may cross midnight. */
export const Span = z.object({ from: clock, to: clock })
export type Span = z.infer<typeof Span>

/** 预警 is for a look, 告警 for work, 紧急 makes a sound. */
export const Level = z.enum(['warning', 'alarm', 'critical'], { error: '请选择级别' })
export type Level = z.infer<typeof Level>
export const levelTitles: Readonly<Record<Level, string>> = { warning: '预警', alarm: '告警', critical: '紧急' }

export const RuleDraft = z.object({
  title: z.string({ error: '请填写规则名称' }).trim().min(2, '规则名称至少 2 个字').max(60, '规则名称最多 60 个字'),
  /** What it watches: a kind, narrowed to a place (area code) or to single devices. */
  kind: z.string().max(30),
  area: z.string().max(18).optional(),
  devices: z.array(Id).max(500, '最多指定 500 台设备').optional(),
  condition: Condition,
  /** How long it must hold, seconds; 0: at once. */
  lasting: z.int().min(0).max(604_800).default(0),
  /** Normal readings needed to end it (rules.md §7.3: two). */
  clearAfter: z.int().min(1).max(20).default(2),
  /** Watches only then; left out: always. */
  hours: Span.optional(),
  /** Raised but silent then, and never a case by itself. */
  quiet: Span.optional(),
  level: Level,
  /** A new onset within so many minutes of the last end is the same alarm with a higher count. */
  mergeMinutes: z.int().min(0).max(10_080).default(10),
  /** Said again every so many minutes until acknowledged; 0: once. */
  repeatMinutes: z.int().min(0).max(1440).default(10),
  classCode: z.string().max(20).optional(),
  grade: Grade.optional(),
  /** May open the case itself, once its false rate is known and low. */
  autoCase: z.boolean().default(false),
  enabled: z.boolean().default(true),
})
export type RuleDraft = z.infer<typeof RuleDraft>

export const RuleRow = RuleDraft.extend({
  id: Id,
  version: z.int(),
  /** The condition in words, for people. */
  words: z.string(),
  /** Where the default comes from (rules.md §7.4), empty for the town's own. */
  source: z.string(),
  /** 示例: nobody confirmed it yet. */
  example: z.boolean(),
  /** Of the last 90 days. */
  raised: z.int(),
  open: z.int(),
  reviewed: z.int(),
  /** 误报 ÷ reviewed; absent before anybody reviewed one. */
  falseRate: z.number().optional(),
  /** Whether it opens cases itself now, or why not. */
  auto: z.object({ active: z.boolean(), why: z.string() }),
})
export type RuleRow = z.infer<typeof RuleRow>

/** What a rule would have raised. */
export const TrialEpisode = z.object({
  deviceId: Id,
  deviceName: z.string(),
  onset: z.int(),
  end: z.int().optional(),
  peak: z.number(),
  readings: z.int(),
})
export const Trial = z.object({
  from: z.int(),
  to: z.int(),
  devices: z.int(),
  readings: z.int(),
  episodes: z.int(),
  /** After merging: what a person would have had to look at. */
  alarms: z.int(),
  byDay: z.array(z.object({ day: z.string(), alarms: z.int() })),
  sample: z.array(TrialEpisode),
  /** Not everything was read: the rule was tried on the devices with the most readings. */
  cut: z.boolean(),
})
export type Trial = z.infer<typeof Trial>
