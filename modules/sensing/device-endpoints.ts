import { z } from 'zod'
import { Point } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { DeviceDetail, DeviceDraft, DeviceFilter, DevicePage, DeviceQuery, UpkeepDraft, UpkeepRow } from './device.ts'
import { DeviceState, Keep, Kind, Online } from './kind.ts'

const ById = z.object({ id: Id })
const read = 'sensing.device.read'
const manage = 'sensing.device.manage'

export const listKinds = endpoint('GET /sensing/kinds', {
  summary: '设备种类与字段',
  allow: 'signed-in',
  reply: z.object({ kinds: z.array(Kind) }),
})
export const listDevices = endpoint('GET /sensing/devices', { summary: '设备台账', allow: read, query: DeviceQuery, reply: DevicePage })
export const countDevices = endpoint('GET /sensing/devices/counts', {
  summary: '设备计数（按种类、在线情况）',
  allow: read,
  query: DeviceFilter,
  reply: z.object({
    total: z.int(),
    online: z.record(Online, z.int()),
    kinds: z.array(z.object({ key: z.string(), title: z.string(), total: z.int(), online: z.int(), alarmed: z.int() })),
  }),
})
export const readDevice = endpoint('GET /sensing/devices/:id', {
  summary: '一台设备',
  allow: read,
  params: ById,
  reply: DeviceDetail,
  errors: ['sensing.device-missing'],
})
export const addDevice = endpoint('POST /sensing/devices', {
  summary: '登记设备',
  allow: manage,
  body: DeviceDraft.extend({ actionId: Id }),
  reply: DeviceDetail,
  errors: ['sensing.key-taken', 'sensing.kind-unknown', 'sensing.component-taken'],
})
export const changeDevice = endpoint('POST /sensing/devices/:id', {
  summary: '修改设备',
  allow: manage,
  params: ById,
  body: DeviceDraft.extend({ actionId: Id, seen: z.int() }),
  reply: DeviceDetail,
  errors: ['sensing.device-missing', 'sensing.key-taken', 'sensing.kind-unknown', 'sensing.component-taken', 'platform.conflict'],
})
export const setDeviceState = endpoint('POST /sensing/devices/:id/state', {
  summary: '停用、启用或报废设备',
  allow: manage,
  params: ById,
  body: z.object({ actionId: Id, state: DeviceState, words: z.string().trim().max(200).default('') }),
  reply: DeviceDetail,
  errors: ['sensing.device-missing'],
})
/** The secret is shown this once; an earlier one stops working. */
export const issueSecret = endpoint('POST /sensing/devices/:id/secret', {
  summary: '生成设备密钥（只显示一次）',
  allow: manage,
  params: ById,
  body: z.object({ actionId: Id }),
  reply: z.object({ key: z.string(), secret: z.string() }),
  errors: ['sensing.device-missing'],
  transaction: 'own',
})
/** For the guide's “first message received”: what came since, kept or refused. */
export const heardFrom = endpoint('GET /sensing/devices/:id/heard', {
  summary: '是否收到设备消息（接入检查）',
  allow: read,
  params: ById,
  query: z.object({ since: z.coerce.number().int().default(0) }),
  reply: z.object({
    heardAt: z.int().optional(),
    values: z.record(z.string(), z.number()),
    refused: z.array(z.object({ reason: z.string(), title: z.string(), way: z.string(), at: z.int(), sample: z.string() })),
  }),
  errors: ['sensing.device-missing'],
})
export const listUpkeep = endpoint('GET /sensing/devices/:id/upkeep', {
  summary: '维护记录',
  allow: read,
  params: ById,
  query: PageQuery,
  reply: Page(UpkeepRow),
  errors: ['sensing.device-missing'],
})
export const addUpkeep = endpoint('POST /sensing/devices/:id/upkeep', {
  summary: '登记维护',
  allow: 'sensing.upkeep.write',
  params: ById,
  body: UpkeepDraft,
  reply: UpkeepRow,
  errors: ['sensing.device-missing'],
})
export const exportDevices = endpoint('GET /sensing/devices/export', {
  summary: '导出台账（CSV）',
  allow: read,
  query: DeviceFilter,
  reply: z.unknown(),
  wire: 'file',
})
export const printLabels = endpoint('GET /sensing/devices/labels', {
  summary: '二维码标签（PDF，每页 24 张）',
  allow: read,
  query: DeviceFilter,
  reply: z.unknown(),
  wire: 'file',
  errors: ['sensing.too-many-labels'],
})

/** A line of the file: what it becomes, or what is wrong with it. */
export const ImportLine = z.object({
  line: z.int(),
  effect: z.enum(['add', 'change', 'same', 'refused']),
  key: z.string(),
  name: z.string(),
  draft: DeviceDraft.optional(),
  areaName: z.string(),
  faults: z.array(z.string()),
})
export const previewImport = endpoint('POST /sensing/devices/import/preview', {
  summary: '上传台账（CSV 或 XLSX）并逐行预览，不写入',
  allow: manage,
  wire: 'upload',
  transaction: 'own',
  reply: z.object({
    columns: z.array(z.string()),
    lines: z.array(ImportLine),
    counts: z.object({ add: z.int(), change: z.int(), same: z.int(), refused: z.int() }),
  }),
  errors: ['sensing.file-unreadable', 'sensing.file-too-long'],
})
export const importDevices = endpoint('POST /sensing/devices/import', {
  summary: '按预览导入台账：全部写入，或一行也不写',
  allow: manage,
  body: z.object({ actionId: Id, devices: z.array(DeviceDraft).min(1, '没有可导入的行').max(20_000, '一次最多导入 20000 台') }),
  reply: z.object({ added: z.int(), changed: z.int() }),
  errors: ['sensing.import-faulty'],
  bodyLimit: 32 * 1024 * 1024,
})

/** One line of the health board. 在线率 = Σ online minutes ÷ Σ expected minutes (rules.md §7.4). */
export const HealthLine = z.object({
  key: z.string(),
  title: z.string(),
  total: z.int(),
  online: z.int(),
  offline: z.int(),
  faulty: z.int(),
  never: z.int(),
  /** 0–1 of the last 30 days; absent where nothing was expected. */
  onlineRate: z.number().optional(),
  alarms: z.int(),
  /** 告警准确率 = confirmed ÷ handled. */
  accuracy: z.number().optional(),
  /** Query string of the ledger showing exactly these devices. */
  list: z.string(),
})
export const readHealth = endpoint('GET /sensing/health', {
  summary: '设备健康：按种类、权属单位或村（社区）',
  allow: read,
  query: z.object({ by: z.enum(['kind', 'owner', 'village']).default('kind') }),
  reply: z.object({ lines: z.array(HealthLine) }),
})

/** The retention a town sets, and what it will cost. */
export const Retention = z.object({
  days: z.record(Keep, z.int().min(7, '至少保存 7 天').max(3650, '最多保存 10 年')),
  kinds: z.record(z.string(), Keep),
})
export const RetentionView = Retention.extend({
  /** Whether the town itself decided, or the defaults (示例) still stand. */
  decided: z.boolean(),
  lines: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      devices: z.int(),
      keep: Keep,
      /** Readings a day: measured over the last week, else expected from the heartbeat. */
      perDay: z.int(),
      measured: z.boolean(),
      bytes: z.number(),
    }),
  ),
  /** Bytes in a day partition of one reading, indexes included. */
  bytesPerReading: z.number(),
  stored: z.number(),
  forecast: z.number(),
  partitions: z.int(),
  oldest: z.string().optional(),
})
export const readRetention = endpoint('GET /sensing/retention', { summary: '读数保存期与容量预测', allow: read, reply: RetentionView })
export const saveRetention = endpoint('POST /sensing/retention', {
  summary: '设定读数保存期',
  allow: 'sensing.retention.manage',
  body: Retention.extend({ actionId: Id }),
  reply: RetentionView,
})

/** Where a new device would belong: shown while placing it. */
export const placeDevice = endpoint('GET /sensing/place', {
  summary: '位置所在网格',
  allow: read,
  query: z.object({ lng: z.coerce.number().min(-180).max(180), lat: z.coerce.number().min(-90).max(90) }),
  reply: z.object({ place: Point, areaCode: z.string(), areaName: z.string(), outside: z.boolean() }),
})
