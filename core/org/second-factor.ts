import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { z } from 'zod'
import { Session } from './session.ts'

/** Six digits of an authenticator app. */
export const OneTimeCode = z.string({ error: '请填写动态口令' }).regex(/^\d{6}$/u, '动态口令为 6 位数字')

export const beginSecondFactor = endpoint('POST /session/second-factor', {
  summary: '绑定动态口令第一步：取得密钥（只显示这一次），用认证器 App 扫码',
  allow: 'signed-in',
  transaction: 'own',
  reply: z.object({ secret: z.string(), uri: z.string().describe('otpauth 地址，画成二维码') }),
  errors: ['org.second-factor-set'],
})

export const confirmSecondFactor = endpoint('PUT /session/second-factor', {
  summary: '绑定动态口令第二步：输入 App 上的 6 位口令确认',
  allow: 'signed-in',
  perMinute: 20,
  body: z.object({ code: OneTimeCode }),
  reply: Session,
  errors: ['org.wrong-code', 'org.second-factor-set'],
})

export const resetSecondFactor = endpoint('POST /org/people/:id/second-factor', {
  summary: '解除某人的动态口令（手机丢失等），此人须重新绑定；留痕',
  allow: 'org.account.manage',
  params: z.object({ id: Id }),
  body: z.object({ reason: z.string({ error: '请写明解除理由' }).trim().min(2, '请写明解除理由（至少 2 个字）').max(200) }),
  reply: z.object({}),
})

/** `admins`: the three administrators must sign in with a code as well (rules.md §8.6). */
export const SecurityPolicy = z.object({
  secondFactor: z.enum(['off', 'admins'], { error: '只能是 off（不强制）或 admins（管理员强制）' }),
})
export type SecurityPolicy = z.infer<typeof SecurityPolicy>

export const readSecurity = endpoint('GET /org/security', { summary: '登录安全策略', allow: 'org.role.manage', reply: SecurityPolicy })
export const changeSecurity = endpoint('PUT /org/security', {
  summary: '修改登录安全策略：是否强制管理员使用动态口令',
  allow: 'org.role.manage',
  body: SecurityPolicy,
  reply: SecurityPolicy,
})
