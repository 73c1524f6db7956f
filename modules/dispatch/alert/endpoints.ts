import { z } from 'zod'
import { When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { AlertRules } from './rules.ts'

/** What became of a warning. */
export const AlertOutcome = z.enum(['proposed', 'activated', 'updated', 'ended', 'no-rule', 'not-ours', 'stored'])
export const outcomeTitles: Readonly<Record<z.infer<typeof AlertOutcome>, string>> = {
  proposed: '已提议启动，待确认',
  activated: '已自动启动预案',
  updated: '已记入进行中的启动',
  ended: '预警解除，已处理',
  'no-rule': '没有对应的预案',
  'not-ours': '不在本镇',
  stored: '非实际预警，仅留存',
}

export const AlertView = z.object({
  id: Id,
  identifier: z.string(),
  sender: z.string(),
  status: z.string(),
  msgType: z.string(),
  event: z.string(),
  severity: z.string(),
  headline: z.string(),
  area: z.string(),
  sentAt: When.optional(),
  expiresAt: When.optional(),
  receivedAt: When,
  outcome: AlertOutcome,
  activationId: Id.optional(),
  faults: z.array(z.string()),
})
export type AlertView = z.infer<typeof AlertView>

export const receiveAlert = endpoint('POST /dispatch/alerts', {
  summary: '接收气象预警（CAP 1.2 XML 放在 xml 字段；接口令牌权限 dispatch.alert.write）；同一预警重复推送只处理一次',
  allow: 'dispatch.alert.write',
  body: z.object({
    xml: z
      .string({ error: '请在 xml 字段放入 CAP 预警' })
      .min(1, '请在 xml 字段放入 CAP 预警')
      .max(512 * 1024, '预警太大'),
  }),
  reply: AlertView,
  errors: ['dispatch.alert-unreadable'],
})
export const listAlerts = endpoint('GET /dispatch/alerts', {
  summary: '收到的气象预警（新的在前）',
  allow: 'dispatch.plan.read',
  query: PageQuery,
  reply: Page(AlertView),
})
const RulesView = z.object({ table: AlertRules, version: z.int() })
export const readAlertRules = endpoint('GET /dispatch/alert-rules', {
  summary: '预警与预案对应表',
  allow: 'dispatch.plan.read',
  reply: RulesView,
})
export const saveAlertRules = endpoint('PUT /dispatch/alert-rules', {
  summary: '修改预警与预案对应表',
  allow: 'dispatch.plan.manage',
  body: z.object({ actionId: Id, table: AlertRules, version: z.int() }),
  reply: RulesView,
  errors: ['dispatch.plan-unknown', 'platform.conflict'],
})
