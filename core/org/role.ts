import { endpoint } from '#platform/contract/endpoint.ts'
import { z } from 'zod'
import { Version } from './version.ts'
import { Reach } from './actor.ts'
import { Duty } from './roles.ts'

/** A role of the town: what its posts may do, and how far. */
export const Role = z.object({
  key: z.string(),
  title: z.string(),
  /** One of the three administrators, who must be three people; null for everybody else. */
  duty: Duty.nullable(),
  /** Permission → how far, in force now. */
  reach: z.record(z.string(), z.array(Reach)),
  /** Which of them the town changed from the default. */
  changed: z.array(z.string()),
  posts: z.int().describe('使用此角色的岗位数'),
  version: z.int(),
})
export type Role = z.infer<typeof Role>

const Key = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/u, '角色代码为 2–40 位小写字母、数字、横线，以字母开头')
const Title = z.string({ error: '请填写角色名称' }).trim().min(2, '角色名称至少 2 个字').max(30, '角色名称最多 30 个字')
const Grants = z.record(z.string().max(80), z.array(Reach))
const at = z.object({ key: z.string().max(40) })

export const listRoles = endpoint('GET /org/roles', {
  summary: '角色及其权限',
  allow: 'org.unit.view',
  reply: z.object({ rows: z.array(Role) }),
})

export const getRole = endpoint('GET /org/roles/:key', { summary: '角色详情', allow: 'org.unit.view', params: at, reply: Role })

export const createRole = endpoint('POST /org/roles', {
  summary: '新增本镇角色',
  allow: 'org.role.manage',
  body: z.object({ key: Key, title: Title, reach: Grants }),
  reply: Role,
  errors: ['org.code-taken', 'org.unknown-permission'],
})

export const updateRole = endpoint('PUT /org/roles/:key', {
  summary: '修改角色名称和权限范围；空数组表示取消该权限',
  allow: 'org.role.manage',
  params: at,
  body: z.object({ title: Title, reach: Grants, version: Version }),
  reply: Role,
  errors: ['org.unknown-permission', 'org.three-roles', 'platform.conflict'],
})

export const listPermissions = endpoint('GET /org/permissions', {
  summary: '全部权限及名称',
  allow: 'org.unit.view',
  reply: z.object({ rows: z.array(z.object({ key: z.string(), title: z.string() })) }),
})
