import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Frequency } from './frequency.ts'
import { Instant } from './position.ts'

/** One line of a list: what to look at, what is right, whether a photo is wanted. */
export const ChecklistItem = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, '项目键只能用小写字母、数字和短横线'),
  title: z.string().trim().min(1, '请填写检查项').max(80, '检查项最多 80 个字'),
  standard: z.string().max(300, '标准最多 300 个字').default(''),
  /** never: not asked; found: when something is wrong; always. */
  photo: z.enum(['never', 'found', 'always'], { error: '请选择拍照要求' }).default('found'),
  /** The class an incident of this item gets, so that nobody types it again. */
  classCode: z.string().max(20).optional(),
})
export type ChecklistItem = z.infer<typeof ChecklistItem>

const Items = z
  .array(ChecklistItem)
  .min(1, '清单至少一项')
  .max(60, '清单最多 60 项')
  .refine((items) => new Set(items.map(({ key }) => key)).size === items.length, '检查项的键不能重复')

export const Checklist = z.object({
  id: Id,
  title: z.string(),
  frequency: Frequency,
  frequencyText: z.string(),
  keyPlace: z.boolean(),
  version: z.int(),
  items: z.array(ChecklistItem),
  publishedAt: Instant,
  publishedBy: z.string(),
  active: z.boolean(),
  objects: z.int(),
})
export type Checklist = z.infer<typeof Checklist>

const Draft = z.object({
  title: z.string().trim().min(1, '请填写对象类别').max(40, '对象类别最多 40 个字'),
  frequency: Frequency,
  keyPlace: z.boolean().default(false),
  items: Items,
})
const errors = ['patrol.checklist-unknown', 'patrol.checklist-faulty', 'platform.conflict'] as const

export const listChecklists = endpoint('GET /patrol/checklists', {
  summary: '检查清单（各类对象当前版本）',
  allow: 'patrol.object.read',
  query: PageQuery,
  reply: Page(Checklist),
})

export const readChecklist = endpoint('GET /patrol/checklists/:id/versions/:version', {
  summary: '清单的某一版本',
  allow: 'patrol.object.read',
  params: z.object({ id: Id, version: z.coerce.number().int().positive() }),
  reply: Checklist,
  errors,
})

export const createChecklist = endpoint('POST /patrol/checklists', {
  summary: '新增一类对象及其清单',
  allow: 'patrol.checklist.manage',
  body: Draft.extend({ actionId: Id }),
  reply: Checklist,
  errors,
})

export const publishChecklist = endpoint('POST /patrol/checklists/:id/versions', {
  summary: '发布清单新版本；进行中的巡查仍用原版本',
  allow: 'patrol.checklist.manage',
  params: z.object({ id: Id }),
  body: Draft.extend({ actionId: Id, seen: z.int() }),
  reply: Checklist,
  errors,
})
