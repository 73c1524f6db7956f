import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Applicant, CaseReceipt, FormAnswers } from './case.ts'
import { MaterialChange } from './case-material.ts'
import { Channel } from './matter.ts'
import { Answers } from './one-thing.ts'

/** One form, one list of papers, several cases. `form` and `changes` are keyed by the merged ids of `planOneThing`. */
export const OneThingDraft = z.object({
  actionId: Id,
  answers: Answers.default({}),
  applicant: Applicant,
  channel: Channel.default('hall'),
  form: FormAnswers.default({}),
  changes: z
    .array(MaterialChange.extend({ key: z.string().max(100) }))
    .max(80)
    .default([]),
})
export type OneThingDraft = z.infer<typeof OneThingDraft>

export const Bundle = z.object({
  id: Id,
  name: z.string(),
  dueDay: z.string(),
  /** The chain of matters that decides the due day. */
  path: z.array(z.string()),
  done: z.boolean(),
  finished: z.int(),
  cases: z.array(
    z.object({
      id: Id,
      number: z.string(),
      matterCode: z.string(),
      matterName: z.string(),
      stepTitle: z.string(),
      open: z.boolean(),
      promiseDue: z.string().optional(),
    }),
  ),
})
export type Bundle = z.infer<typeof Bundle>

export const openOneThing = endpoint('POST /service/one-things/:code/cases', {
  summary: '一件事：一张表，同时开出各个子办件',
  allow: 'service.case.open',
  params: z.object({ code: z.string().max(60) }),
  body: OneThingDraft,
  reply: Bundle.extend({ receipts: z.array(CaseReceipt) }),
  errors: [
    'service.one-thing-missing',
    'service.one-thing-open-question',
    'service.matter-missing',
    'service.number-wrong',
    'service.channel-closed',
    'service.kind-not-served',
    'service.form-incomplete',
    'service.exclusive-taken',
    'service.barred',
    'case.not-allowed',
  ],
})
export const readBundle = endpoint('GET /service/bundles/:id', {
  summary: '一件事办件的进度',
  allow: 'service.case.read',
  params: z.object({ id: Id }),
  reply: Bundle,
  errors: ['service.one-thing-missing'],
})
