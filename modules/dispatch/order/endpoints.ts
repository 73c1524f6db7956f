import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { ChosenLayers, DrawnRing } from '../map/endpoints.ts'
import { BoardTask } from '../plan/endpoints.ts'

const issue = 'dispatch.order.issue'
const read = 'dispatch.order.read'
const ById = z.object({ id: Id })

/** So many receive one order at most: each is a case of its own. */
export const MOST_RECEIVERS = 120

/**
 * Whom an order goes to: who answers for the chosen things' grids, for every grid the ring touches, the people on the map inside
 * it, or offices named.
 */
export const OrderTo = z.enum(['responsible', 'grids', 'people', 'units'], { error: '请选择交办给谁' })
export type OrderTo = z.infer<typeof OrderTo>

const Whom = z.object({
  ring: DrawnRing,
  layers: ChosenLayers,
  to: OrderTo,
  /** Only for `units`. */
  units: z
    .array(Id)
    .max(MOST_RECEIVERS, { error: `最多 ${MOST_RECEIVERS} 个单位` })
    .default([]),
})

export const OrderReceiver = z.object({
  personId: Id.optional(),
  unitId: Id,
  name: z.string(),
  unit: z.string(),
  /** How many of the chosen things lie in this receiver's areas; those of an office or of somebody met on the way: all. */
  things: z.int(),
})
export type OrderReceiver = z.infer<typeof OrderReceiver>

export const previewOrder = endpoint('POST /map/inside/receivers', {
  summary: '圈选交办预览：会下达给谁，各有几个对象',
  allow: issue,
  body: Whom,
  reply: z.object({
    receivers: z.array(OrderReceiver),
    /** Things chosen, and those of them nobody answers for. */
    things: z.int(),
    unclaimed: z.int(),
  }),
  errors: ['dispatch.layer-unknown'],
})

export const issueOrder = endpoint('POST /map/inside/order', {
  summary: '圈选交办：给每个接收人下达一项现场指令，各自响应、完成、核验',
  allow: issue,
  body: Whom.extend({
    actionId: Id,
    title: z.string().trim().min(2, { error: '标题至少两个字' }).max(40, { error: '标题最多 40 字' }),
    text: z.string().trim().min(4, { error: '请写明要做什么' }).max(1000, { error: '内容最多 1000 字' }),
    /** Minutes to answer. */
    ack: z.int({ error: '响应时限应为分钟数' }).min(1, { error: '响应时限至少 1 分钟' }).max(1_440, { error: '响应时限最多 1 天' }),
    /** Hours of the clock to finish. */
    finish: z.int({ error: '完成时限应为小时数' }).min(1, { error: '完成时限至少 1 小时' }).max(720, { error: '完成时限最多 30 天' }),
    urgent: z.boolean().default(false),
  }),
  reply: z.object({ id: Id, sent: z.int(), names: z.array(z.string()) }),
  errors: ['dispatch.nobody-inside', 'dispatch.too-many-receivers', 'dispatch.layer-unknown'],
})

export const OrderLine = z.object({
  id: Id,
  title: z.string(),
  urgent: z.boolean(),
  issuer: z.string(),
  issuedAt: When,
  tasks: z.int(),
  acknowledged: z.int(),
  done: z.int(),
  late: z.int(),
  /** Of them neither done nor called back. */
  open: z.int(),
})
export type OrderLine = z.infer<typeof OrderLine>

export const listOrders = endpoint('GET /dispatch/orders', {
  summary: '现场指令（新的在前）',
  allow: read,
  query: PageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
  reply: Page(OrderLine),
})

export const readOrder = endpoint('GET /dispatch/orders/:id', {
  summary: '一次现场指令：谁响应了、谁还没有',
  allow: read,
  params: ById,
  reply: z.object({
    order: OrderLine,
    words: z.string(),
    ring: z.array(Position),
    things: z.int(),
    tasks: z.array(BoardTask),
    at: When,
  }),
  errors: ['dispatch.order-unknown'],
})

export const recallOrder = endpoint('POST /dispatch/orders/:id/recall', {
  summary: '撤回现场指令中还没有完成的任务',
  allow: issue,
  params: ById,
  body: z.object({ actionId: Id, reason: z.string().trim().min(2, { error: '请写明理由' }).max(500, { error: '理由最多 500 字' }) }),
  reply: z.object({ recalled: z.int() }),
  errors: ['dispatch.order-unknown', 'dispatch.order-over'],
})
