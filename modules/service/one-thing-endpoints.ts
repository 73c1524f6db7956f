import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { FieldFault } from '#platform/contract/problem.ts'
import { MatterVersion } from './matter.ts'
import { OneThingVersion } from './one-thing.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const read = 'service.matter.read'
const manage = 'service.matter.manage'
const byCode = z.object({ code: z.string().max(60) })

export const OneThingRow = z.object({
  code: z.string(),
  from: Day,
  to: Day.optional(),
  name: z.string(),
  summary: z.string(),
  applicants: z.enum(['person', 'company']),
  items: z.int(),
  questions: z.int(),
  example: z.boolean(),
})
export type OneThingRow = z.infer<typeof OneThingRow>

export const InForce = z.object({ version: OneThingVersion, matters: z.array(MatterVersion) })

export const listOneThings = endpoint('GET /service/one-things', {
  summary: '一件事目录（某日在用）',
  allow: read,
  query: z.object({ q: z.string().trim().max(60).optional(), on: Day.optional() }).extend(PageQuery.shape),
  reply: Page(OneThingRow),
})
export const readOneThing = endpoint('GET /service/one-things/:code', {
  summary: '读取一件事在某日的版本，连同所含事项',
  allow: read,
  params: byCode,
  query: z.object({ on: Day.optional() }),
  reply: InForce.extend({ versions: z.array(z.object({ from: Day, to: Day.optional(), changedBy: z.string() })) }),
  errors: ['service.one-thing-missing'],
})
/** For the editor: the matters of an unsaved draft and what is wrong with it; forms and papers are then computed where they are shown. */
export const checkOneThing = endpoint('POST /service/one-things/check', {
  summary: '检查一件事的编排（不保存）',
  allow: manage,
  body: z.object({ thing: OneThingVersion.omit({ to: true }) }),
  reply: z.object({ matters: z.array(MatterVersion), faults: z.array(FieldFault) }),
})
export const publishOneThing = endpoint('POST /service/one-things', {
  summary: '新增一件事，或自某日起启用新编排',
  allow: manage,
  body: z.object({ actionId: Id, thing: OneThingVersion.omit({ to: true }), seen: Day.optional() }),
  reply: OneThingVersion,
  errors: ['service.one-thing-unsound', 'service.matter-past', 'service.matter-followed', 'platform.conflict'],
})
export const stopOneThing = endpoint('POST /service/one-things/:code/stop', {
  summary: '自某日起停用一件事',
  allow: manage,
  params: byCode,
  body: z.object({ actionId: Id, on: Day, reason: z.string({ error: '请填写停用依据' }).trim().min(2, '请填写停用依据').max(120) }),
  reply: OneThingVersion,
  errors: ['service.one-thing-missing', 'service.matter-past', 'service.matter-followed'],
})
