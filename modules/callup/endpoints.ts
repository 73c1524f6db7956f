import { z } from 'zod'
import { Position } from '#core/area/contract.ts'
import { CaseCard, CaseFile, Point } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'

const Instant = z.iso.datetime({ offset: true })
const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })
export const WhistleKindKey = z.enum(['emergency', 'enforcement', 'key-work'], { error: '请选择哨的种类' })

export const WhistleDraft = z.object({
  actionId: Id,
  kind: WhistleKindKey,
  title: z.string().trim().min(2, '请写明是什么事').max(60, '标题最多 60 个字'),
  description: z.string().trim().min(4, '请写明问题').max(2000, '问题最多 2000 个字'),
  /** Why one unit, or the village alone, cannot solve it (rules.md §3.2). */
  why: z.string().trim().min(4, '请写明为什么一家办不了').max(1000, '理由最多 1000 个字'),
  place: Point,
  address: z.string().max(200, '地址最多 200 个字').default(''),
  /** Whom the village would like to come; the centre decides. */
  wanted: z.array(Id).max(12, '最多 12 个单位').default([]),
  files: z.array(CaseFile).max(12, '最多 12 个附件').default([]),
  /** The case it grew out of. */
  fromCase: Id.optional(),
  at: Instant.optional(),
})
export type WhistleDraft = z.infer<typeof WhistleDraft>

export const SummonView = z.object({
  unitId: Id,
  unit: z.string(),
  lead: z.boolean(),
  mustBy: Instant,
  arrivedAt: Instant.optional(),
  arrivedBy: z.string().optional(),
  distance: z.int().optional(),
  way: z.enum(['scan', 'position']).optional(),
  mocked: z.boolean(),
  late: z.boolean(),
  excused: z.boolean(),
  answeredAt: Instant.optional(),
  stars: z.int().optional(),
  fair: z.int().optional(),
  words: z.string(),
})
export type SummonView = z.infer<typeof SummonView>

export const WhistleRow = CaseCard.extend({
  kind: WhistleKindKey,
  kindTitle: z.string(),
  villageCode: z.string(),
  village: z.string(),
  place: Position,
  summoned: z.int(),
  arrived: z.int(),
  lateUnits: z.int(),
  reblown: z.int(),
})
export type WhistleRow = z.infer<typeof WhistleRow>

const at = z.object({ id: Id })

export const blowWhistle = endpoint('POST /callup/whistles', {
  summary: '吹哨：写明地点、问题和为什么一家办不了',
  allow: 'callup.whistle.blow',
  body: WhistleDraft,
  reply: z.object({ id: Id, number: z.string() }),
  errors: ['callup.place-needed', 'callup.not-here'],
})

export const listWhistles = endpoint('GET /callup/whistles', {
  summary: '吹哨列表',
  allow: 'callup.whistle.read',
  query: PageQuery.extend({
    state: z.enum(['open', 'closed', 'all']).default('open'),
    villageCode: z
      .string()
      .regex(/^\d{12}$/, '村（社区）编码应为 12 位数字')
      .optional(),
    kind: WhistleKindKey.optional(),
    mine: z.stringbool().optional(),
  }),
  reply: Page(WhistleRow),
})

export const readWhistle = endpoint('GET /callup/whistles/:id', {
  summary: '一声哨：应到单位、报到、评分；吹哨一方可见现场码',
  allow: 'callup.whistle.read',
  params: at,
  reply: z.object({
    id: Id,
    kind: WhistleKindKey,
    kindTitle: z.string(),
    village: z.string(),
    place: Position,
    address: z.string(),
    description: z.string(),
    why: z.string(),
    wanted: z.array(z.object({ id: Id, name: z.string() })),
    summons: z.array(SummonView),
    /** Shown by the whistler's side to be scanned. */
    code: z.string().optional(),
    reblown: z.int(),
    fromCase: Id.optional(),
  }),
  errors: ['callup.not-found'],
})

const RateView = z.object({ met: z.int(), of: z.int() })
export const readCallupFigures = endpoint('GET /callup/figures', {
  summary: '报到率、哨办结率、重吹率，各单位与各村情况（不计分）',
  allow: 'callup.figures.read',
  query: z.object({ from: Day, to: Day }),
  reply: z.object({
    arrival: RateView,
    silenced: RateView,
    reblown: RateView,
    units: z.array(z.object({ unitId: Id, unit: z.string(), arrival: RateView, stars: z.number().optional(), rated: z.int() })),
    villages: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        whistles: z.int(),
        cases: z.int(),
        perHundred: z.number().optional(),
        band: z.enum(['few', 'low', 'normal', 'high']),
        bandTitle: z.string(),
      }),
    ),
    at: Instant,
  }),
})
