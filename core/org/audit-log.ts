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
