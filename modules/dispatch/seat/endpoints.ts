import { z } from 'zod'
import { Nearby } from '#core/area/contract.ts'
import { CaseCard, Point, When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

const use = 'dispatch.seat.use'

export const SeatRow = CaseCard.extend({ place: Point.optional(), address: z.string(), classTitle: z.string(), drill: z.boolean() })
export type SeatRow = z.infer<typeof SeatRow>

/** `todo`: my role's queue; `urgent`: 特急、紧急; `late`: past their time; `all`: everything open. */
export const SeatTab = z.enum(['todo', 'urgent', 'late', 'all'])
export const readSeatQueue = endpoint('GET /dispatch/seat/queue', {
  summary: '坐席队列：所有流程的在办件，先到期的在前',
  allow: use,
  query: PageQuery.extend({ tab: SeatTab.default('todo') }),
  reply: Page(SeatRow),
})
export const countSeatQueue = endpoint('GET /dispatch/seat/counts', {
  summary: '坐席队列各页签件数',
  allow: use,
  reply: z.object({ todo: z.int(), urgent: z.int(), late: z.int(), all: z.int(), at: When }),
})

/** One sort of thing near the case. */
export const AroundGroup = z.object({
  sort: z.enum(['people', 'vehicles', 'cameras', 'resources']),
  title: z.string(),
  /** False: no module of this installation knows such things. */
  installed: z.boolean(),
  rows: z.array(Nearby),
  /** Why less is shown than might be expected, in words. */
  remark: z.string(),
})
export const readAround = endpoint('GET /dispatch/seat/around/:id', {
  summary: '案件周边：最近的人员、车辆、摄像机、物资',
  allow: use,
  params: z.object({ id: Id }),
  reply: z.object({ place: Point.optional(), groups: z.array(AroundGroup), at: When }),
})

export const readMySeat = endpoint('GET /dispatch/seat/mine', {
  summary: '本班我办了多少',
  allow: use,
  reply: z.object({
    since: When,
    shift: z.string(),
    acts: z.array(z.object({ title: z.string(), count: z.int() })),
    cases: z.int(),
    at: When,
  }),
})

export const Phrase = z.object({ id: Id, words: z.string(), shared: z.boolean() })
export const readPhrases = endpoint('GET /dispatch/seat/phrases', {
  summary: '常用语（公用的和本人的）',
  allow: use,
  reply: z.object({ phrases: z.array(Phrase) }),
})
export const savePhrases = endpoint('PUT /dispatch/seat/phrases', {
  summary: '保存本人的常用语（按顺序整份替换）；值班长可同时维护公用的',
  allow: use,
  body: z.object({
    actionId: Id,
    shared: z.boolean(),
    words: z.array(z.string().trim().min(1, '常用语不能为空').max(200, '一条最多 200 个字')).max(60, '最多 60 条'),
  }),
  reply: z.object({ phrases: z.array(Phrase) }),
})
