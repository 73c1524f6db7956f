import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { HandlingKind, MatterLevel, MatterType, MeetingClass, Way } from './matter.ts'

/** Matters by what they are: the list follows the catalogue by itself. All that is given must hold. */
export const ListRule = z.object({
  way: Way.optional(),
  meeting: MeetingClass.optional(),
  domain: z.string().max(30).optional(),
  unit: Id.optional(),
  type: MatterType.optional(),
  level: MatterLevel.optional(),
  handling: HandlingKind.optional(),
  agency: z.enum(['yes', 'no']).optional(),
})
export type ListRule = z.infer<typeof ListRule>

const Codes = z.array(z.string().max(60)).max(600, '一份清单最多点选 600 项')

/** What a list holds: matters by a rule, matters by hand, one-things by hand. */
export const ListSpec = z.object({
  note: z.string().trim().max(200),
  rule: ListRule.optional(),
  matters: Codes,
  oneThings: Codes,
})
export type ListSpec = z.infer<typeof ListSpec>

/** 展示清单. `hall`: shown in the hall as its first or second list; a list put there takes the place of the one before. */
export const ListSet = z.object({
  id: Id,
  name: z.string(),
  hall: z.literal([1, 2]).optional(),
  spec: ListSpec,
  version: z.int(),
  total: z.int(),
})
export type ListSet = z.infer<typeof ListSet>

export const ListEntry = z.object({ kind: z.enum(['matter', 'one-thing']), code: z.string(), name: z.string(), remark: z.string() })
export type ListEntry = z.infer<typeof ListEntry>

const manage = 'service.matter.manage'
const ListDraft = z.object({
  name: z.string({ error: '请填写清单名称' }).trim().min(2, '清单名称至少 2 个字').max(40, '清单名称最多 40 个字'),
  hall: z.literal([1, 2]).optional(),
  spec: ListSpec,
})

export const listSets = endpoint('GET /service/list-sets', {
  summary: '展示清单',
  allow: 'service.matter.read',
  reply: z.object({ rows: z.array(ListSet) }),
})
export const readSet = endpoint('GET /service/list-sets/:id', {
  summary: '一份清单今天的内容',
  allow: 'service.matter.read',
  params: z.object({ id: Id }),
  reply: z.object({ set: ListSet, entries: z.array(ListEntry) }),
  errors: ['service.list-set-missing'],
})
export const addSet = endpoint('POST /service/list-sets', {
  summary: '新增展示清单',
  allow: manage,
  body: ListDraft.extend({ actionId: Id }),
  reply: ListSet,
  errors: ['service.list-set-many'],
})
export const changeSet = endpoint('POST /service/list-sets/:id', {
  summary: '修改展示清单',
  allow: manage,
  params: z.object({ id: Id }),
  body: ListDraft.extend({ actionId: Id, version: z.int() }),
  reply: ListSet,
  errors: ['service.list-set-missing', 'platform.conflict'],
})
export const dropSet = endpoint('POST /service/list-sets/:id/drop', {
  summary: '删除展示清单',
  allow: manage,
  params: z.object({ id: Id }),
  body: z.object({ actionId: Id }),
  reply: z.object({}),
  errors: ['service.list-set-missing'],
})
/** For the hall's screens: nobody signs in there. */
export const hallLists = endpoint('GET /public/service/hall-lists', {
  summary: '大厅展示的两份清单',
  allow: 'public',
  perMinute: 120,
  reply: z.object({
    lists: z.array(z.object({ place: z.literal([1, 2]), name: z.string(), note: z.string(), entries: z.array(ListEntry) })),
  }),
})
