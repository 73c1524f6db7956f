import { z } from 'zod'
import { Instant, Point, When } from '#core/case/contract.ts'
import { Datum } from '#core/area/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

/**
 * An order as a 12345-like system sends it. The same `number` again updates the same case, however often it comes. What breaks this schema
 * is refused with 422; what fits it but cannot be taken is answered 200 `set-aside` with the reason and may be sent again. An empty text is
 * the same as none.
 */
export const InboundOrder = z.object({
  system: z.string({ error: '请给出来源系统代号' }).regex(/^[a-z][a-z0-9-]{0,30}$/, '来源系统代号只能用小写字母、数字和短横线'),
  number: z.string({ error: '请给出外部工单编号' }).trim().min(1, '请给出外部工单编号').max(64),
  /** Their sequence of this message, growing; a smaller one than already seen is an old message and changes nothing. */
  seq: z.int().min(0).default(0),
  title: z.string().trim().max(200).optional(),
  /** Needed with the first message of a number; a later one that only brings a state may leave it out. */
  content: z.string().trim().max(8000, '诉求内容最多 8000 个字').optional(),
  className: z.string().max(100).optional(),
  address: z.string().trim().max(300).optional(),
  place: Point.optional(),
  datum: Datum.default('WGS84'),
  reporter: z.object({ name: z.string().max(40).optional(), phone: z.string().max(30).optional() }).optional(),
  receivedAt: Instant.optional(),
  dueAt: Instant.optional(),
  urgency: z.enum(['urgent', 'normal']).optional(),
  /** Their state, mapped to ours by the connection's table. */
  state: z.string().trim().max(60).optional(),
  words: z.string().max(4000).optional(),
})
export type InboundOrder = z.infer<typeof InboundOrder>

export const InboundAnswer = z.object({
  caseNumber: z.string(),
  /** What became of the message: a new case, an update of it, nothing new, or set aside with the reason. */
  outcome: z.enum(['created', 'updated', 'unchanged', 'stale', 'set-aside']),
  step: z.string(),
  stepTitle: z.string(),
  reason: z.string().optional(),
})

export const receiveOrder = endpoint('POST /doors/orders', {
  summary: '接收外部工单（12345 等），同一编号只生成一件',
  allow: 'incident.door.write',
  body: InboundOrder,
  reply: InboundAnswer,
})
export const readOrder = endpoint('GET /doors/orders/:system/:number', {
  summary: '外部系统查询工单状态',
  allow: 'incident.door.write',
  params: z.object({ system: z.string().max(32), number: z.string().max(64) }),
  reply: InboundAnswer,
  errors: ['incident.not-found'],
})

/** A connection to an outside system: how their states map, where our answers go. */
export const Connection = z.object({
  system: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, '系统代号只能用小写字母、数字和短横线'),
  name: z.string().trim().min(1, '请填写系统名称').max(60),
  /**
   * Each act on an order of theirs is POSTed here: per number `seq` grows; after a cut line a message may come a second time with the same
   * `seq`, never out of order. 2xx takes it, 400/409/410/422 refuses it for good, anything else is sent again later.
   */
  callbackUrl: z
    .url({ protocol: /^https?$/u, error: '回传地址应为 http 或 https 开头的完整网址' })
    .max(500)
    .optional(),
  /** Their state → what it means here. `reopen` reopens a closed case; the others are compared, since nobody outside closes ours. */
  states: z.record(z.string().max(60), z.enum(['none', 'accept', 'sign', 'handle', 'close', 'reopen', 'void'])),
  enabled: z.boolean(),
  lastReceivedAt: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  /** Answers waiting to be sent, oldest first. */
  waiting: z.int().optional(),
  lastError: z.string().optional(),
  /** 与对方状态不一致: orders they count as ended and we do not, or they reopened and we ended. */
  disagreeing: z.int().optional(),
  /** Orders set aside with a reason and not taken since. */
  setAside: z.int().optional(),
})
export const listConnections = endpoint('GET /doors/connections', {
  summary: '外部系统接入情况',
  allow: 'incident.door.manage',
  reply: z.object({ connections: z.array(Connection) }),
})
/** An order of theirs whose state contradicts ours. */
export const Disagreement = z.object({
  number: z.string(),
  caseId: Id,
  caseNumber: z.string(),
  title: z.string(),
  /** Their words for the state, and what they mean by the connection's table. */
  theirs: z.string(),
  meaning: z.string(),
  ours: z.string(),
  open: z.boolean(),
  /** When they last spoke of it. */
  lastAt: When,
})
export type Disagreement = z.infer<typeof Disagreement>

export const listDisagreements = endpoint('GET /doors/connections/:system/disagreements', {
  summary: '与对方状态不一致的工单：对方已结而本镇未结，或对方已重办而本镇已结',
  allow: 'incident.door.manage',
  params: z.object({ system: z.string().max(60) }),
  query: PageQuery,
  reply: Page(Disagreement),
})

export const saveConnection = endpoint('POST /doors/connections', {
  summary: '新增或修改外部系统接入',
  allow: 'incident.door.manage',
  body: Connection.pick({ system: true, name: true, callbackUrl: true, states: true, enabled: true }),
  reply: Connection,
})
