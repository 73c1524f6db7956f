import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'

export const AuditEntry = z.object({
  id: Id,
  at: z.iso.datetime(),
  subject: z.string(),
  /** The person's name where the subject is one. */
  name: z.string().nullable(),
  post: z.string().nullable(),
  kind: z.string(),
  object: z.string().nullable(),
  reason: z.string().nullable(),
  result: z.enum(['ok', 'refused']),
  ip: z.string().nullable(),
  terminal: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const Instant = z.iso.datetime({ offset: true, error: '时间应为 ISO 8601，如 2026-07-01T08:00:00+08:00' })

export const listAudit = endpoint('GET /org/audit', {
  summary: '审计日志（新的在前）；可按人、种类、对象、结果、时间筛选',
  allow: 'org.audit.view',
  query: PageQuery.extend({
    subject: z.string().max(120).optional(),
    kind: z.string().max(80).optional().describe('种类或其前缀，如 org.person'),
    object: z.string().max(200).optional(),
    result: z.enum(['ok', 'refused']).optional(),
    from: Instant.optional(),
    to: Instant.optional(),
  }),
  reply: Page(AuditEntry),
})

/** What makes a look-up of personal data unusual. 示例: a town sets its own when it knows its work. */
export const unusualLimits = { perDay: 20, nightFrom: 22, nightTo: 6, samePerson: 3 } as const

export const UnusualLook = z.object({
  /** `many` in one day, at `night`, or `repeated` at the same person. */
  why: z.enum(['many', 'night', 'repeated']),
  text: z.string(),
  subject: z.string(),
  name: z.string().nullable(),
  object: z.string().nullable(),
  count: z.int(),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
})
export type UnusualLook = z.infer<typeof UnusualLook>

export const listUnusual = endpoint('GET /org/audit/unusual', {
  summary: '异常查询：一天内多次、夜间、反复查看同一人的个人信息（默认近 30 天；阈值为示例）',
  allow: 'org.audit.view',
  query: z.object({ from: Instant.optional(), to: Instant.optional() }),
  reply: z.object({ rows: z.array(UnusualLook) }),
})
