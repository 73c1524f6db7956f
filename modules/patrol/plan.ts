import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应写成 08:30 的样子')
const AreaCode = z.string().regex(/^\d{6,18}$/, '辖区编码应为 6–18 位数字')

export const PlanDraft = z
  .object({
    title: z.string().trim().min(1, '请填写计划名称').max(60, '计划名称最多 60 个字'),
    areaCode: AreaCode,
    /** Which kinds of objects; empty: all. */
    checklistIds: z.array(Id).max(30).default([]),
    /** 1 Monday … 7 Sunday. */
    weekdays: z.array(z.int().min(1).max(7)).min(1, '至少选一天').max(7),
    /** Rounds on each such day. */
    times: z.int().min(1, '每天至少 1 次').max(10, '每天最多 10 次'),
    windowFrom: Clock,
    windowTo: Clock,
    personId: Id.optional(),
    fromDay: Day,
    toDay: Day.optional(),
    active: z.boolean().default(true),
  })
  .refine((plan) => plan.windowFrom < plan.windowTo, { error: '时段的结束应晚于开始', path: ['windowTo'] })
  .refine((plan) => plan.toDay === undefined || plan.fromDay <= plan.toDay, { error: '截止日早于起始日', path: ['toDay'] })
export type PlanDraft = z.output<typeof PlanDraft>

export const Plan = z.object({
  id: Id,
  title: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  checklistIds: z.array(Id),
  kinds: z.array(z.string()),
  weekdays: z.array(z.int()),
  times: z.int(),
  windowFrom: z.string(),
  windowTo: z.string(),
  personId: Id.optional(),
  person: z.string(),
  fromDay: z.iso.date(),
  toDay: z.iso.date().optional(),
  active: z.boolean(),
  version: z.int(),
  /** Objects in its range today. */
  objects: z.int(),
})
export type Plan = z.infer<typeof Plan>

/** When the rounds of a day are due: the window cut evenly by the times. Minutes of the day. */
export function windowsOf(plan: Pick<PlanDraft, 'windowFrom' | 'windowTo' | 'times'>): { from: number; to: number }[] {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const from = minutes(plan.windowFrom)
  const length = (minutes(plan.windowTo) - from) / plan.times
  return Array.from({ length: plan.times }, (_, k) => ({ from: Math.round(from + k * length), to: Math.round(from + (k + 1) * length) }))
}

/** Monday 1 … Sunday 7 of a day. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** Whether a plan makes rounds on a day. */
export function runsOn(plan: Pick<PlanDraft, 'weekdays' | 'fromDay' | 'toDay' | 'active'>, day: string): boolean {
  return plan.active && plan.weekdays.includes(weekdayOf(day)) && plan.fromDay <= day && (plan.toDay === undefined || day <= plan.toDay)
}

const errors = ['patrol.plan-unknown', 'patrol.plan-empty', 'platform.conflict'] as const

export const listPlans = endpoint('GET /patrol/plans', {
  summary: '巡查计划',
  allow: 'patrol.object.read',
  query: PageQuery,
  reply: Page(Plan),
})

export const createPlan = endpoint('POST /patrol/plans', {
  summary: '新建巡查计划，立即生成近几天的任务',
  allow: 'patrol.plan.manage',
  body: z.object({ actionId: Id, plan: PlanDraft }),
  reply: Plan,
  errors,
})

export const updatePlan = endpoint('PUT /patrol/plans/:id', {
  summary: '修改巡查计划；还没开始的任务随之更新',
  allow: 'patrol.plan.manage',
  params: z.object({ id: Id }),
  body: z.object({ version: z.int(), plan: PlanDraft }),
  reply: Plan,
  errors,
})

export const readCalendar = endpoint('GET /patrol/calendar', {
  summary: '巡查日历：每天计划、完成、漏巡的次数',
  allow: 'patrol.object.read',
  query: z.object({ from: Day, to: Day, areaCode: AreaCode.optional() }),
  reply: z.object({
    days: z.array(z.object({ day: z.iso.date(), planned: z.int(), running: z.int(), done: z.int(), missed: z.int() })),
  }),
})
