import { z } from 'zod'

/** 业务类别: what people take a number for. The letter begins the number. */
export const Domain = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/u, '代码为 2–30 位小写字母、数字、横线'),
  letter: z.string().regex(/^[A-Z]$/u, '字头是一个大写字母'),
  title: z.string({ error: '请填写类别名称' }).trim().min(2, '类别名称至少 2 个字').max(12, '类别名称最多 12 个字'),
  /** What belongs to it, in words a resident knows. */
  remark: z.string().trim().max(40, '说明最多 40 个字').default(''),
  /** Whether a slot may be booked for it. */
  booking: z.boolean().default(true),
})
export type Domain = z.infer<typeof Domain>

const whole = (title: string, min: number, max: number) =>
  z
    .int({ error: `${title}应为整数` })
    .min(min, `${title}不能小于 ${min}`)
    .max(max, `${title}不能大于 ${max}`)

/** 叫号 (rules.md §5.7; own values there, so 示例 here). */
const Calling = z.object({
  calls: whole('叫号次数', 1, 9).default(3),
  steps: whole('过号后退位数', 0, 50).default(3),
  misses: whole('过号次数', 1, 5).default(2),
})

/** 预约取号. */
const Booking = z.object({
  /** Days ahead, today not counted; 0: no booking. */
  days: whole('可预约天数', 0, 30).default(7),
  minutes: z.union([z.literal(15), z.literal(30), z.literal(60)], { error: '时段只能是 15、30 或 60 分钟' }).default(30),
  /** People in one slot of one domain. */
  capacity: whole('每个时段名额', 1, 200).default(4),
  /** Minutes before and after the slot begins in which it holds (rules.md §5.7: ±15). */
  tolerance: whole('预约有效分钟', 5, 60).default(15),
})

/** 潮汐窗口 (rules.md §5.7, tidal rule: a proposal, so 示例 until the town confirms it). */
export const TidalRule = z.object({
  openWait: whole('开窗等候分钟', 1, 120).default(15),
  openEach: whole('每窗等候人数', 1, 50).default(5),
  openChecks: whole('开窗连续次数', 1, 12).default(2),
  closeWait: whole('关窗等候分钟', 0, 60).default(5),
  closeWaiting: whole('关窗等候人数', 0, 20).default(1),
  closeChecks: whole('关窗连续次数', 1, 12).default(3),
  /** Minutes a window keeps the state it was given. */
  dwell: whole('最短保持分钟', 0, 240).default(20),
})
export type TidalRule = z.infer<typeof TidalRule>

/** 大厅设置. */
export const HallSetting = z
  .object({
    name: z.string().trim().max(20, '大厅名称最多 20 个字').default(''),
    domains: z
      .array(Domain)
      .min(1, '至少要有一个业务类别')
      .max(20, '业务类别最多 20 个')
      .default([
        { key: 'general', letter: 'A', title: '综合事务', remark: '审批、证明、各类办事', booking: true },
        { key: 'issue', letter: 'Q', title: '取件', remark: '领证、取批复', booking: false },
        { key: 'stuck', letter: 'B', title: '办不成事', remark: '来过没办成，或没人管的事', booking: false },
      ]),
    calling: Calling.prefault({}),
    booking: Booking.prefault({}),
    tidal: TidalRule.prefault({}),
    /** Minutes of one service while there is no history. */
    usualMinutes: whole('平均办理分钟', 1, 120).default(9),
    /** How many weeks of the same weekday and hour the forecast looks back on. */
    weeks: whole('回看周数', 1, 52).default(8),
    /** Numbers outside office hours too; for practice and trials. */
    anyTime: z.boolean().default(false),
    /** Seconds after which the machine in the hall goes back to its first page. */
    idleSeconds: whole('取号机复位秒数', 10, 300).default(40),
  })
  .superRefine(({ domains }, context) => {
    const twice = (values: readonly string[]) => values.find((value, i) => values.indexOf(value) !== i)
    const key = twice(domains.map((domain) => domain.key))
    const letter = twice(domains.map((domain) => domain.letter))
    if (key !== undefined) context.addIssue({ code: 'custom', path: ['domains'], message: `业务类别代码“${key}”重复` })
    if (letter !== undefined) context.addIssue({ code: 'custom', path: ['domains'], message: `字头“${letter}”重复，号码会混` })
  })
export type HallSetting = z.infer<typeof HallSetting>

export const defaultSetting: HallSetting = HallSetting.parse({})

/** The words for a domain, also for one the town has since taken away. */
export const domainTitle = (setting: Pick<HallSetting, 'domains'>, key: string): string =>
  setting.domains.find((domain) => domain.key === key)?.title ?? key
