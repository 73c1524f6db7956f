import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'
import { Id } from '#platform/contract/id.ts'

/** A promise in writing (告知承诺) was found false and the decision revoked; credit keeps it. Carries nobody's name. */
export const promiseBroken = fact(
  'service.promise-broken',
  z.object({ caseId: Id, number: z.string(), title: z.string(), at: z.iso.datetime() }),
)
