import { z } from 'zod'
import { CaseCard } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const Village = z.string().regex(/^\d{12}$/, '村（社区）编码应为 12 位数字')
export const CoverStateKey = z.enum(['own', 'substitute', 'none'])

export const GridCover = z.object({
  code: z.string(),
  name: z.string(),
  tier: z.string(),
  tierTitle: z.string(),
  villageCode: z.string(),
  village: z.string(),
  state: CoverStateKey,
  stateTitle: z.string(),
  people: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      postId: Id,
      post: z.string(),
      away: z.string().optional(),
      /** Days of every week this post rests, 1 Monday … 7 Sunday. */
      restWeekdays: z.array(z.int()),
      /** Who is named to stand in. */
      substitute: z.object({ personId: Id, name: z.string() }).optional(),
    }),
  ),
  substitute: z.object({ personId: Id, name: z.string() }).optional(),
})
export type GridCover = z.infer<typeof GridCover>

export const readCoverage = endpoint('GET /grid/coverage', {
  summary: '网格覆盖：某一天谁负责哪个网格，谁替班，哪里无人',
  allow: 'grid.coverage.read',
  query: z.object({ day: Day.optional(), state: CoverStateKey.optional(), villageCode: Village.optional() }),
  reply: z.object({
    day: z.iso.date(),
    counts: z.object({ own: z.int(), substitute: z.int(), none: z.int() }),
    grids: z.array(GridCover),
  }),
})

export const readCoverageWeek = endpoint('GET /grid/coverage-week', {
  summary: '一周覆盖：每天替班与无人的网格',
  allow: 'grid.coverage.read',
  query: z.object({ from: Day.optional() }),
  reply: z.object({
    days: z.array(
      z.object({
        day: z.iso.date(),
        own: z.int(),
        substitute: z.int(),
        none: z.int(),
        uncovered: z.array(z.object({ code: z.string(), name: z.string() })),
      }),
    ),
  }),
})

export const RestView = z.object({
  id: Id,
  personId: Id,
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  reason: z.string(),
  madeBy: z.string(),
})

export const listRests = endpoint('GET /grid/rests', {
  summary: '请假休息',
  allow: 'grid.coverage.read',
  query: PageQuery.extend({ from: Day.optional() }),
  reply: Page(RestView),
})

export const addRest = endpoint('POST /grid/rests', {
  summary: '登记请假休息',
  allow: 'grid.rest.manage',
  body: z
    .object({ actionId: Id, personId: Id, from: Day, to: Day, reason: z.string().trim().min(1, '请填写事由').max(60, '事由最多 60 个字') })
    .refine(({ from, to }) => from <= to, { error: '结束日早于开始日', path: ['to'] }),
  reply: RestView,
  errors: ['platform.not-found'],
})

export const dropRest = endpoint('POST /grid/rests/:id/drop', {
  summary: '销假',
  allow: 'grid.rest.manage',
  params: z.object({ id: Id }),
  reply: z.object({ id: Id }),
  errors: ['grid.rest-unknown'],
})

export const setStandIn = endpoint('PUT /grid/posts/:id/stand-in', {
  summary: '设定岗位的轮休日和替班人',
  allow: 'grid.rest.manage',
  params: z.object({ id: Id }),
  body: z.object({
    substituteId: Id.nullable(),
    restWeekdays: z.array(z.int().min(1).max(7)).max(6, '不能每天都轮休'),
  }),
  reply: z.object({ postId: Id, substituteId: Id.nullable(), restWeekdays: z.array(z.int()) }),
  errors: ['grid.post-unknown', 'platform.invalid'],
})

const Planned = z.object({
  line: z.int(),
  gridCode: z.string(),
  grid: z.string(),
  name: z.string(),
  login: z.string(),
  title: z.string(),
  /** keep: already so; bind: a new appointment; wrong: cannot be done as it stands. */
  effect: z.enum(['keep', 'bind', 'wrong']),
  remark: z.string(),
})
export type PlannedBinding = z.infer<typeof Planned>
const File = z.object({ text: z.string().min(1, '文件是空的').max(2_000_000, '文件超过 2 MB'), from: Day.optional() })
const Plan = z.object({
  counts: z.object({ keep: z.int(), bind: z.int(), wrong: z.int() }),
  /** Grids of each tier the file covers: 20 / 76 / 378. */
  tiers: z.array(z.object({ tier: z.string(), title: z.string(), covered: z.int(), of: z.int() })),
  lines: z.array(Planned),
})

export const previewBindings = endpoint('POST /grid/bindings/preview', {
  summary: '预览人员与网格绑定文件，不写入',
  allow: 'grid.binding.import',
  bodyLimit: 4_000_000,
  body: File,
  reply: Plan,
  errors: ['grid.file-unreadable'],
})

export const importBindings = endpoint('POST /grid/bindings', {
  summary: '导入人员与网格绑定：一次任职到全部网格',
  allow: 'grid.binding.import',
  bodyLimit: 4_000_000,
  body: File.extend({ actionId: Id, onlyRight: z.boolean().default(false) }),
  reply: Plan,
  errors: ['grid.file-unreadable', 'grid.file-faulty'],
})

export const StationRow = z.object({ code: z.string(), name: z.string(), people: z.int(), openCases: z.int(), openWhistles: z.int() })
export const listStations = endpoint('GET /grid/stations', {
  summary: '工作站（村、社区）',
  allow: 'grid.station.read',
  query: PageQuery,
  reply: Page(StationRow),
})

export const readStation = endpoint('GET /grid/stations/:code', {
  summary: '工作站今天：它的哨、它的事件、它的人',
  allow: 'grid.station.read',
  params: z.object({ code: z.string().regex(/^\d{6,18}$/, '村（社区）编码应为 12 位数字') }),
  reply: z.object({
    code: z.string(),
    name: z.string(),
    counts: z.object({ openCases: z.int(), lateCases: z.int(), openWhistles: z.int(), closedThisMonth: z.int() }),
    cases: z.array(CaseCard),
    whistles: z.array(CaseCard),
    people: z.array(z.object({ personId: Id, name: z.string(), post: z.string(), unit: z.string(), areas: z.array(z.string()) })),
    grids: z.array(GridCover),
  }),
  errors: ['grid.station-unknown'],
})
