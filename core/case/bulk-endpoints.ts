import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { AllowedView } from './views.ts'

/** As many cases as one act may be done on at once: more than a person can look over is no decision of theirs. */
export const MOST_AT_ONCE = 100

const Ids = z.array(Id).min(1, '请先勾选案件').max(MOST_AT_ONCE, `一次最多 ${MOST_AT_ONCE} 件，请分批办理`)

/** An action some of the cases allow just now. */
export const Offer = AllowedView.omit({ blocked: true }).extend({
  process: z.string(),
  /** How many of the asked cases allow it. */
  open: z.int(),
  /** Why it cannot be done on many at once. */
  single: z.string().optional(),
})
export type Offer = z.infer<typeof Offer>

export const offerActs = endpoint('POST /cases/offers', {
  summary: '若干案件上当前岗位可办理的事项，每项有几件可办',
  allow: 'case.case.act',
  transaction: 'own',
  body: z.object({ ids: Ids }),
  reply: z.object({ offers: z.array(Offer) }),
})

/** What an act would meet on one case. */
export const Prospect = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  stepTitle: z.string(),
  /** The state looked at; sent back with the act, so that a case that moved on since is refused. */
  seq: z.int(),
  /** Where it would stand afterwards. */
  becomes: z.string().optional(),
  /** Why it would be refused, in the server's words. */
  refused: z.string().optional(),
})
export type Prospect = z.infer<typeof Prospect>

export const previewActs = endpoint('POST /cases/preview', {
  summary: '批量办理预演：逐件试办后全部撤回，说明哪些能办、哪些不能及原因',
  allow: 'case.case.act',
  transaction: 'own',
  body: z.object({ ids: Ids, action: z.string().max(60), input: z.record(z.string(), z.unknown()).default({}) }),
  reply: z.object({ prospects: z.array(Prospect) }),
})
