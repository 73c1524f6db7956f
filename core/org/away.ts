import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'
import { Day } from './day.ts'

/** Who is away, or who stands in, changed on some days: whoever gave work to those people looks again. Both days inclusive. */
export const awayChanged = fact('org.away-changed', z.object({ from: Day, to: Day }))
