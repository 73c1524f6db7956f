import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { CaseFile } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Instant } from './position.ts'

export const RoundState = z.enum(['planned', 'running', 'done', 'missed'])
export type RoundState = z.infer<typeof RoundState>
export const roundStateTitles: Readonly<Record<RoundState, string>> = {
  planned: '待巡查',
  running: '巡查中',
  done: '已完成',
  missed: '漏巡',
}

/** `08:30` in Shanghai. */
export const clockWords = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

export const Round = z.object({
  id: Id,
  planId: Id.optional(),
  title: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  day: z.iso.date(),
  windowFrom: Instant,
  windowTo: Instant,
  personId: Id.optional(),
  person: z.string(),
  /** On a rest day: whose round it is. */
  standsFor: z.string().optional(),
  state: RoundState,
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  stops: z.int(),
  visited: z.int(),
  metres: z.number().optional(),
  /** Share of the ground come near, 0 to 1. */
  ground: z.number().optional(),
  note: z.string(),
})
export type Round = z.infer<typeof Round>

export const Stop = z.object({
  objectId: Id,
  checklistId: Id,
  /** Of the list, as it was when the round began. */
  version: z.int(),
  name: z.string(),
  kind: z.string(),
  code: z.string(),
  address: z.string(),
  place: Position.optional(),
  visitId: Id.optional(),
  visitedAt: Instant.optional(),
  clear: z.boolean().optional(),
  distance: z.int().optional(),
})
export type Stop = z.infer<typeof Stop>

export const RoundDetail = z.object({ round: Round, stops: z.array(Stop) })
export type RoundDetail = z.infer<typeof RoundDetail>

/** What is wrong with one item, and what was done about it. */
export const FindingDraft = z.object({
  id: Id,
  item: z.string().max(40),
  words: z.string().trim().min(2, '请说明发现了什么').max(2000, '情况最多 2000 个字'),
  outcome: z.enum(['incident', 'settled'], { error: '请选择转为事件或自处自结' }),
  /** 自处自结: what was done. */
  measure: z.string().max(2000).default(''),
  before: z.array(CaseFile).max(9, '最多 9 张照片').default([]),
  after: z.array(CaseFile).max(9, '最多 9 张照片').default([]),
})
export type FindingDraft = z.infer<typeof FindingDraft>

export const VisitDraft = z.object({
  /** The visit's own id too: made at the tap, the same for every retry. */
  actionId: Id,
  objectId: Id,
  roundId: Id.optional(),
  /** The version of the list the phone showed. */
  version: z.int().positive(),
  at: Instant,
  place: Position.optional(),
  accuracy: z.number().min(0).max(1_000_000).optional(),
  mocked: z.boolean().default(false),
  byScan: z.boolean(),
  /** Item key → right (true) or wrong; left out with no finding: 未发现问题, one tap. */
  results: z.record(z.string().max(40), z.boolean()).default({}),
  note: z.string().max(1000, '备注最多 1000 个字').default(''),
  files: z.array(CaseFile).max(20, '最多 20 张照片').default([]),
  findings: z.array(FindingDraft).max(20, '一次最多 20 个问题').default([]),
})
export type VisitDraft = z.infer<typeof VisitDraft>

export const Finding = z.object({
  id: Id,
  visitId: Id,
  objectId: Id,
  object: z.string(),
  item: z.string(),
  words: z.string(),
  outcome: z.enum(['incident', 'settled']),
  measure: z.string(),
  before: z.array(CaseFile),
  after: z.array(CaseFile),
  caseId: Id.optional(),
  number: z.string().optional(),
  person: z.string(),
  at: Instant,
})
export type Finding = z.infer<typeof Finding>

export const Visit = z.object({
  id: Id,
  objectId: Id,
  object: z.string(),
  kind: z.string(),
  roundId: Id.optional(),
  person: z.string(),
  at: Instant,
  receivedAt: Instant,
  version: z.int(),
  distance: z.int().optional(),
  /** Farther from the object than the town allows: shown, not refused. */
  far: z.boolean(),
  mocked: z.boolean(),
  byScan: z.boolean(),
  clear: z.boolean(),
  findings: z.array(Finding),
})
export type Visit = z.infer<typeof Visit>

const at = z.object({ id: Id })

export const listRounds = endpoint('GET /patrol/rounds', {
  summary: '巡查任务：按日期、辖区、状态；mine 只看派给我的',
  allow: 'patrol.object.read',
  query: PageQuery.extend({
    day: z.iso.date({ error: '日期应写成 2026-07-01 的样子' }).optional(),
    areaCode: z
      .string()
      .regex(/^\d{6,18}$/)
      .optional(),
    state: RoundState.optional(),
    mine: z.stringbool().optional(),
  }),
  reply: Page(Round),
})

export const readRound = endpoint('GET /patrol/rounds/:id', {
  summary: '一次巡查：要看的对象、已看的结果',
  allow: 'patrol.object.read',
  params: at,
  reply: RoundDetail,
  errors: ['patrol.round-unknown'],
})

const act = z.object({ actionId: Id, at: Instant.optional() })
export const startRound = endpoint('POST /patrol/rounds/:id/start', {
  summary: '开始巡查：清单版本自此固定',
  allow: 'patrol.round.do',
  params: at,
  body: act,
  reply: RoundDetail,
  errors: ['patrol.round-unknown', 'patrol.round-not-yours', 'patrol.round-over'],
})

export const endRound = endpoint('POST /patrol/rounds/:id/end', {
  summary: '结束巡查：核算里程、覆盖与漏巡',
  allow: 'patrol.round.do',
  params: at,
  body: act.extend({ note: z.string().max(500).default('') }),
  reply: RoundDetail,
  errors: ['patrol.round-unknown', 'patrol.round-not-yours', 'patrol.round-over'],
})

export const assignRound = endpoint('POST /patrol/rounds/:id/assign', {
  summary: '改派巡查任务（代班）',
  allow: 'patrol.plan.manage',
  params: at,
  body: z.object({ actionId: Id, personId: Id }),
  reply: Round,
  errors: ['patrol.round-unknown', 'patrol.round-over', 'platform.invalid'],
})

export const recordVisit = endpoint('POST /patrol/visits', {
  summary: '登记走访检查；发现的问题转为事件或自处自结',
  allow: 'patrol.round.do',
  body: VisitDraft,
  reply: Visit,
  errors: [
    'patrol.object-unknown',
    'patrol.checklist-unknown',
    'patrol.round-unknown',
    'patrol.round-not-yours',
    'patrol.round-over',
    'patrol.photo-needed',
    'patrol.place-needed',
    'patrol.no-incident-door',
  ],
})

export const listVisits = endpoint('GET /patrol/visits', {
  summary: '走访检查记录',
  allow: 'patrol.object.read',
  query: PageQuery.extend({ objectId: Id.optional(), mine: z.stringbool().optional() }),
  reply: Page(Visit),
})

export const listFindings = endpoint('GET /patrol/findings', {
  summary: '巡查发现',
  allow: 'patrol.object.read',
  query: PageQuery.extend({ outcome: z.enum(['incident', 'settled']).optional() }),
  reply: Page(Finding),
})

export const readHeat = endpoint('GET /patrol/heat', {
  summary: '覆盖热力：某些天走到的地块与次数',
  allow: 'patrol.object.read',
  query: z.object({ from: z.iso.date(), to: z.iso.date() }),
  reply: z.object({ cells: z.array(z.tuple([z.number(), z.number(), z.int()])), sideMetres: z.int() }),
})
