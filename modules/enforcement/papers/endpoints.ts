import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { PaperTemplate } from './template.ts'

/** D01–D43; another one is a paper we do not have. */
const Code = z.string().max(10)

export const CasePaperView = z.object({
  code: Code,
  seq: z.int(),
  title: z.string(),
  volume: z.enum(['main', 'side']),
  number: z.string().optional(),
  at: z.iso.datetime(),
  /** What nothing was known for: stands as a gap to be written by hand. */
  missing: z.array(z.string()),
})
export type CasePaperView = z.infer<typeof CasePaperView>

export const listPapers = endpoint('GET /enforcement/cases/:id/papers', {
  summary: '案件已形成的文书，按正卷、副卷排列',
  allow: 'enforcement.case.read',
  params: z.object({ id: Id }),
  reply: z.object({ rows: z.array(CasePaperView) }),
  errors: ['case.not-found'],
})
export const readPaper = endpoint('GET /enforcement/cases/:id/papers/:code', {
  summary: '一份文书（PDF）；没有对应办理动作的文书按案件现有情况填写',
  allow: 'enforcement.case.read',
  wire: 'file',
  params: z.object({ id: Id, code: Code }),
  query: z.object({ seq: z.coerce.number().int().min(1).optional() }),
  reply: z.unknown(),
  errors: ['case.not-found', 'enforcement.paper-missing', 'platform.busy'],
})
export const TemplateRow = PaperTemplate.extend({
  /** Wording of the platform, not yet the town's. */
  example: z.boolean(),
  changedAt: z.iso.datetime().optional(),
  changedBy: z.string().optional(),
})
export type TemplateRow = z.infer<typeof TemplateRow>
export const listTemplates = endpoint('GET /enforcement/paper-templates', {
  summary: '文书模板',
  allow: 'enforcement.power.read',
  reply: z.object({ rows: z.array(TemplateRow), placeholders: z.array(z.string()) }),
})
export const saveTemplate = endpoint('PUT /enforcement/paper-templates/:code', {
  summary: '修改文书模板的名称和内容，自保存之时起用于新办理的文书',
  allow: 'enforcement.template.manage',
  params: z.object({ code: Code }),
  body: PaperTemplate.pick({ title: true, body: true }).extend({ actionId: Id, seenAt: z.iso.datetime().optional() }),
  reply: TemplateRow,
  errors: ['enforcement.paper-missing', 'enforcement.template-changed', 'enforcement.template-unknown-word'],
})
export const previewTemplate = endpoint('GET /enforcement/paper-templates/:code/preview', {
  summary: '文书模板打样（PDF），未知处留空',
  allow: 'enforcement.power.read',
  wire: 'file',
  params: z.object({ code: Code }),
  reply: z.unknown(),
  errors: ['enforcement.paper-missing', 'platform.busy'],
})
