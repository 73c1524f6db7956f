import { z } from 'zod'
import { CaseCard } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

/** Why it could not be done before, as the window is told. */
export const StuckCause = z.enum(['papers', 'rule', 'nobody', 'system', 'twice', 'other'], { error: '请选择为什么没办成' })
export type StuckCause = z.infer<typeof StuckCause>
export const causeTitles: Readonly<Record<StuckCause, string>> = {
  papers: '材料说法不一，反复补',
  rule: '不清楚政策，没说明白',
  nobody: '没人管，互相推',
  system: '系统办不了',
  twice: '超过时限没结果',
  other: '其他',
}

/** 办不成事 as it is written down on the spot. No name and no phone: whoever brings it keeps its number. */
export const StuckDraft = z.object({
  actionId: Id,
  matter: z.string({ error: '请写明想办什么事' }).trim().min(2, '请写明想办什么事').max(60, '事项最多 60 个字'),
  cause: StuckCause,
  description: z.string({ error: '请写明哪里卡住了' }).trim().min(4, '请写明哪里卡住了').max(2000, '最多 2000 个字'),
  /** Which office or window refused. */
  refusedBy: z.string().trim().max(60, '最多 60 个字').default(''),
  /** The number they came with, if they took one. */
  ticket: Id.optional(),
})
export type StuckDraft = z.infer<typeof StuckDraft>

export const Stuck = z.object({
  id: Id,
  matter: z.string(),
  cause: StuckCause,
  description: z.string(),
  refusedBy: z.string(),
  ticket: z.string().optional(),
  supervised: z.boolean(),
  /** The incident it became. */
  transferredTo: z.object({ id: Id, number: z.string() }).optional(),
})
export type Stuck = z.infer<typeof Stuck>

export const recordStuck = endpoint('POST /hall/stuck', {
  summary: '办不成事：当场记录',
  allow: 'hall.stuck.record',
  body: StuckDraft,
  reply: z.object({ id: Id, number: z.string() }),
  errors: ['hall.ticket-unknown'],
})

export const listStuck = endpoint('GET /hall/stuck', {
  summary: '办不成事台账',
  allow: 'hall.stuck.read',
  query: PageQuery.extend({ state: z.enum(['open', 'closed', 'all'], { error: '状态不在可选范围内' }).default('open') }),
  reply: Page(CaseCard.extend({ cause: StuckCause })),
})

export const readStuck = endpoint('GET /hall/stuck/:id', {
  summary: '办不成事：记录',
  allow: 'hall.stuck.read',
  params: z.object({ id: Id }),
  reply: Stuck,
  errors: ['hall.stuck-unknown'],
})
