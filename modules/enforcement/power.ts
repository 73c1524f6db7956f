import { z } from 'zod'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'

const Day = z.iso.date({ error: '日期应写成 2026-07-01 的样子' })

/** A rule's wording and from when it stands: a case shows the text of the day of the act. */
export const PowerText = z.object({ from: Day, text: z.string(), article: z.string() })
export type PowerText = z.infer<typeof PowerText>

/**
 * A penalty power (权责清单事项) as the town holds it from one day to another: handed down by a document (行政处罚法 art. 24), taken back by
 * another. The same code may be held again later; each holding is its own row.
 */
export const Power = z.object({
  code: z.string().min(1).max(40),
  title: z.string(),
  domain: z.string(),
  texts: z.array(PowerText).min(1),
  grantDocument: z.string(),
  heldFrom: Day,
  /** First day it is no longer held. */
  heldTo: Day.optional(),
  withdrawDocument: z.string().optional(),
  /** Invented wording of the demo town. */
  example: z.boolean(),
})
export type Power = z.infer<typeof Power>

/** Whether a case may be filed by it on a day. */
export const isHeldOn = (power: Pick<Power, 'heldFrom' | 'heldTo'>, day: string): boolean =>
  power.heldFrom <= day && (power.heldTo === undefined || day < power.heldTo)

/** The wording in force on a day; the oldest one for a day before all. */
export function textOn(power: Pick<Power, 'texts'>, day: string): PowerText {
  const sorted = [...power.texts].sort((a, b) => (a.from < b.from ? -1 : 1))
  return sorted.findLast(({ from }) => from <= day) ?? sorted[0]!
}

export const PowerState = z.enum(['held', 'ending', 'withdrawn'])
export type PowerState = z.infer<typeof PowerState>
export const powerStateTitles: Readonly<Record<PowerState, string>> = { held: '承接中', ending: '将收回', withdrawn: '已收回' }

export const PowerRow = Power.extend({ state: PowerState, openCases: z.int() })
export type PowerRow = z.infer<typeof PowerRow>
export const PowerFilter = z.object({
  q: z.string().trim().max(60).optional(),
  state: PowerState.optional(),
  /** Only what is held on this day: for filing. */
  on: Day.optional(),
})

export const listPowers = endpoint('GET /enforcement/powers', {
  summary: '权责清单',
  allow: 'enforcement.power.read',
  query: PowerFilter.extend(PageQuery.shape),
  reply: Page(PowerRow),
})
export const countPowers = endpoint('GET /enforcement/powers/counts', {
  summary: '权责清单计数',
  allow: 'enforcement.power.read',
  reply: z.object({ held: z.int(), ending: z.int(), withdrawn: z.int() }),
})
export const withdrawPower = endpoint('POST /enforcement/powers/:code/withdraw', {
  summary: '收回事项：自某日起不得据以立案，列出在办案件',
  allow: 'enforcement.power.manage',
  params: z.object({ code: z.string().max(40) }),
  body: z.object({
    actionId: Id,
    /** First day without it. */
    on: Day,
    document: z.string({ error: '请填写收回文件' }).trim().min(2, '请填写收回文件').max(120),
  }),
  reply: z.object({ power: PowerRow, openCases: z.array(z.object({ id: Id, number: z.string(), title: z.string() })) }),
  errors: ['enforcement.power-missing', 'enforcement.power-withdrawn'],
})
