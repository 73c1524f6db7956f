import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Area, AreaCode, AreaRef, Tier } from './area.ts'
import { BoundaryChange } from './change.ts'
import { Datum } from './datum.ts'
import { Finding } from './finding.ts'
import { AreaFormat } from './import-format.ts'
import { Answering, AreaVersion, SeenVersion } from './record.ts'

const Day = z.iso.date({ error: '日期应为 年-月-日' })
const Reason = z.string().trim().min(4, '请写明理由，至少 4 个字').max(300, '理由不超过 300 字')

/** Largest change in bytes: all borders of a town of 500 grids, drawn finely. */
const MAX_CHANGE_BYTES = 20 * 1024 * 1024

export const readArea = endpoint('GET /areas/:code', {
  summary: '一个区域在某一天的版本、面积和负责人',
  allow: 'area.area.read',
  params: z.object({ code: AreaCode }),
  query: z.object({ at: Day.optional() }),
  reply: z.object({
    at: Day,
    area: Area,
    squareMetres: z.number(),
    parent: AreaRef.optional(),
    children: z.array(AreaRef),
    answering: Answering,
  }),
  errors: ['platform.not-found'],
})

export const readAreaCodes = endpoint('GET /areas/codes', {
  summary: '用过的全部区域编码（含已停用，不得再用）',
  allow: 'area.area.read',
  reply: z.object({ codes: z.array(AreaCode) }),
})

export const readAreaVersions = endpoint('GET /areas/:code/versions', {
  summary: '一个编码的历次边界版本，新的在前',
  allow: 'area.area.read',
  params: z.object({ code: AreaCode }),
  reply: z.object({ versions: z.array(AreaVersion) }),
  errors: ['platform.not-found'],
})

export const checkBoundaries = endpoint('POST /areas/check', {
  summary: '检查某一天的边界：重叠、空洞、细缝、超出上级、编码',
  allow: 'area.area.read',
  transaction: 'own',
  body: z.object({ at: Day.optional() }),
  reply: z.object({ at: Day, count: z.int(), findings: z.array(Finding) }),
  errors: ['area.too-tangled', 'platform.busy'],
})

export const exportAreas = endpoint('GET /areas/export', {
  summary: '导出某一天的区域（GeoJSON、CSV、XLSX）',
  allow: 'area.area.read',
  wire: 'file',
  query: z.object({ format: AreaFormat, tier: Tier.optional(), at: Day.optional(), datum: Datum.default('WGS84') }),
  reply: z.unknown(),
})

const Changed = z.object({
  from: Day,
  opened: z.array(AreaRef),
  /** Codes that no longer count from that day. */
  retired: z.array(AreaCode),
  /** New faults that were accepted. */
  accepted: z.array(Finding),
})

export const redrawBoundaries = endpoint('POST /areas/redraw', {
  summary: '自某日起调整边界：移动、分割、合并一次生效，此前的版本保留',
  allow: 'area.area.manage',
  bodyLimit: MAX_CHANGE_BYTES,
  body: BoundaryChange.extend({
    actionId: Id,
    /** Versions the editor worked on, one for each code that changes or ends. */
    seen: z.array(SeenVersion).max(4000),
    /** Goes on in spite of new faults. */
    accept: z.object({ reason: Reason }).optional(),
  }),
  reply: Changed,
  errors: [
    'area.unknown',
    'area.code-taken',
    'area.codes-used-up',
    'area.date-order',
    'area.new-errors',
    'area.too-tangled',
    'platform.conflict',
    'platform.busy',
  ],
})

export const retireBoundary = endpoint('POST /areas/retire', {
  summary: '自某日起停用一个区域，编码不再使用',
  allow: 'area.area.manage',
  body: z.object({ actionId: Id, code: AreaCode, on: Day, seen: SeenVersion.optional(), accept: z.object({ reason: Reason }).optional() }),
  reply: Changed,
  errors: ['area.unknown', 'area.date-order', 'area.new-errors', 'area.too-tangled', 'platform.conflict', 'platform.busy'],
})
