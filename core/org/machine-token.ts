import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'
import { Day } from './day.ts'

/** A token for a machine: `authorization: Bearer …`. It reaches the whole town within its scopes. */
export const MachineToken = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  expires: Day.nullable().describe('首个失效日'),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  lastUsed: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type MachineToken = z.infer<typeof MachineToken>

const manage = 'org.token.manage'

export const listTokens = endpoint('GET /org/tokens', {
  summary: '接口令牌列表',
  allow: manage,
  query: PageQuery,
  reply: Page(MachineToken),
})

export const createToken = endpoint('POST /org/tokens', {
  summary: '签发接口令牌；令牌内容只显示这一次',
  allow: manage,
  transaction: 'own',
  body: z.object({
    name: z.string({ error: '请填写用途' }).trim().min(2, '请填写用途（至少 2 个字）').max(60, '用途最多 60 个字'),
    scopes: z.array(z.string().max(80)).min(1, '请至少选择一项权限').max(50),
    expires: Day.nullable().default(null),
  }),
  reply: z.object({ token: z.string(), row: MachineToken }),
  errors: ['org.unknown-permission', 'org.bad-date'],
})

export const revokeToken = endpoint('DELETE /org/tokens/:id', {
  summary: '吊销接口令牌',
  allow: manage,
  params: z.object({ id: Id }),
  reply: MachineToken,
})
