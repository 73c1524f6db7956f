import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { PartyKind } from './hearing-threshold.ts'

/** 当事人 as typed; the number is checked on the server (18 digits of GB 32100 or GB 11643). */
export const PartyDraft = z.object({
  kind: PartyKind,
  name: z.string({ error: '请填写当事人' }).trim().min(2, '当事人至少 2 个字').max(100, '当事人最多 100 个字'),
  number: z.string().trim().max(18, '证件号码最多 18 位').optional(),
  phone: z.string().trim().max(20).optional(),
  address: z.string().trim().max(200).optional(),
})
export type PartyDraft = z.infer<typeof PartyDraft>

/** A party nobody has found out yet: what another module handed over, what a camera saw. */
export const UNKNOWN_PARTY = '待查明'

/** How old a natural person was when the act ended (行政处罚法 art. 30): under 14 no penalty, 14 to 18 a lighter one. */
export const PartyAge = z.enum(['under-14', '14-18', 'adult', 'unknown'])
export type PartyAge = z.infer<typeof PartyAge>

/**
 * @param born `2010-05-01`
 * @param on the day of the act, `2026-05-01`: on the birthday itself one is not yet past it (the day after counts, 最高法 practice of 周岁)
 */
export function ageClass(born: string | undefined, on: string | undefined): PartyAge {
  if (!born || !on) return 'unknown'
  const past = (years: number): boolean => on > `${Number(born.slice(0, 4)) + years}${born.slice(4)}`
  return past(18) ? 'adult' : past(14) ? '14-18' : 'under-14'
}

/** A sealed party by its id: what an act's form carries instead of a name and a number. */
export const sealParty = endpoint('POST /enforcement/parties', {
  summary: '登记当事人信息（加密保存），供案件更正、当场处罚引用',
  allow: 'enforcement.case.open',
  body: PartyDraft.extend({ actionId: Id }),
  reply: z.object({ id: Id, kind: PartyKind, shown: z.string(), numberMask: z.string() }),
  errors: ['enforcement.party-number-wrong'],
})
