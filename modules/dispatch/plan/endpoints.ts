import { z } from 'zod'
import { Named, Point, When } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { Level, PlanCard } from './card.ts'

const read = 'dispatch.plan.read'
const manage = 'dispatch.plan.manage'
const ByKey = z.object({ key: z.string().max(60) })
const ById = z.object({ id: Id })

export const PlanState = z.enum(['draft', 'published', 'retired'])
export const PlanLine = z.object({
  key: z.string(),
  version: z.int(),
  state: PlanState,
  title: z.string(),
  sample: z.boolean(),
  trigger: z.string(),
  levels: z.array(z.int()),
  steps: z.int(),
  /** Roles nobody stands for yet. */
  unbound: z.int(),
  changedAt: When,
  changedBy: z.string(),
})
export const PlanView = z.object({
  card: PlanCard,
  version: z.int(),
  state: PlanState,
  /** Role key → who it is today, in words; missing when nobody. */
  bound: z.record(z.string(), z.string()),
  versions: z.array(z.object({ version: z.int(), state: PlanState, changedAt: When, changedBy: z.string() })),
})
export type PlanView = z.infer<typeof PlanView>

export const listPlans = endpoint('GET /dispatch/plans', {
  summary: '预案库',
  allow: read,
  query: PageQuery,
  reply: Page(PlanLine),
})
export const readPlan = endpoint('GET /dispatch/plans/:key', {
  summary: '预案卡（最新版本，或指定版本）',
  allow: read,
  params: ByKey,
  query: z.object({ version: z.coerce.number().int().min(1).max(100_000).optional() }),
  reply: PlanView,
  errors: ['dispatch.plan-unknown'],
})
export const savePlan = endpoint('POST /dispatch/plans', {
  summary: '保存预案的新版本（草稿或发布）；进行中的启动保持原版本',
  allow: manage,
  body: z.object({ actionId: Id, card: PlanCard, publish: z.boolean(), seen: z.int().min(0) }),
  reply: PlanView,
  errors: ['dispatch.plan-faulty', 'platform.conflict'],
})
export const retirePlan = endpoint('POST /dispatch/plans/:key/retire', {
  summary: '停用预案',
  allow: manage,
  params: ByKey,
  body: z.object({ actionId: Id }),
  reply: PlanView,
  errors: ['dispatch.plan-unknown'],
})
export const addSamples = endpoint('POST /dispatch/plans/samples', {
  summary: '装入示例预案（暴雨、燃气泄漏、走失老人），已有的不动',
  allow: manage,
  body: z.object({ actionId: Id }),
  reply: z.object({ added: z.array(z.string()) }),
})

export const Trigger = z.enum(['person', 'alert', 'device'])
export const triggerTitles: Readonly<Record<z.infer<typeof Trigger>, string>> = { person: '人工', alert: '气象预警', device: '物联感知' }

export const ActivateDraft = z.object({
  actionId: Id,
  plan: z.string().max(60),
  level: Level,
  drill: z.boolean().default(false),
  words: z.string().trim().max(1000, '说明最多 1000 个字').default(''),
  place: Point.optional(),
  address: z.string().trim().max(200).optional(),
  /** Only these villages and communities; left out: all. */
  villages: z.array(Id).max(60).optional(),
})
export const activatePlan = endpoint('POST /dispatch/activations', {
  summary: '启动预案（或演练）：按级别立即给各岗位下达任务',
  allow: 'dispatch.plan.activate',
  body: ActivateDraft,
  reply: z.object({ id: Id, number: z.string(), tasks: z.int() }),
  errors: ['dispatch.plan-unknown', 'dispatch.level-unknown', 'dispatch.already-active'],
})

export const ActivationLine = z.object({
  id: Id,
  number: z.string(),
  plan: z.string(),
  title: z.string(),
  level: z.int(),
  drill: z.boolean(),
  trigger: Trigger,
  step: z.string(),
  stepTitle: z.string(),
  openedAt: When,
  activatedAt: When.optional(),
  endedAt: When.optional(),
  closedAt: When.optional(),
  tasks: z.int(),
  acknowledged: z.int(),
  done: z.int(),
  late: z.int(),
})
export type ActivationLine = z.infer<typeof ActivationLine>
export const listActivations = endpoint('GET /dispatch/activations', {
  summary: '预案启动与演练（新的在前）',
  allow: read,
  query: PageQuery.extend({
    state: z.enum(['open', 'closed', 'all']).default('all'),
    drill: z.enum(['yes', 'no']).optional(),
    plan: z.string().max(60).optional(),
    step: z.enum(['proposed', 'active', 'review'], { error: '阶段应为待确认、响应中或待复盘' }).optional(),
    level: z.coerce.number().int().min(1).max(4).optional(),
  }),
  reply: Page(ActivationLine),
})

/** A task on the board. `answer` is what the room wants to know first. */
export const BoardTask = z.object({
  id: Id,
  number: z.string(),
  key: z.string(),
  title: z.string(),
  words: z.string(),
  role: z.string(),
  unit: Named.optional(),
  person: Named.optional(),
  step: z.string(),
  stepTitle: z.string(),
  openedAt: When,
  ackDue: When,
  ackAt: When.optional(),
  ackBy: z.string().optional(),
  finishDue: When,
  finishedAt: When.optional(),
  verifiedAt: When.optional(),
  escalatedAt: When.optional(),
  answer: z.enum(['waiting', 'late', 'answered', 'done', 'recalled', 'nobody']),
})
export type BoardTask = z.infer<typeof BoardTask>
export const readBoard = endpoint('GET /dispatch/activations/:id', {
  summary: '启动板：谁响应了、谁还没有',
  allow: read,
  params: ById,
  reply: z.object({
    activation: ActivationLine,
    words: z.string(),
    address: z.string(),
    place: Point.optional(),
    source: z.string(),
    card: PlanCard.optional(),
    tasks: z.array(BoardTask),
    improvements: z.array(BoardTask),
    review: z.object({ summary: z.string(), good: z.string(), gaps: z.string() }).optional(),
    at: When,
  }),
  errors: ['dispatch.activation-unknown'],
})

export const listMyTasks = endpoint('GET /dispatch/tasks', {
  summary: '我和本单位的预案任务',
  allow: 'dispatch.task.read',
  query: PageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
  reply: Page(BoardTask.extend({ activation: z.string(), drill: z.boolean() })),
})

/** `unanswered`: nobody has said yes; `late`: of them those past their time; `answered`: also those already done. */
export const PostAnswer = z.enum(['open', 'unanswered', 'late', 'answered'], { error: '请选择响应情况' })
export type PostAnswer = z.infer<typeof PostAnswer>
export const postAnswerWords: Readonly<Record<PostAnswer, string>> = {
  open: '未办结',
  unanswered: '未响应',
  late: '超时未响应',
  answered: '已响应',
}
export const listPostTasks = endpoint('GET /dispatch/post-tasks', {
  summary: '进行中的响应或现场指令里各岗位的任务：谁响应了、谁还没有（演练不计入）',
  allow: read,
  query: PageQuery.extend({ of: z.enum(['plan', 'order'], { error: '请选择预案或现场指令' }).default('plan'), answer: PostAnswer }),
  reply: Page(BoardTask.extend({ activation: z.string() })),
})

export const readPlanFigures = endpoint('GET /dispatch/plan-figures', {
  summary: '预案启动与响应统计（演练不计入）',
  allow: read,
  query: z.object({ from: z.iso.date(), to: z.iso.date() }),
  reply: z.object({
    activations: z.int(),
    tasks: z.int(),
    answered: z.int(),
    answeredInTime: z.int(),
    finished: z.int(),
    finishedInTime: z.int(),
    escalated: z.int(),
    at: When,
  }),
})
