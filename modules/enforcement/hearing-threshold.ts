import { z } from 'zod'

/** Who is to be punished, as the thresholds tell them apart. */
export const PartyKind = z.enum(['citizen', 'organisation'], { error: '请选择当事人类型' })
export type PartyKind = z.infer<typeof PartyKind>

/**
 * From which sum a party may ask for a hearing (较大数额, 行政处罚法 art. 63): local, dated, editable. Cents.
 * @remarks the shipped row is rules.md §4.5's Jiangsu line, a secondary source of unknown age, so it is labelled 示例.
 */
export const HearingThreshold = z.object({
  party: PartyKind,
  business: z.boolean(),
  cents: z.int().positive(),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
})
export type HearingThreshold = z.infer<typeof HearingThreshold>

const jiangsu = '示例：江苏省行政处罚听证程序规则（转引，待法制机构确认）'
export const defaultThresholds: readonly HearingThreshold[] = [
  { party: 'citizen', business: false, cents: 50_000, from: '2000-01-01', source: jiangsu },
  { party: 'organisation', business: false, cents: 100_000, from: '2000-01-01', source: jiangsu },
  { party: 'citizen', business: true, cents: 2_000_000, from: '2000-01-01', source: jiangsu },
  { party: 'organisation', business: true, cents: 2_000_000, from: '2000-01-01', source: jiangsu },
]

/** The kinds of penalty (行政处罚法 art. 9); detention is the police's alone and therefore absent. */
export const penaltyKinds = {
  warning: '警告',
  criticism: '通报批评',
  fine: '罚款',
  gains: '没收违法所得',
  goods: '没收非法财物',
  'licence-held': '暂扣许可证件',
  'grade-lowered': '降低资质等级',
  'licence-revoked': '吊销许可证件',
  restricted: '限制开展生产经营活动',
  suspended: '责令停产停业',
  closed: '责令关闭',
  barred: '限制从业',
} as const
export const PenaltyKind = z.enum(Object.keys(penaltyKinds) as [keyof typeof penaltyKinds, ...(keyof typeof penaltyKinds)[]])
export type PenaltyKind = z.infer<typeof PenaltyKind>

/** Heavy whatever the sum: art. 63 (1) nos. 3–5. */
const alwaysHeard: readonly PenaltyKind[] = ['grade-lowered', 'licence-revoked', 'suspended', 'closed', 'barred']

export interface Intended {
  readonly kinds: readonly PenaltyKind[]
  /** Fine, and gains or goods to be confiscated, in cents. */
  readonly fine: number
  readonly confiscated: number
  readonly party: PartyKind
  /** The act was done in business (经营活动). */
  readonly business: boolean
}

/**
 * Whether the party must be told of the right to a hearing (行政处罚法 art. 63): the reason in words, or undefined.
 * @param day the day of the notice
 * @throws never: without a threshold for the day a hearing is offered, since the gate must not open by a gap in a table
 */
export function hearingReason(intended: Intended, thresholds: readonly HearingThreshold[], day: string): string | undefined {
  const heavy = intended.kinds.find((kind) => alwaysHeard.includes(kind))
  if (heavy) return `拟${penaltyKinds[heavy]}，依法应告知听证权利（行政处罚法第六十三条）`
  const sum = Math.max(intended.fine, intended.confiscated)
  if (sum === 0) return undefined
  const line = thresholds.find(
    (t) => t.party === intended.party && t.business === intended.business && t.from <= day && (t.to === undefined || day < t.to),
  )
  if (!line) return '没有当天有效的听证数额标准，按应告知听证权利办理'
  return sum >= line.cents ? `数额达到听证标准 ${line.cents / 100} 元（${line.source}）` : undefined
}
