import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Channel, HandlingKind, MatterLevel, MatterLimit, MatterType, MatterVersion, MeetingClass, Way } from './matter.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const read = 'service.matter.read'
const manage = 'service.matter.manage'
const byCode = z.object({ code: z.string().max(60) })

export const MatterState = z.enum(['standing', 'planned', 'stopped'])
export type MatterState = z.infer<typeof MatterState>
export const matterStateTitles: Readonly<Record<MatterState, string>> = { standing: '在用', planned: '待启用', stopped: '已停用' }

/** The catalogue as of a day, today where none is given. */
export const MatterFilter = z.object({
  q: z.string().trim().max(60).optional(),
  on: Day.optional(),
  state: MatterState.default('standing'),
  way: Way.optional(),
  meeting: MeetingClass.optional(),
  domain: z.string().max(30).optional(),
  unit: Id.optional(),
  type: MatterType.optional(),
  level: MatterLevel.optional(),
  handling: HandlingKind.optional(),
  agency: z.enum(['yes', 'no']).optional(),
})
export type MatterFilter = z.infer<typeof MatterFilter>

export const MatterRow = z.object({
  code: z.string(),
  from: Day,
  to: Day.optional(),
  name: z.string(),
  domain: z.string(),
  type: MatterType,
  unitId: Id,
  unitName: z.string(),
  level: MatterLevel,
  handling: HandlingKind,
  meeting: MeetingClass,
  ways: z.array(Way),
  channels: z.array(Channel),
  statutory: MatterLimit,
  promised: MatterLimit,
  visits: z.int(),
  materials: z.int(),
  fees: z.int(),
  agentAllowed: z.boolean(),
  soleOfficer: z.boolean(),
  example: z.boolean(),
})
export type MatterRow = z.infer<typeof MatterRow>

const Tally = z.array(z.object({ key: z.string(), title: z.string(), total: z.int() }))

export const MatterCounts = z.object({
  total: z.int(),
  planned: z.int(),
  stopped: z.int(),
  meeting: z.record(MeetingClass, z.int()),
  ways: z.record(Way, z.int()),
  agency: z.int(),
  village: z.int(),
  /** 承诺压缩率 = 1 − Σ承诺 ÷ Σ法定, in working days (rules.md §5.2); the sums beside it, undefined where nothing has a statutory limit. */
  compression: z.object({ promised: z.number(), statutory: z.number(), rate: z.number().optional() }),
  domains: Tally,
  types: Tally,
  units: Tally,
})
export type MatterCounts = z.infer<typeof MatterCounts>

export const listMatters = endpoint('GET /service/matters', {
  summary: '事项清单（某日在用、待启用或已停用）',
  allow: read,
  query: MatterFilter.extend(PageQuery.shape),
  reply: Page(MatterRow),
})
export const countMatters = endpoint('GET /service/matters/counts', {
  summary: '事项计数：办理方式、见面情况、分类、单位和承诺压缩率',
  allow: read,
  query: z.object({ on: Day.optional() }),
  reply: MatterCounts,
})
export const readMatter = endpoint('GET /service/matters/:code', {
  summary: '读取一个事项在某日的版本',
  allow: read,
  params: byCode,
  query: z.object({ on: Day.optional() }),
  reply: MatterVersion,
  errors: ['service.matter-missing'],
})

export const MatterVersionRow = z.object({
  from: Day,
  to: Day.optional(),
  changedAt: z.string(),
  changedBy: z.string(),
  matter: MatterVersion,
  changes: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
})
export type MatterVersionRow = z.infer<typeof MatterVersionRow>
export const readVersions = endpoint('GET /service/matters/:code/versions', {
  summary: '一个事项的全部版本，新的在前，附与上一版的不同',
  allow: read,
  params: byCode,
  reply: z.object({ unitName: z.string(), rows: z.array(MatterVersionRow) }),
  errors: ['service.matter-missing'],
})
export const publishMatter = endpoint('POST /service/matters', {
  summary: '新增事项，或自某日起启用新版本；过去的日子不变',
  allow: manage,
  body: z.object({
    actionId: Id,
    matter: MatterVersion.omit({ to: true }),
    /** The day of the latest version the editor has seen; left out for a new matter. */
    seen: Day.optional(),
  }),
  reply: MatterVersion,
  errors: ['service.matter-unsound', 'service.matter-past', 'service.matter-followed', 'platform.conflict'],
})
export const stopMatter = endpoint('POST /service/matters/:code/stop', {
  summary: '自某日起停用事项',
  allow: manage,
  params: byCode,
  body: z.object({ actionId: Id, on: Day, reason: z.string({ error: '请填写停用依据' }).trim().min(2, '请填写停用依据').max(120) }),
  reply: MatterVersion,
  errors: ['service.matter-missing', 'service.matter-past', 'service.matter-followed'],
})
export const exportMatters = endpoint('GET /service/matters/export', {
  summary: '导出事项清单（CSV 或 XLSX），可以再导入',
  allow: read,
  query: MatterFilter.extend({ as: z.enum(['csv', 'xlsx']).default('csv') }),
  reply: z.unknown(),
  wire: 'file',
})

/** What the administrator vouches for where the file says nothing; every line tells what was filled this way. */
export const ImportDefaults = z.object({
  from: Day.optional(),
  unit: Id.optional(),
  domain: z.string().trim().min(1).max(30).optional(),
  basis: z.string().trim().min(2).max(300).optional(),
  statutory: z.coerce.number().int().min(0).max(365).optional(),
  promised: z.coerce.number().int().min(0).max(365).optional(),
  visits: z.coerce.number().int().min(0).max(9).optional(),
})
export type ImportDefaults = z.infer<typeof ImportDefaults>

export const ImportLine = z.object({
  line: z.int(),
  effect: z.enum(['add', 'change', 'same', 'refused']),
  code: z.string(),
  name: z.string(),
  matter: MatterVersion.optional(),
  /** Names of what came from the defaults. */
  filled: z.array(z.string()),
  faults: z.array(z.string()),
})
export type ImportLine = z.infer<typeof ImportLine>
export const previewMatters = endpoint('POST /service/matters/import/preview', {
  summary: '上传事项清单（CSV 或 XLSX）并逐行预览，不写入',
  allow: manage,
  query: ImportDefaults,
  wire: 'upload',
  transaction: 'own',
  reply: z.object({
    columns: z.array(z.string()),
    /** Columns of the file nothing is read from. */
    ignored: z.array(z.string()),
    lines: z.array(ImportLine),
    counts: z.object({ add: z.int(), change: z.int(), same: z.int(), refused: z.int() }),
  }),
  errors: ['service.matter-file'],
})
export const importMatters = endpoint('POST /service/matters/import', {
  summary: '按预览导入事项：全部写入，或一行也不写',
  allow: manage,
  body: z.object({
    actionId: Id,
    matters: z
      .array(MatterVersion.omit({ to: true }))
      .min(1, '没有可导入的行')
      .max(5000, '一次最多导入 5000 项'),
  }),
  reply: z.object({ added: z.int(), changed: z.int() }),
  errors: ['service.matter-import'],
  bodyLimit: 32 * 1024 * 1024,
})
