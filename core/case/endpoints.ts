import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Process } from './process.ts'
import { CaseDetail, ClockExplained, Instant, ProcessDiagram, Timeline } from './views.ts'

const ById = z.object({ id: Id })

export const readCase = endpoint('GET /cases/:id', {
  summary: '案件详情：状态、时限、任务、关联和当前可办理的事项',
  allow: 'case.case.read',
  params: ById,
  reply: CaseDetail,
  errors: ['case.not-found'],
})

export const readTimeline = endpoint('GET /cases/:id/timeline', {
  summary: '案件办理过程',
  allow: 'case.case.read',
  params: ById,
  reply: Timeline,
  errors: ['case.not-found'],
})

export const readCaseFile = endpoint('GET /cases/:id/file', {
  summary: '案卷（PDF）：情况、时限、办理过程和照片',
  allow: 'case.case.read',
  wire: 'file',
  params: ById,
  reply: z.unknown(),
  errors: ['case.not-found', 'platform.busy'],
})

export const explainClocks = endpoint('GET /cases/:id/clocks', {
  summary: '案件时限及其计算说明',
  allow: 'case.case.read',
  params: ById,
  reply: z.object({ clocks: z.array(ClockExplained) }),
  errors: ['case.not-found'],
})

/** What the browser sends for an act; `actionId` is made at the tap and kept for every retry. */
export const ActInput = z.object({
  actionId: Id,
  action: z.string().max(60),
  input: z.record(z.string(), z.unknown()).default({}),
  seenSeq: z.int().optional(),
  at: Instant.optional(),
})
export type ActInput = z.infer<typeof ActInput>

export const actOnCase = endpoint('POST /cases/:id/acts', {
  summary: '办理：在案件上做一个动作',
  allow: 'case.case.act',
  params: ById,
  body: ActInput,
  reply: CaseDetail,
  errors: [
    'case.not-found',
    'case.not-allowed',
    'case.not-yours',
    'case.moved-on',
    'case.unknown-action',
    'case.input-invalid',
    'case.merge-refused',
    'case.unit-unknown',
  ],
})

export const listProcesses = endpoint('GET /processes', {
  summary: '流程清单',
  allow: 'case.process.read',
  reply: z.object({
    processes: z.array(
      z.object({
        key: z.string(),
        version: z.int(),
        title: z.string(),
        state: z.enum(['draft', 'published', 'retired']),
        openCases: z.int(),
      }),
    ),
  }),
})

export const readProcess = endpoint('GET /processes/:key/:version', {
  summary: '流程定义与流程图',
  allow: 'case.process.read',
  params: z.object({ key: z.string().max(60), version: z.coerce.number().int().positive() }),
  reply: z.object({ process: Process, diagram: ProcessDiagram }),
  errors: ['case.process-missing'],
})
