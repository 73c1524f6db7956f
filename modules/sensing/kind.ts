import { z } from 'zod'

/** What a device measures or says: one column of its readings. */
export const KindField = z.object({
  key: z.string(),
  title: z.string(),
  unit: z.string().default(''),
  /** What the instrument can say at all; outside is refused (`out-of-range`). */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Kept as 0 and 1. */
  flag: z.boolean().default(false),
  /** Other names devices send it under. */
  alias: z.array(z.string()).default([]),
})
export type KindField = z.infer<typeof KindField>

/** How long readings stay: three lengths a town sets in days; every kind belongs to one. */
export const Keep = z.enum(['short', 'medium', 'long'], { error: '保存期应为短、中、长之一' })
export type Keep = z.infer<typeof Keep>
export const keepTitles: Readonly<Record<Keep, string>> = { short: '短期', medium: '中期', long: '长期' }

/** A kind of device (rules.md §7.4). */
export const Kind = z.object({
  key: z.string(),
  title: z.string(),
  fields: z.array(KindField),
  /** The one drawn first. */
  main: z.string(),
  /** Seconds between two signs of life; offline after three missed (rules.md §7.3). */
  heartbeat: z.int(),
  battery: z.boolean(),
  keep: Keep,
  /** Component class (rules.md §1.4) of the object it stands on. */
  component: z.string(),
  /** Incident class an alarm opens with, unless the rule says another. */
  classCode: z.string(),
  /** Incident class of its maintenance. */
  upkeepClass: z.string(),
})
export type Kind = z.infer<typeof Kind>

/** Where a device stands in its life; whether it is heard is not this but `Online`. */
export const DeviceState = z.enum(['normal', 'paused', 'retired'], { error: '设备状态不在可选范围内' })
export type DeviceState = z.infer<typeof DeviceState>
export const deviceStateTitles: Readonly<Record<DeviceState, string>> = { normal: '在用', paused: '停用', retired: '报废' }

/** Heard lately, silent for three heartbeats, heard but in trouble (low battery, own fault flag), never heard. */
export const Online = z.enum(['online', 'offline', 'faulty', 'never'])
export type Online = z.infer<typeof Online>
export const onlineTitles: Readonly<Record<Online, string>> = { online: '在线', offline: '离线', faulty: '故障', never: '未接入' }
