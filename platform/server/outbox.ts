import type { z } from 'zod'
import type { FactType } from '../contract/fact.ts'
import { type Tx, prepared } from './database.ts'
import { nudgeAfter } from './nudges.ts'

/**
 * Tells the other modules and the live screens: a row in the caller's own transaction.
 * @param audience who may hear it live: `*`, `u:<unit>`, `p:<person>`, `a:<area code>`; empty for handlers only
 */
export async function publish<T extends z.ZodType>(
  tx: Tx,
  town: string,
  fact: FactType<T>,
  payload: z.output<T>,
  audience: readonly string[] = [],
): Promise<void> {
  await tx.post(insertFact, [town, fact.name, JSON.stringify(payload), audience])
  nudgeAfter(tx, 'outbox')
}

const insertFact = prepared(`insert into platform.outbox (town, name, payload, audience) values ($1, $2, $3, $4)`)
