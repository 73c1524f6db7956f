import { z } from 'zod'
import { Named, Point, When } from '#core/case/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { DeviceState, Online } from './kind.ts'
import { LiveValue } from './live-value.ts'
import { Mapping, PayloadFormat } from './mapping.ts'

const day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })

/** The name a device goes by on the wire: topic level, user name, `devEui`. */
export const DeviceKey = z
  .string({ error: '请填写设备编号' })
  .trim()
  .regex(/^[0-9A-Za-z][\w.:-]{1,63}$/u, '设备编号为 2 至 64 位字母、数字、点、横线或冒号')

/** 16 digits: 县级区划 6 + 大类 2 + 小类 2 + 顺序号 6 (rules.md §1.3). */
export const ComponentCode = z.string().regex(/^\d{16}$/u, '部件编码应为 16 位数字：区划 6 位、大类 2 位、小类 2 位、顺序号 6 位')

/** A line of the ledger as a person or a file gives it. */
export const DeviceDraft = z.object({
  key: DeviceKey,
  kind: z.string({ error: '请选择设备种类' }).min(1, '请选择设备种类').max(30),
  name: z.string({ error: '请填写设备名称' }).trim().min(2, '设备名称至少 2 个字').max(80, '设备名称最多 80 个字'),
  component: ComponentCode.optional(),
  place: Point.optional(),
  address: z.string().trim().max(200, '地址最多 200 个字').default(''),
  /** 权属单位 and 养护单位 (rules.md §1.3). */
  ownerId: Id.optional(),
  upkeepId: Id.optional(),
  maker: z.string().trim().max(60).default(''),
  model: z.string().trim().max(60).default(''),
  installedOn: day.optional(),
  batteryOn: day.optional(),
  format: PayloadFormat.default('sihe'),
  mapping: Mapping.optional(),
  /** Names of other systems: a LoRaWAN `devEui`, a SensorThings datastream (`temp=thermometer_readings_102`). */
  aliases: z.array(z.string().trim().min(1).max(120)).max(20, '别名最多 20 个').default([]),
  /** Own heartbeat in seconds; left out: the kind's. */
  heartbeat: z.int().min(10, '心跳至少 10 秒').max(864_000, '心跳最多 10 天').optional(),
  note: z.string().trim().max(500, '备注最多 500 个字').default(''),
})
export type DeviceDraft = z.infer<typeof DeviceDraft>

export const DeviceRow = z.object({
  id: Id,
  key: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  name: z.string(),
  component: z.string().optional(),
  place: Point.optional(),
  address: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  owner: Named.optional(),
  upkeep: Named.optional(),
  state: DeviceState,
  online: Online,
  /** When something of it last arrived. */
  seenAt: When.optional(),
  /** Since when it is silent. */
  offlineSince: When.optional(),
  main: LiveValue.optional(),
  battery: z.number().optional(),
  openAlarms: z.int(),
  version: z.int(),
})
export type DeviceRow = z.infer<typeof DeviceRow>

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((v) => (Array.isArray(v) ? v : v.split(',')).filter(Boolean))
  .optional()

export const DeviceFilter = z.object({
  /** Name, key, component code or address. */
  q: z.string().trim().max(60).optional(),
  kind: many,
  state: many,
  online: many,
  area: z.string().max(18).optional(),
  /** Of this very area, none below it: what lies in the town but in no village. */
  exactly: z.coerce.boolean().optional(),
  owner: Id.optional(),
  alarmed: z.coerce.boolean().optional(),
})
export type DeviceFilter = z.infer<typeof DeviceFilter>
export const DeviceQuery = DeviceFilter.extend(PageQuery.shape)
export const DevicePage = Page(DeviceRow)

/** Why something sent was not kept, how often, since the day began; the device's owner sees it. */
export const RefusalRow = z.object({
  day,
  reason: z.string(),
  title: z.string(),
  way: z.string(),
  count: z.int(),
  lastAt: When,
  /** The beginning of the last one, as it came. */
  sample: z.string(),
})
export type RefusalRow = z.infer<typeof RefusalRow>

export const DeviceDetail = DeviceRow.extend({
  maker: z.string(),
  model: z.string(),
  installedOn: z.string().optional(),
  batteryOn: z.string().optional(),
  format: PayloadFormat,
  mapping: Mapping.optional(),
  aliases: z.array(z.string()),
  heartbeat: z.int(),
  note: z.string(),
  /** Whether a secret was ever given out, and when. */
  secretAt: When.optional(),
  live: z.array(LiveValue),
  refusals: z.array(RefusalRow),
  /** Share of the last 30 days it was heard, 0–1; absent while new. */
  onlineRate: z.number().optional(),
  maintenanceCase: z.object({ id: Id, number: z.string() }).optional(),
})
export type DeviceDetail = z.infer<typeof DeviceDetail>

export const upkeepKinds = { inspect: '巡检', battery: '换电池', repair: '维修', replace: '更换', calibrate: '校准' } as const
export const UpkeepKind = z.enum(['inspect', 'battery', 'repair', 'replace', 'calibrate'], { error: '请选择维护内容' })
/** One piece of maintenance (维护记录). */
export const UpkeepRow = z.object({
  id: Id,
  at: When,
  kind: UpkeepKind,
  words: z.string(),
  by: Named.optional(),
})
export type UpkeepRow = z.infer<typeof UpkeepRow>
export const UpkeepDraft = z.object({
  actionId: Id,
  kind: UpkeepKind,
  words: z.string().trim().max(500, '说明最多 500 个字').default(''),
  on: day.optional(),
})
