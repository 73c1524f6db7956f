import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Condition, Way } from './matter.ts'
import { InForce, OneThingRow } from './one-thing-endpoints.ts'

const byCode = z.object({ code: z.string().max(60) })

export const GuideShape = z.object({
  code: z.string(),
  name: z.string(),
  from: z.string(),
  unitName: z.string(),
  tags: z.array(z.string()),
  conditions: z.array(Condition),
  bring: z.array(z.object({ name: z.string(), words: z.string(), needed: z.boolean() })),
  where: z.array(z.string()),
  duration: z.string(),
  visits: z.string(),
  cost: z.string(),
  result: z.string(),
  flow: z.array(z.string()),
  basis: z.array(z.string()),
  questions: z.array(z.object({ ask: z.string(), answer: z.string() })),
  phone: z.string().optional(),
  example: z.boolean(),
})

export type Guide = z.infer<typeof GuideShape>

export const PublicMatter = z.object({
  code: z.string(),
  name: z.string(),
  domain: z.string(),
  tags: z.array(z.string()),
  duration: z.string(),
  example: z.boolean(),
})

export type PublicMatter = z.infer<typeof PublicMatter>

export const publicMatters = endpoint('GET /public/service/matters', {
  summary: '办事指南目录（不用登录）',
  allow: 'public',
  perMinute: 240,
  query: z
    .object({ q: z.string().trim().max(60).optional(), domain: z.string().max(30).optional(), way: Way.optional() })
    .extend(PageQuery.shape),
  reply: Page(PublicMatter).extend({ domains: z.array(z.object({ name: z.string(), total: z.int() })) }),
})
export const publicGuide = endpoint('GET /public/service/matters/:code', {
  summary: '一个事项的办事指南（不用登录）',
  allow: 'public',
  perMinute: 240,
  params: byCode,
  reply: GuideShape,
  errors: ['service.matter-missing'],
})
export const guidePaper = endpoint('GET /public/service/matters/:code/paper', {
  summary: '办事指南（PDF）',
  allow: 'public',
  perMinute: 30,
  params: byCode,
  reply: z.unknown(),
  wire: 'file',
  errors: ['service.matter-missing'],
})
export const publicOneThings = endpoint('GET /public/service/one-things', {
  summary: '一件事目录（不用登录）',
  allow: 'public',
  perMinute: 240,
  reply: z.object({ rows: z.array(OneThingRow) }),
})
export const publicOneThing = endpoint('GET /public/service/one-things/:code', {
  summary: '一件事的情形引导和所含事项（不用登录）',
  allow: 'public',
  perMinute: 240,
  params: byCode,
  reply: InForce,
  errors: ['service.one-thing-missing'],
})
