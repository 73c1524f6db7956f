import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'
import { Version } from './version.ts'
import { Appointment } from './appointment.ts'

export const PersonStatus = z.enum(['active', 'disabled'], { error: '状态只能是在用或停用' })
export type PersonStatus = z.infer<typeof PersonStatus>

export const Person = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  phone: z.string().nullable().describe('已脱敏'),
  status: PersonStatus,
  version: z.int(),
  /** Today's posts in one line each: unit · post. */
  posts: z.array(z.string()),
})
export type Person = z.infer<typeof Person>

export const PersonDetail = Person.extend({
  appointments: z.array(Appointment),
  lockedUntil: z.iso.datetime().nullable(),
  mustChangePassword: z.boolean(),
  lastSignIn: z.iso.datetime().nullable(),
})
export type PersonDetail = z.infer<typeof PersonDetail>

const Name = z.string({ error: '请填写姓名' }).trim().min(2, '姓名至少 2 个字').max(40, '姓名最多 40 个字')
const Login = z
  .string({ error: '请填写账号' })
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,39}$/u, '账号为 3–40 位小写字母、数字、点、横线，以字母开头')
const Phone = z
  .string()
  .trim()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/u, '电话应为 11 位手机号，或带区号的固定电话')
const at = z.object({ id: Id })
/** A one-time password, shown once; the person must change it at the next sign-in. */
const OncePassword = z.object({ password: z.string() })

export const listPeople = endpoint('GET /org/people', {
  summary: '人员列表（电话已脱敏）',
  allow: 'org.unit.view',
  query: PageQuery.extend({ q: z.string().max(60).optional(), unitId: Id.optional(), status: PersonStatus.optional() }),
  reply: Page(Person),
})

export const getPerson = endpoint('GET /org/people/:id', {
  summary: '人员详情及任职经历',
  allow: 'org.unit.view',
  params: at,
  reply: PersonDetail,
})

export const createPerson = endpoint('POST /org/people', {
  summary: '新增人员并生成一次性初始密码',
  allow: 'org.person.manage',
  transaction: 'own',
  body: z.object({ login: Login, name: Name, phone: Phone.optional() }),
  reply: z.object({ person: PersonDetail, password: z.string() }),
  errors: ['org.login-taken'],
})

export const updatePerson = endpoint('PUT /org/people/:id', {
  summary: '修改姓名、电话、状态；不给 phone 则不变，null 为删除',
  allow: 'org.person.manage',
  params: at,
  body: z.object({ name: Name, phone: Phone.nullish(), status: PersonStatus, version: Version }),
  reply: PersonDetail,
  errors: ['platform.conflict'],
})

export const revealPhone = endpoint('POST /org/people/:id/reveal', {
  summary: '查看完整电话：须写明理由，逐次留痕',
  allow: 'org.person.reveal',
  transaction: 'own',
  params: at,
  body: z.object({
    reason: z.string({ error: '请写明查看理由' }).trim().min(2, '请写明查看理由（至少 2 个字）').max(200, '理由最多 200 个字'),
  }),
  reply: z.object({ phone: z.string() }),
  errors: ['org.no-phone'],
})

export const unlockAccount = endpoint('POST /org/people/:id/unlock', {
  summary: '解除登录锁定（留痕）',
  allow: 'org.account.manage',
  params: at,
  body: z.object({ reason: z.string({ error: '请写明解锁理由' }).trim().min(2, '请写明解锁理由（至少 2 个字）').max(200) }),
  reply: z.object({}),
})

export const resetPassword = endpoint('POST /org/people/:id/password', {
  summary: '重置密码：返回一次性密码，首次登录须修改；此人现有登录全部退出',
  allow: 'org.account.manage',
  transaction: 'own',
  params: at,
  body: z.object({ reason: z.string({ error: '请写明重置理由' }).trim().min(2, '请写明重置理由（至少 2 个字）').max(200) }),
  reply: OncePassword,
})
