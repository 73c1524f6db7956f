import { z } from 'zod'
import { Id } from '#platform/contract/id.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { AreaCode, AreaRef } from './area.ts'

const Day = z.iso.date()

/** A post one of whose areas is no more, or will not be. */
export const StrayPost = z.object({
  postId: Id,
  title: z.string(),
  unitName: z.string(),
  role: z.string(),
  /** Today's areas and version of the post: what a change of it must give back. */
  areas: z.array(z.string()),
  to: Day.nullable(),
  version: z.int(),
  holders: z.array(z.string()),
  strays: z.array(
    z.object({
      code: z.string(),
      /** Empty for a code that never was. */
      name: z.string(),
      /** First day without it. */
      endedOn: Day.optional(),
      /** Areas of the same tier that have its ground, with their share of it, the largest first. */
      successors: z.array(z.object({ code: AreaCode, name: z.string(), share: z.number() })),
    }),
  ),
})
export type StrayPost = z.infer<typeof StrayPost>

export const listStrayPosts = endpoint('GET /areas/stray-posts', {
  summary: '岗位还在已停用（或将停用）的网格上：列出岗位、停用的网格和承接的网格',
  allow: 'area.area.read',
  reply: z.object({ posts: z.array(StrayPost) }),
})

/** Without borders: what a tree to pick from needs. */
export const listAreaNames = endpoint('GET /areas/names', {
  summary: '今天有效的区域名称和上下级（不含边界），供选择辖区',
  allow: 'signed-in',
  reply: z.object({ areas: z.array(AreaRef.extend({ parent: AreaCode.optional() })) }),
})
