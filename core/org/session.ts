import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { z } from 'zod'
import { Reach } from './actor.ts'

/** Header of requests a page makes by itself (polling): they do not count as activity for the idle limit. */
export const backgroundHeader = 'x-background'

/** rules.md §8.6: administrators leave after 15 idle minutes, others after 30; everybody after 12 hours. */
export const sessionLimits = { adminIdleMinutes: 15, idleMinutes: 30, absoluteHours: 12 } as const
/** rules.md §8.6: five failures within 15 minutes lock for 30. */
export const lockout = { failures: 5, withinMinutes: 15, minutes: 30 } as const

export const MyPost = z.object({
  id: Id,
  title: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  unitId: Id,
  unitName: z.string(),
  areas: z.array(z.string()),
  /** Whom I stand in for at this post (代班). */
  substituteFor: z.string().nullable(),
})
export type MyPost = z.infer<typeof MyPost>

export const Session = z.object({
  person: z.object({ id: Id, login: z.string(), name: z.string(), phone: z.string().nullable().describe('已脱敏') }),
  /** Today's posts to choose from. */
  posts: z.array(MyPost),
  /** The post this session works at; null when it ended meanwhile: choose another. */
  postId: Id.nullable(),
  permissions: z.array(z.string()),
  reach: z.record(z.string(), z.array(Reach)),
  town: z.object({ code: z.string(), name: z.string(), demo: z.boolean() }),
  /** Until the password is changed the session holds no permission. */
  mustChangePassword: z.enum(['first', 'expired']).nullable(),
  /** `needed`: this post demands a one-time code and none is bound yet; until then the session holds no permission. */
  secondFactor: z.enum(['off', 'set', 'needed']),
  /** What the post may do only once a one-time code is bound, in words: revealing personal data, exporting. */
  withheld: z.array(z.string()),
  idleMinutes: z.number(),
  endsAt: z.iso.datetime(),
})
export type Session = z.infer<typeof Session>

const Done = z.object({})
const Password = z.string({ error: '请填写密码' }).min(1, '请填写密码').max(128, '密码最多 128 个字符')

export const signIn = endpoint('POST /session', {
  summary: '登录；同一账号连续 5 次失败锁定 30 分钟',
  allow: 'public',
  perMinute: 60,
  transaction: 'own',
  body: z.object({
    login: z.string({ error: '请填写账号' }).trim().min(1, '请填写账号').max(60, '账号最多 60 个字符'),
    password: Password,
    /** The one-time code, when `org.code-needed` was answered. */
    code: z.string().trim().max(12).optional(),
  }),
  reply: Session,
  errors: ['org.wrong-credentials', 'org.code-needed', 'org.wrong-code', 'org.locked', 'org.disabled', 'org.no-post'],
})

export const whoAmI = endpoint('GET /session', { summary: '我是谁：岗位、权限、所在镇', allow: 'signed-in', reply: Session })

export const signOut = endpoint('DELETE /session', { summary: '退出登录', allow: 'signed-in', reply: Done })

export const choosePost = endpoint('PUT /session/post', {
  summary: '切换岗位',
  allow: 'signed-in',
  body: z.object({ postId: Id }),
  reply: Session,
  errors: ['org.not-your-post'],
})

export const changePassword = endpoint('POST /session/password', {
  summary: '修改自己的密码；其他设备上的登录随之退出',
  allow: 'signed-in',
  perMinute: 20,
  transaction: 'own',
  body: z.object({ current: Password, next: Password }),
  reply: Session,
  errors: ['org.wrong-password', 'org.weak-password', 'org.used-password', 'org.locked'],
})

export const DemoAccount = z.object({
  login: z.string(),
  name: z.string(),
  roleTitle: z.string(),
  postTitle: z.string(),
  unitName: z.string(),
})
export type DemoAccount = z.infer<typeof DemoAccount>

export const listDemoAccounts = endpoint('GET /session/demo-accounts', {
  summary: '登录页信息：镇名；演示镇另列各角色的演示账号',
  allow: 'public',
  reply: z.object({ townName: z.string(), demo: z.boolean(), password: z.string().nullable(), accounts: z.array(DemoAccount) }),
})
