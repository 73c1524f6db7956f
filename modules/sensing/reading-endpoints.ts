import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Mapping, PayloadFormat } from './mapping.ts'
import { Hint, History, HistoryQuery, LatestOf, Reading } from './reading.ts'

const ById = z.object({ id: Id })
const read = 'sensing.device.read'

export const readHistory = endpoint('GET /sensing/devices/:id/history', {
  summary: '一个字段的历史曲线（按时段取最小、最大、平均，缺数为空）',
  allow: read,
  params: ById,
  query: HistoryQuery,
  reply: History,
  errors: ['sensing.device-missing', 'sensing.span-wrong'],
})
export const listReadings = endpoint('GET /sensing/devices/:id/readings', {
  summary: '原始读数，最新的在前',
  allow: read,
  params: ById,
  query: PageQuery.extend({ from: z.coerce.number().int().optional(), to: z.coerce.number().int().optional() }),
  reply: Page(Reading),
  errors: ['sensing.device-missing'],
})
export const exportReadings = endpoint('GET /sensing/devices/:id/readings/export', {
  summary: '导出一台设备的读数（CSV）',
  allow: read,
  params: ById,
  query: z.object({ from: z.coerce.number().int(), to: z.coerce.number().int() }),
  reply: z.unknown(),
  wire: 'file',
  errors: ['sensing.device-missing', 'sensing.span-wrong'],
})
export const readHints = endpoint('GET /sensing/devices/:id/hints', {
  summary: '异常提示（与同一时段的往常比较，只提示、不派单）',
  allow: read,
  params: ById,
  query: z.object({
    field: z.string().max(40).default(''),
    from: z.coerce.number().int().default(0),
    to: z.coerce.number().int().default(0),
  }),
  reply: z.object({
    hints: z.array(Hint),
    /** How it is worked out, for the page. */
    method: z.string(),
    /** Not enough past yet. */
    short: z.boolean(),
  }),
  errors: ['sensing.device-missing', 'sensing.span-wrong'],
})
export const readLatest = endpoint('GET /sensing/latest', {
  summary: '一批设备的最新值',
  allow: read,
  query: z.object({ ids: z.string().max(8000) }),
  reply: z.object({ devices: z.array(LatestOf) }),
})

/** The broker as the guide and the status line show it. */
export const BrokerView = z.object({
  mode: z.enum(['embedded', 'external', 'off']),
  running: z.boolean(),
  /** Why it does not run and what to do about it. */
  trouble: z.string().optional(),
  port: z.int().optional(),
  tlsPort: z.int().optional(),
  /** MQTT versions a device may speak here. */
  versions: z.array(z.string()),
  connections: z.int(),
  /** Kept and refused since this process started, and per second over the last minute. */
  kept: z.int(),
  refused: z.int(),
  perSecond: z.number(),
  /** Milliseconds from arrival to durable, p99 of the last minute. */
  p99: z.number(),
})
export const readBroker = endpoint('GET /sensing/broker', { summary: '物联接入状态', allow: read, reply: BrokerView })

/** Who knocks without being in the ledger, or is turned away at the door. */
export const listStrangers = endpoint('GET /sensing/strangers', {
  summary: '未登记设备与被拒连接',
  allow: 'sensing.device.manage',
  query: PageQuery,
  reply: Page(
    z.object({
      source: z.string(),
      day: z.string(),
      reason: z.string(),
      title: z.string(),
      way: z.string(),
      count: z.int(),
      lastAt: z.string(),
      sample: z.string(),
    }),
  ),
})

export const previewMapping = endpoint('POST /sensing/mappings/preview', {
  summary: '粘贴一条样例，建议对照表并试读',
  allow: 'sensing.device.manage',
  body: z.object({
    sample: z.string().min(2, '请粘贴一条样例').max(65_536, '样例最多 64 KB'),
    format: PayloadFormat.default('json'),
    kind: z.string().max(30).default('other'),
    mapping: Mapping.optional(),
  }),
  reply: z.object({
    /** Every number in the sample by path. */
    paths: z.array(z.object({ path: z.string(), value: z.string(), number: z.number().optional() })),
    suggested: Mapping.optional(),
    values: z.record(z.string(), z.number()),
    at: z.int().optional(),
    seq: z.int().optional(),
    faults: z.array(z.object({ reason: z.string(), title: z.string(), detail: z.string() })),
  }),
  errors: ['sensing.payload-garbage'],
})

const Message = z.record(z.string(), z.unknown(), { error: '应为 JSON 对象' })
/** One message or several. */
const Messages = z.union([Message, z.array(Message).min(1)], { error: '应为 JSON 对象或对象的列表' })
const Taken = z.object({ kept: z.int(), repeated: z.int(), refused: z.array(z.object({ reason: z.string(), title: z.string() })) })
const token = z.object({ token: z.string().min(8).max(120) })
const door = { transaction: 'own', bodyLimit: 256 * 1024 } as const
const pushed = 'sensing.reading.push'

/** ThingsBoard device API over HTTP: the same paths, the token in the path (perMinute per address). */
export const postTelemetry = endpoint('POST /v1/:token/telemetry', {
  summary: '设备上报（ThingsBoard 设备接口，HTTP）',
  allow: 'public',
  params: token,
  body: Messages,
  reply: Taken,
  errors: ['sensing.token-wrong', 'sensing.payload-garbage', 'sensing.reading-refused'],
  perMinute: 1200,
  ...door,
})
export const postAttributes = endpoint('POST /v1/:token/attributes', {
  summary: '设备属性（ThingsBoard 设备接口，HTTP）',
  allow: 'public',
  params: token,
  body: Messages,
  reply: z.object({ kept: z.int() }),
  errors: ['sensing.token-wrong', 'sensing.payload-garbage'],
  perMinute: 1200,
  ...door,
})
export const postChirpstack = endpoint('POST /sensing/uplinks/chirpstack', {
  summary: 'ChirpStack HTTP 集成（event=up）',
  allow: pushed,
  query: z.object({ event: z.string().max(20).default('up') }),
  body: Message,
  reply: Taken,
  errors: ['sensing.payload-garbage', 'sensing.reading-refused'],
  ...door,
})
export const postTts = endpoint('POST /sensing/uplinks/tts', {
  summary: 'The Things Stack Webhook 上行',
  allow: pushed,
  body: Message,
  reply: Taken,
  errors: ['sensing.payload-garbage', 'sensing.reading-refused'],
  ...door,
})
export const postObservation = endpoint('POST /sta/v1.1/Observations', {
  summary: 'OGC SensorThings 观测',
  allow: pushed,
  body: Message,
  reply: Taken,
  errors: ['sensing.payload-garbage', 'sensing.reading-refused'],
  ...door,
})
export const postReadings = endpoint('POST /sensing/readings', {
  summary: '批量上报读数（四河信封，最多 2000 条）',
  allow: pushed,
  body: z.object({ readings: z.array(z.unknown()).min(1).max(2000, '一次最多 2000 条') }),
  reply: Taken,
  errors: ['sensing.reading-refused'],
  ...door,
  bodyLimit: 2 * 1024 * 1024,
})
