import { z } from 'zod'
import { When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { fact } from '#platform/contract/fact.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

/** A line of somebody's inbox. */
export const Notice = z.object({
  id: Id,
  at: When,
  kind: z.string(),
  title: z.string(),
  words: z.string(),
  urgent: z.boolean(),
  /** `case:<id>`: where a click leads. */
  object: z.string().optional(),
  readAt: When.optional(),
})
export type Notice = z.infer<typeof Notice>

export const listNotices = endpoint('GET /notices', {
  summary: '收件箱（当前岗位）',
  allow: 'signed-in',
  query: PageQuery.extend({ unread: z.coerce.boolean().optional() }),
  reply: Page(Notice).extend({ unread: z.int() }),
})

export const readNotices = endpoint('POST /notices/read', {
  summary: '标记已读（不给编号则全部已读）',
  allow: 'signed-in',
  body: z.object({ ids: z.array(Id).max(200, '一次最多 200 条').optional() }),
  reply: z.object({ unread: z.int() }),
})

/** An inbox changed; heard live by the people it was put to alone, one fact for all of them. */
export const noticeArrived = fact(
  'notice.notice-arrived',
  z.object({ title: z.string(), urgent: z.boolean(), object: z.string().optional() }),
)
