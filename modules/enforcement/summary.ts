import { z } from 'zod'
import { CaseFile, Point } from '#core/case/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { centsOf, yuanText } from './money.ts'
import { PartyDraft } from './party.ts'

/** 行政处罚法 art. 51: on the spot only a warning, or a fine of up to 200 yuan for a citizen and 3,000 for an organisation. Cents. */
export const mostOnTheSpot = { citizen: 20_000, organisation: 300_000 } as const

/** Why money may be taken on the spot (行政处罚法 arts. 68, 69). */
export const collectReasons = {
  small: '罚款一百元以下（第六十八条第一项）',
  hard: '不当场收缴事后难以执行（第六十八条第二项）',
  remote: '边远、水上、交通不便地区，当事人提出（第六十九条）',
} as const

export const SummaryDraft = z.object({
  actionId: Id,
  at: z.iso.datetime().optional(),
  /** 处罚权力事项 held today. */
  power: z.string({ error: '请选择处罚权力事项' }).min(1, '请选择处罚权力事项').max(40),
  party: PartyDraft,
  facts: z.string({ error: '请写明违法事实' }).trim().min(2, '请写明违法事实').max(1000),
  place: Point.optional(),
  address: z.string().trim().max(200).default(''),
  kind: z.enum(['warning', 'fine'], { error: '请选择警告或罚款' }),
  /** Yuan. */
  fine: z.number().min(0).max(3000, '当场处罚的罚款：公民二百元以下，法人、组织三千元以下').optional(),
  second: Id,
  shown: z.literal(true, { error: '应当出示执法证件（行政处罚法第五十二条）' }),
  told: z.literal(true, { error: '应当告知内容、事实、理由、依据和陈述申辩权利（行政处罚法第五十二条）' }),
  /** What the party said; empty when nothing. */
  statement: z.string().trim().max(1000).default(''),
  /** Photos of the act and of the signed form, a signature drawn on the screen among them. */
  files: z.array(CaseFile).min(1, '请拍下现场或签字的决定书').max(20),
  refused: z.boolean().default(false),
  witness: z.string().trim().max(40).default(''),
})
export type SummaryDraft = z.infer<typeof SummaryDraft>

/** What keeps an act from being punished on the spot; undefined when nothing does. Field and sentence, with the article. */
export function findSummaryFault(draft: Pick<SummaryDraft, 'kind' | 'fine' | 'party' | 'second' | 'refused' | 'witness'>, officer: string) {
  const fault = (field: string, message: string) => ({ field, message })
  if (draft.second === officer) return fault('second', '另一名执法人员不能是自己：执法人员不得少于两人（行政处罚法第四十二条）')
  if (draft.refused && !draft.witness) return fault('witness', '当事人拒绝签收的，请写明见证人')
  if (draft.kind === 'warning') return (draft.fine ?? 0) > 0 ? fault('fine', '警告不填罚款') : undefined
  const cents = centsOf(draft.fine)
  if (!cents) return fault('fine', '请填写罚款金额，最多两位小数')
  const most = mostOnTheSpot[draft.party.kind]
  return cents > most ? fault('fine', `当场罚款不得超过 ${yuanText(most)} 元（行政处罚法第五十一条），请按普通程序登记线索`) : undefined
}

export const punishOnTheSpot = endpoint('POST /enforcement/summary', {
  summary: '当场处罚（简易程序）：作出并交付当场处罚决定',
  allow: 'enforcement.case.open',
  body: SummaryDraft,
  reply: z.object({ id: Id, number: z.string(), documentNumber: z.string(), replayed: z.boolean() }),
  errors: [
    'enforcement.party-number-wrong',
    'enforcement.power-not-held',
    'enforcement.officer-unqualified',
    'enforcement.not-on-the-spot',
  ],
})

/** What an officer's phone needs to punish on the spot without a line: the powers held today and the colleagues. */
export const readSpotKit = endpoint('GET /enforcement/spot-kit', {
  summary: '当场处罚所需：今天承接的事项、可以共同执法的人员',
  allow: 'enforcement.case.open',
  reply: z.object({
    day: z.iso.date(),
    powers: z.array(z.object({ code: z.string(), title: z.string(), text: z.string() })),
    officers: z.array(z.object({ id: Id, name: z.string(), unit: z.string() })),
  }),
})
export type SpotKit = z.infer<typeof readSpotKit.reply>
