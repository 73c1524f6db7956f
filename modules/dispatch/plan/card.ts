import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { Id } from '#platform/contract/id.ts'

const Key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '键只能用小写字母、数字和短横线')
const text = (what: string, most: number) =>
  z
    .string({ error: `请填写${what}` })
    .trim()
    .min(1, `请填写${what}`)
    .max(most, `${what}最多 ${most} 个字`)

/** Ⅰ is the most serious. The colours are those of weather warnings; a plan need not use all four. */
export const Level = z.int().min(1).max(4)
export type Level = 1 | 2 | 3 | 4
export const levelWords: Readonly<Record<number, { readonly title: string; readonly colour: string }>> = {
  1: { title: 'Ⅰ级', colour: '红色' },
  2: { title: 'Ⅱ级', colour: '橙色' },
  3: { title: 'Ⅲ级', colour: '黄色' },
  4: { title: 'Ⅳ级', colour: '蓝色' },
}
export const levelTitle = (level: number): string => levelWords[level]?.title ?? `${level}级`

/** Who stands for a role of the plan in this town. An unbound role's task goes to the duty officer's queue and says so. */
export const PlanWho = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit'), unitId: Id.optional() }),
  /** Whoever sits at this chair of the roster when the plan is activated. */
  z.object({ kind: z.literal('shift'), post: z.string().max(30) }),
  z.object({ kind: z.literal('post'), postId: Id }),
  /** Every village and community, one task each, or those named at activation. */
  z.object({ kind: z.literal('villages') }),
])
export type PlanWho = z.infer<typeof PlanWho>

export const PlanRole = z.object({ key: Key, title: text('角色名称', 30), duty: z.string().max(500).default(''), who: PlanWho })
export type PlanRole = z.infer<typeof PlanRole>

export const PlanLevel = z.object({ level: Level, when: text('启动条件', 500) })

/** One thing to be done. It is set at its own level and at every more serious one. */
export const PlanStep = z.object({
  key: Key,
  title: text('任务名称', 60),
  words: text('任务要求', 1000),
  role: z.string().max(40),
  level: Level,
  /** Minutes of the clock to answer, and to finish. */
  ack: z.int().min(1, '响应时限至少 1 分钟').max(1440, '响应时限最长 24 小时'),
  finish: z.int().min(5, '完成时限至少 5 分钟').max(20_160, '完成时限最长 14 天'),
})
export type PlanStep = z.infer<typeof PlanStep>

export const PlanResource = z.object({
  title: text('物资名称', 60),
  amount: text('数量', 40),
  place: text('存放地点', 100),
  keeper: z.string().max(60).default(''),
  at: Position.optional(),
})
export type PlanResource = z.infer<typeof PlanResource>
export const PlanPhone = z.object({ title: text('单位或岗位', 60), phone: text('电话', 40), words: z.string().max(200).default('') })

/** A digital plan card (数字预案). */
export const PlanCard = z.object({
  key: Key,
  title: text('预案名称', 40),
  /** Shipped or invented: shown as 示例 until the town has made it its own. */
  sample: z.boolean().default(false),
  basis: z.string().max(500).default(''),
  trigger: text('触发条件', 1000),
  levels: z.array(PlanLevel).min(1, '请至少设一个级别').max(4),
  roles: z.array(PlanRole).min(1, '请至少设一个角色').max(40),
  steps: z.array(PlanStep).min(1, '请至少设一项任务').max(60),
  resources: z.array(PlanResource).max(100).default([]),
  phones: z.array(PlanPhone).max(100).default([]),
})
export type PlanCard = z.infer<typeof PlanCard>

/** The steps an activation at a level sets off: those of the level and of every less serious one. */
export const stepsAt = (card: Pick<PlanCard, 'steps'>, level: number): PlanStep[] => card.steps.filter((step) => level <= step.level)

/** What the fields alone cannot say: every fault of a card, with its place. */
export function cardFaults({ levels, roles, steps }: PlanCard): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  const twice = <T>(values: readonly T[]) => values.find((value, i) => values.indexOf(value) !== i)
  const level = twice(levels.map((one) => one.level))
  if (level !== undefined) faults.push({ path: 'levels', message: `${levelTitle(level)}写了两次` })
  const role = twice(roles.map(({ key }) => key))
  if (role) faults.push({ path: 'roles', message: `角色键“${role}”重复` })
  const step = twice(steps.map(({ key }) => key))
  if (step) faults.push({ path: 'steps', message: `任务键“${step}”重复` })
  for (const [i, one] of steps.entries()) {
    if (!roles.some(({ key }) => key === one.role))
      faults.push({ path: `steps.${i}.role`, message: `任务“${one.title}”的角色“${one.role}”不在角色表里` })
    if (one.ack > one.finish) faults.push({ path: `steps.${i}.ack`, message: `任务“${one.title}”的响应时限比完成时限还长` })
  }
  for (const one of levels)
    if (stepsAt({ steps }, one.level).length === 0) faults.push({ path: 'levels', message: `${levelTitle(one.level)}启动后没有任何任务` })
  return faults
}
