import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { RuleDraft, RuleRow, Trial } from './rule.ts'

const ById = z.object({ id: Id })
const read = 'sensing.rule.read'
const manage = 'sensing.rule.manage'

/** Some hundred rules at most: one answer, not pages. */
export const listRules = endpoint('GET /sensing/rules', {
  summary: '告警规则及其误报率',
  allow: read,
  query: z.object({ kind: z.string().max(30).optional() }),
  reply: z.object({ rules: z.array(RuleRow) }),
})
export const addRule = endpoint('POST /sensing/rules', {
  summary: '新建告警规则',
  allow: manage,
  body: RuleDraft.extend({ actionId: Id }),
  reply: RuleRow,
  errors: ['sensing.kind-unknown', 'sensing.expression-wrong', 'sensing.rule-wrong', 'sensing.rules-many'],
})
export const changeRule = endpoint('POST /sensing/rules/:id', {
  summary: '修改告警规则',
  allow: manage,
  params: ById,
  body: RuleDraft.extend({ actionId: Id, seen: z.int() }),
  reply: RuleRow,
  errors: ['sensing.rule-missing', 'sensing.expression-wrong', 'sensing.rule-wrong', 'platform.conflict'],
})
export const dropRule = endpoint('DELETE /sensing/rules/:id', {
  summary: '删除告警规则（已有告警保留）',
  allow: manage,
  params: ById,
  reply: z.object({}),
  errors: ['sensing.rule-missing'],
})
/** Runs a rule over past readings; nothing is raised. */
export const tryRule = endpoint('POST /sensing/rules/try', {
  summary: '试算：规则在过去一段时间会报多少',
  allow: read,
  body: z.object({ rule: RuleDraft, days: z.int().min(1).max(31).default(30) }),
  reply: Trial,
  errors: ['sensing.kind-unknown', 'sensing.expression-wrong', 'sensing.rule-wrong'],
  transaction: 'own',
})
export const checkExpression = endpoint('POST /sensing/rules/check', {
  summary: '检查表达式',
  allow: read,
  body: z.object({ text: z.string().max(500, '表达式最多 500 个字'), kind: z.string().max(30) }),
  reply: z.object({ ok: z.boolean(), why: z.string(), fields: z.array(z.string()) }),
})
