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

/**
 * Permissions that lay personal data open or carry it out of the house: `module.noun.reveal` and `module.noun.export`. Where
 * the town demands it they are held only by somebody who signs in with two factors (PIPL art. 51, rules.md §8.6).
 */
export const laysOpen = (permission: string): boolean => /\.(?:reveal|export)$/u.test(permission)

/**
 * `secondFactor: admins`: the three administrators must sign in with a code as well (rules.md §8.6). `dataFactor: demanded`:
 * so must everybody who reveals personal data or exports; the default of a real town, off in a demo town.
 */
export const SecurityPolicy = z.object({
  secondFactor: z.enum(['off', 'admins'], { error: '只能是 off（不强制）或 admins（管理员强制）' }),
  dataFactor: z.enum(['off', 'demanded'], { error: '只能是 off（不要求）或 demanded（查看个人信息和导出须有动态口令）' }),
})
export type SecurityPolicy = z.infer<typeof SecurityPolicy>

export const readSecurity = endpoint('GET /org/security', { summary: '登录安全策略', allow: 'org.role.manage', reply: SecurityPolicy })
export const changeSecurity = endpoint('PUT /org/security', {
  summary: '修改登录安全策略：管理员是否强制动态口令，查看个人信息和导出是否须有动态口令',
  allow: 'org.role.manage',
  body: SecurityPolicy,
  reply: SecurityPolicy,
})
