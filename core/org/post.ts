import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'
import { Version } from './version.ts'
import { Day } from './day.ts'

/** A code prefix: town 9, village 12, basic grid 15, micro-grid 18 digits, a police beat as it is called; it covers what begins with it. */
export const AreaPrefix = z
  .string()
  .regex(/^(?:\d{6,18}|[A-Za-z][0-9A-Za-z-]{2,31})$/u, '辖区编码应为 6–18 位数字（村 12 位、网格 15 位），或警务网格编码')

/** A post (岗位): a chair in a unit with a role and its areas; people come and go. */
export const Post = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  title: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  areas: z.array(z.string()),
  from: Day,
  to: Day.nullable(),
  version: z.int(),
  /** Who sits there on the asked day. */
  holders: z.array(z.object({ personId: Id, name: z.string() })),
})
export type Post = z.infer<typeof Post>

const Title = z.string({ error: '请填写岗位名称' }).trim().min(1, '请填写岗位名称').max(60, '岗位名称最多 60 个字')
const Areas = z.array(AreaPrefix).max(200, '一个岗位最多 200 个辖区')
const at = z.object({ id: Id })

export const listPosts = endpoint('GET /org/posts', {
  summary: '岗位列表',
  allow: 'org.unit.view',
  query: PageQuery.extend({
    at: Day.optional(),
    unitId: Id.optional(),
    role: z.string().max(40).optional(),
    q: z.string().max(60).optional(),
  }),
  reply: Page(Post),
})

export const getPost = endpoint('GET /org/posts/:id', { summary: '岗位详情', allow: 'org.unit.view', params: at, reply: Post })

export const createPost = endpoint('POST /org/posts', {
  summary: '设立岗位',
  allow: 'org.post.manage',
  body: z.object({ unitId: Id, title: Title, role: z.string().max(40), areas: Areas.default([]), from: Day }),
  reply: Post,
})

export const updatePost = endpoint('PUT /org/posts/:id', {
  summary: '修改岗位名称、角色、辖区或截止日期',
  allow: 'org.post.manage',
  params: at,
  body: z.object({ title: Title, role: z.string().max(40), areas: Areas, to: Day.nullable(), version: Version }),
  reply: Post,
  errors: ['org.three-roles', 'org.bad-date', 'platform.conflict'],
})
