import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Checklist } from './checklist.ts'
import { Instant } from './position.ts'

export const PatrolObject = z.object({
  id: Id,
  checklistId: Id,
  kind: z.string(),
  name: z.string(),
  code: z.string(),
  address: z.string(),
  place: Position.optional(),
  areaCode: z.string(),
  areaName: z.string(),
  active: z.boolean(),
  lastVisitAt: Instant.optional(),
  dueOn: z.iso.date(),
  overdue: z.boolean(),
  frequencyText: z.string(),
  version: z.int(),
})
export type PatrolObject = z.infer<typeof PatrolObject>

/** What a QR code's text may be: our own address, or the bare code. */
export const ObjectCode = z.string().regex(/^[0-9A-Za-z-]{4,40}$/, '二维码编号应为 4–40 位字母、数字或短横线')
/** What stands in a printed code: our address, so that any camera opens it, else the bare code for our own scanner. */
export const codeAddress = (code: string, base?: string): string =>
  base ? `${base.replace(/\/$/u, '')}/m/objects/${code}` : `sihe:o/${code}`
/** The code in a scanned text; undefined when it is not one of ours. */
export function findObjectCode(text: string): string | undefined {
  const match = /^(?:sihe:o\/|https?:\/\/[^/]+\/m\/objects\/)([0-9A-Za-z-]{4,40})$/.exec(text.trim())
  return match?.[1]
}

const Draft = z.object({
  checklistId: Id,
  name: z.string().trim().min(1, '请填写对象名称').max(80, '对象名称最多 80 个字'),
  address: z.string().max(200, '地址最多 200 个字').default(''),
  place: Position.optional(),
  active: z.boolean().default(true),
})
const at = z.object({ id: Id })

const ObjectFilter = z.object({
  checklistId: Id.optional(),
  areaCode: z
    .string()
    .regex(/^\d{6,18}$/, '辖区编码应为 6–18 位数字')
    .optional(),
  q: z.string().max(60).optional(),
  due: z.stringbool().optional(),
})

export const listObjects = endpoint('GET /patrol/objects', {
  summary: '巡查对象；due 只看到期未走访的',
  allow: 'patrol.object.read',
  query: PageQuery.extend(ObjectFilter.shape),
  reply: Page(PatrolObject),
})

export const printStickers = endpoint('GET /patrol/objects/stickers', {
  summary: '巡查对象的二维码标签（PDF，每页 24 张），按列表的筛选',
  allow: 'patrol.object.read',
  query: ObjectFilter,
  reply: z.unknown(),
  wire: 'file',
  errors: ['patrol.too-many-stickers'],
})

const Past = z.object({ id: Id, at: Instant, person: z.string(), clear: z.boolean(), findings: z.int(), distance: z.int().optional() })

export const readObject = endpoint('GET /patrol/objects/:id', {
  summary: '巡查对象、当前清单与最近走访',
  allow: 'patrol.object.read',
  params: at,
  reply: z.object({ object: PatrolObject, checklist: Checklist, visits: z.array(Past) }),
  errors: ['patrol.object-unknown'],
})

export const scanObject = endpoint('GET /patrol/codes/:code', {
  summary: '扫码：对象与当天应当用的清单',
  allow: 'patrol.round.do',
  params: z.object({ code: ObjectCode }),
  reply: z.object({ object: PatrolObject, checklist: Checklist, visits: z.array(Past) }),
  errors: ['patrol.object-unknown'],
})

export const createObject = endpoint('POST /patrol/objects', {
  summary: '登记巡查对象，二维码编号可留空由系统生成',
  allow: 'patrol.object.manage',
  body: Draft.extend({ actionId: Id, code: ObjectCode.optional() }),
  reply: PatrolObject,
  errors: ['patrol.checklist-unknown', 'patrol.code-taken'],
})

export const updateObject = endpoint('PUT /patrol/objects/:id', {
  summary: '修改巡查对象',
  allow: 'patrol.object.manage',
  params: at,
  body: Draft.extend({ version: z.int() }),
  reply: PatrolObject,
  errors: ['patrol.object-unknown', 'patrol.checklist-unknown', 'platform.conflict'],
})
