import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { z } from 'zod'
import { Version } from './version.ts'
import { Day } from './day.ts'

/** 一中心、两前台、六后台, villages and communities, and who works beside them. */
export const UnitKind = z.enum(['town', 'center', 'front', 'back', 'village', 'community', 'station', 'team', 'external'], {
  error: '单位类别不在可选范围内',
})
export type UnitKind = z.infer<typeof UnitKind>

export const unitKindTitles: Readonly<Record<UnitKind, string>> = {
  town: '镇',
  center: '中心',
  front: '前台',
  back: '后台',
  village: '村',
  community: '社区',
  station: '站所',
  team: '队伍',
  external: '外部单位',
}

/** A unit as it was called and placed on one day. */
export const Unit = z.object({
  id: Id,
  code: z.string().nullable(),
  kind: UnitKind,
  name: z.string(),
  short: z.string(),
  parentId: Id.nullable(),
  position: z.int(),
  from: Day,
  to: Day.nullable(),
  /** Goes up with every change; given back on update, so that a second editor is told. */
  version: z.int(),
})
export type Unit = z.infer<typeof Unit>

export const UnitDetail = Unit.extend({
  /** Every name it had, oldest first. */
  names: z.array(z.object({ name: z.string(), short: z.string(), from: Day, to: Day.nullable() })),
  parents: z.array(z.object({ parentId: Id.nullable(), from: Day, to: Day.nullable() })),
})
export type UnitDetail = z.infer<typeof UnitDetail>

const Name = z.string({ error: '请填写单位名称' }).trim().min(2, '单位名称至少 2 个字').max(60, '单位名称最多 60 个字')
const Short = z.string().trim().min(1).max(20, '简称最多 20 个字')
const Code = z.string().trim().min(1).max(40, '编号最多 40 个字符')
const Position = z.int({ error: '排序应为整数' }).min(0).max(99_999)
const at = z.object({ id: Id })
const manage = 'org.unit.manage'
const view = 'org.unit.view'

export const listUnits = endpoint('GET /org/units', {
  summary: '单位列表（可看某一天的名称和隶属）',
  allow: view,
  query: PageQuery.extend({ at: Day.optional(), q: z.string().max(60).optional(), kind: UnitKind.optional(), parentId: Id.optional() }),
  reply: Page(Unit),
})

export const getUnit = endpoint('GET /org/units/:id', {
  summary: '单位详情及历年名称、隶属',
  allow: view,
  params: at,
  query: z.object({ at: Day.optional() }),
  reply: UnitDetail,
})

export const createUnit = endpoint('POST /org/units', {
  summary: '设立单位',
  allow: manage,
  body: z.object({
    name: Name,
    short: Short.optional(),
    kind: UnitKind,
    code: Code.optional(),
    parentId: Id.nullable(),
    position: Position.default(1000),
    from: Day,
  }),
  reply: UnitDetail,
  errors: ['org.code-taken', 'org.bad-tree'],
})

export const updateUnit = endpoint('PUT /org/units/:id', {
  summary: '修改单位类别、编号、排序（改名和改隶属另有接口，须带生效日期）',
  allow: manage,
  params: at,
  body: z.object({ kind: UnitKind, code: Code.nullable(), position: Position, version: Version }),
  reply: UnitDetail,
  errors: ['org.code-taken', 'platform.conflict'],
})

export const renameUnit = endpoint('POST /org/units/:id/name', {
  summary: '单位更名，自某日起；此前的记录仍显示旧名',
  allow: manage,
  params: at,
  body: z.object({ name: Name, short: Short.optional(), from: Day, version: Version }),
  reply: UnitDetail,
  errors: ['org.bad-date', 'platform.conflict'],
})

export const moveUnit = endpoint('POST /org/units/:id/parent', {
  summary: '调整隶属，自某日起',
  allow: manage,
  params: at,
  body: z.object({ parentId: Id.nullable(), from: Day, version: Version }),
  reply: UnitDetail,
  errors: ['org.bad-date', 'org.bad-tree', 'platform.conflict'],
})

export const closeUnit = endpoint('POST /org/units/:id/end', {
  summary: '撤销单位，自某日起；须先移走人员和下级单位',
  allow: manage,
  params: at,
  body: z.object({ to: Day, version: Version }),
  reply: UnitDetail,
  errors: ['org.in-use', 'org.bad-date', 'platform.conflict'],
})

export const orgTree = endpoint('GET /org/tree', {
  summary: '某一天的组织机构树（先序排列，depth 为层级）',
  allow: view,
  query: z.object({ at: Day.optional() }),
  reply: z.object({ at: Day, rows: z.array(Unit.extend({ depth: z.int(), people: z.int() })) }),
})
