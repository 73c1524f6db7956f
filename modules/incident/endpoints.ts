import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { ClassCatalogue } from './classes/class.ts'
import { DutyList } from './classes/duty.ts'
import {
  Candidate,
  DeskReport,
  EmergencyCall,
  IncidentCounts,
  IncidentDetail,
  IncidentFilter,
  IncidentPage,
  IncidentQuery,
  Receipt,
  Suggestion,
} from './record.ts'

const ById = z.object({ id: Id })
const read = 'incident.case.read'

export const reportIncident = endpoint('POST /incidents', {
  summary: '登记事件（来电、来访、网格上报等）',
  allow: 'incident.case.report',
  body: DeskReport,
  reply: Receipt,
  errors: ['incident.place-needed', 'incident.class-unknown'],
})
export const callEmergency = endpoint('POST /incidents/emergency', {
  summary: '一键紧急求助：特急事件，立即通知值班室',
  allow: 'incident.case.report',
  body: EmergencyCall,
  reply: Receipt,
})
export const listIncidents = endpoint('GET /incidents', { summary: '事件列表', allow: read, query: IncidentQuery, reply: IncidentPage })
export const countIncidents = endpoint('GET /incidents/counts', {
  summary: '事件计数（页签用）',
  allow: read,
  query: IncidentFilter,
  reply: IncidentCounts,
})
export const readIncident = endpoint('GET /incidents/:id', {
  summary: '事件详情',
  allow: read,
  params: ById,
  reply: IncidentDetail,
  errors: ['incident.not-found'],
})

export const exportIncidents = endpoint('GET /incidents/export', {
  summary: '导出当前筛选结果（XLSX 或 CSV，最多 5 万行）',
  allow: 'incident.case.export',
  query: IncidentFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx'), sort: z.enum(['due', 'opened']).default('opened') }),
  reply: z.unknown(),
  wire: 'file',
})

/** Candidates while typing: everything the draft knows so far. */
export const findSame = endpoint('POST /incidents/candidates', {
  summary: '疑似同一问题（边录边查）',
  allow: 'incident.case.report',
  body: DeskReport.pick({ description: true, title: true, classCode: true, place: true, accuracy: true, address: true })
    .partial()
    .extend({ at: DeskReport.shape.at }),
  reply: z.object({ candidates: z.array(Candidate) }),
})
export const findSameAs = endpoint('GET /incidents/:id/candidates', {
  summary: '疑似同一问题',
  allow: read,
  params: ById,
  reply: z.object({ candidates: z.array(Candidate) }),
  errors: ['incident.not-found'],
})

/** What the words and the place suggest: class, grid, unit. */
export const suggestFor = endpoint('POST /incidents/suggest', {
  summary: '建议类别、网格和责任单位',
  allow: 'incident.case.report',
  body: z.object({ description: z.string().max(4000).optional(), classCode: z.string().max(20).optional(), place: DeskReport.shape.place }),
  reply: z.object({
    classes: z.array(z.object({ code: z.string(), name: z.string(), path: z.string(), why: z.string() })),
    unit: Suggestion.optional(),
    areas: z.array(z.object({ code: z.string(), name: z.string(), tier: z.string() })),
    inTown: z.boolean(),
  }),
})

export const revealReporter = endpoint('POST /incidents/:id/reporters/:reporter/reveal', {
  summary: '查看反映人姓名和电话（须说明理由，留痕）',
  allow: 'incident.reporter.reveal',
  params: z.object({ id: Id, reporter: Id }),
  body: z.object({ reason: z.string({ error: '请写明查看理由' }).trim().min(2, '请写明查看理由').max(200) }),
  reply: z.object({ name: z.string(), phone: z.string() }),
  errors: ['incident.not-found', 'incident.reporter-missing'],
})

export const readCatalogue = endpoint('GET /incidents/classes', { summary: '事件类别目录', allow: 'signed-in', reply: ClassCatalogue })
export const saveCatalogue = endpoint('POST /incidents/classes', {
  summary: '发布新版类别目录',
  allow: 'incident.catalogue.edit',
  body: z.object({ actionId: Id, catalogue: ClassCatalogue, seen: z.string() }),
  reply: ClassCatalogue,
  errors: ['incident.catalogue-faulty', 'platform.conflict'],
  bodyLimit: 4 * 1024 * 1024,
})

/** Which of the town's units stands for each role of the responsibility list. */
export const UnitBinding = z.object({ role: z.string(), title: z.string(), unitId: Id.optional(), unitName: z.string().optional() })
export const DutyReply = z.object({ list: DutyList, bindings: z.array(UnitBinding) })
export const readDuties = endpoint('GET /incidents/duties', { summary: '责任清单', allow: 'signed-in', reply: DutyReply })
export const saveDuties = endpoint('POST /incidents/duties', {
  summary: '发布新版责任清单',
  allow: 'incident.catalogue.edit',
  body: z.object({
    actionId: Id,
    list: DutyList,
    bindings: z.array(z.object({ role: z.string(), unitId: Id.optional() })),
    seen: z.string(),
  }),
  reply: DutyReply,
  errors: ['incident.catalogue-faulty', 'platform.conflict'],
  bodyLimit: 4 * 1024 * 1024,
})

export const SavedView = z.object({ id: Id, name: z.string().trim().min(1, '请给视图起个名字').max(30), query: z.string().max(1000) })
export const listViews = endpoint('GET /incidents/views', {
  summary: '我保存的视图',
  allow: read,
  reply: z.object({ views: z.array(SavedView) }),
})
export const saveView = endpoint('POST /incidents/views', {
  summary: '保存视图',
  allow: read,
  body: SavedView,
  reply: SavedView,
  errors: ['incident.view-limit'],
})
export const dropView = endpoint('DELETE /incidents/views/:id', { summary: '删除视图', allow: read, params: ById, reply: z.object({}) })

/** One figure with its formula, members and source, so that it opens its list. */
export const Figure = z.object({
  key: z.string(),
  title: z.string(),
  formula: z.string(),
  source: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  /** 0–1; absent when nothing was due. */ value: z.number().optional(),
  /** Query strings of the lists behind both numbers. */
  numeratorList: z.string(),
  denominatorList: z.string(),
})
export const readFigures = endpoint('GET /incidents/figures', {
  summary: '事件指标：按期、返工、响应、解决、满意',
  allow: 'incident.figures.read',
  query: z.object({ from: z.iso.date(), to: z.iso.date(), area: z.string().max(18).optional(), unit: Id.optional() }),
  reply: z.object({ figures: z.array(Figure), at: z.string(), from: z.string(), to: z.string() }),
})
