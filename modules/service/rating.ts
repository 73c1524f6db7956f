import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

/** 好差评 (rules.md §5.5): five levels, 1–2 are bad. */
export const Level = z.int({ error: '请选择评价' }).min(1, '评价为一到五星').max(5, '评价为一到五星')
export const levelTitles: Readonly<Record<number, string>> = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' }
export const isBad = (level: number): boolean => level <= 2

/** Two sets of questions: online and at the place. */
export const dimensionTitles = {
  online: { overall: '整体满意度', efficiency: '办事效率', guide: '指南精确度', ease: '便捷度', platform: '平台操作性' },
  counter: { overall: '整体满意度', efficiency: '服务效率', skill: '服务水平', attitude: '服务态度' },
} as const
export const RatingDoor = z.enum(['online', 'counter'])
export type RatingDoor = z.infer<typeof RatingDoor>

export const RatingDraft = z
  .object({
    door: RatingDoor,
    level: Level,
    /** Each answered or left out; nobody is forced. */
    dimensions: z.record(z.string().max(20), Level).default({}),
    words: z.string().trim().max(500, '最多 500 个字').default(''),
  })
  .superRefine(({ door, dimensions }, context) => {
    const known = Object.keys(dimensionTitles[door])
    for (const key of Object.keys(dimensions))
      if (!known.includes(key)) context.addIssue({ code: 'custom', path: ['dimensions', key], message: '没有这一项评价' })
  })
export type RatingDraft = z.infer<typeof RatingDraft>

export interface RatingCounts {
  /** How many gave each level, the excluded left out. */
  readonly levels: Readonly<Record<number, number>>
  readonly bad: number
  readonly rectifiedInTime: number
  readonly closed: number
}

/**
 * 好评率 = (5+4+3) ÷ all valid; 平均分 = Σ level ÷ n; 差评整改率 = rectified on time ÷ valid bad; 参评率 = rated ÷ finished. What is unrated counts as
 * nothing, never as good. Undefined where there is nothing to divide by.
 */
export function ratingFigures({ levels, bad, rectifiedInTime, closed }: RatingCounts) {
  const entries = Object.entries(levels).map(([level, n]) => [Number(level), n] as const)
  const total = entries.reduce((sum, [, n]) => sum + n, 0)
  const good = entries.reduce((sum, [level, n]) => sum + (level >= 3 ? n : 0), 0)
  const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
  return {
    total,
    goodRate: share(good, total),
    average: share(
      entries.reduce((sum, [level, n]) => sum + level * n, 0),
      total,
    ),
    rectifiedRate: share(rectifiedInTime, bad),
    ratedRate: share(total, closed),
  }
}

const Share = z.number().optional()
export const RatingFigures = z.object({
  total: z.int(),
  goodRate: Share,
  average: Share,
  rectifiedRate: Share,
  ratedRate: Share,
  levels: z.record(z.string(), z.int()),
  openFixes: z.int(),
  fixDays: z.int(),
})

/** What a window sees of its ratings: the month, the level, the words; neither case nor applicant nor hour (rules.md §5.5). */
export const readOwnRatings = endpoint('GET /service/ratings/mine', {
  summary: '本窗口的评价（不显示评价人）',
  allow: 'service.rating.own',
  reply: z.object({
    levels: z.record(z.string(), z.int()),
    rows: z.array(z.object({ month: z.string(), level: Level, words: z.string() })),
    /** Fewer than five in a month are not shown one by one: they could be told apart. */
    held: z.int(),
  }),
})

export const RatingRow = z.object({
  caseId: Id,
  number: z.string(),
  matterName: z.string(),
  level: Level,
  door: RatingDoor,
  dimensions: z.record(z.string(), Level),
  words: z.string(),
  at: z.iso.datetime(),
  state: z.enum(['counted', 'fixing', 'excluded', 'rectified']),
  fixId: Id.optional(),
  second: Level.optional(),
})
export type RatingRow = z.infer<typeof RatingRow>
export const ratingStates: Readonly<Record<RatingRow['state'], string>> = {
  counted: '已计入',
  fixing: '整改中',
  excluded: '核实排除',
  rectified: '已整改',
}

export const listRatings = endpoint('GET /service/ratings', {
  summary: '好差评清单',
  allow: 'service.rating.read',
  query: PageQuery.extend({ bad: z.enum(['yes', 'no']).optional() }),
  reply: Page(RatingRow),
})
export const readRatingFigures = endpoint('GET /service/ratings/figures', {
  summary: '好评率、平均分、差评整改率',
  allow: 'service.rating.read',
  reply: RatingFigures,
})
