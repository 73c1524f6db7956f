import { createHash } from 'node:crypto'
import { Id } from '../../contract/id.ts'
import { failPlatform } from '../../contract/problem.ts'
import { type Database, type Tx, prepared } from '../database.ts'

/** Canonical text: object keys sorted, so that a re-serialised body keeps its hash. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object') {
    const parts = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** The operation number of a request: `actionId` in the body or the `idempotency-key` header. */
export function actionIdOf(body: unknown, header: unknown): string | undefined {
  const inBody = body && typeof body === 'object' && 'actionId' in body ? body.actionId : undefined
  const given = inBody ?? header
  if (given === undefined) return undefined
  const parsed = Id.safeParse(given)
  if (!parsed.success)
    throw failPlatform('platform.invalid', { detail: '操作号应为 UUID', fields: [{ path: 'actionId', message: '操作号应为 UUID' }] })
  return parsed.data
}

export interface ReplayKey {
  town: string
  subject: string
  actionId: string
  endpoint: string
  body: unknown
}

const keep = prepared(`insert into platform.replay (town, subject, action_id, body_hash, status, reply) values ($1, $2, $3, $4, $5, $6)`)

interface Answer {
  readonly status: number
  /** JSON as it goes out and as it is kept: written once. */
  readonly text: string
}

/**
 * Answers a write once: the work runs in one transaction and its reply is stored with the commit. A replay fails there on the unique
 * row (or earlier, on what the first one changed), is rolled back and gets the stored reply; so the usual first call pays one
 * insert in one flight with the commit instead of an insert before and an update after the work.
 * @throws Fault platform.replay-mismatch when the number comes back with another content
 */
export async function once(
  db: Database,
  key: ReplayKey,
  work: (tx: Tx) => Promise<{ status: number; reply: unknown }>,
): Promise<Answer & { replayed: boolean }> {
  const hash = createHash('sha256')
    .update(`${key.endpoint}\n${canonical(key.body)}`)
    .digest('hex')
  try {
    const answer = await db.transaction(async (tx) => {
      const { status, reply } = await work(tx)
      const text = JSON.stringify(reply ?? null)
      tx.withCommit(keep, [key.town, key.subject, key.actionId, hash, status, text])
      return { status, text }
    })
    return { ...answer, replayed: false }
  } catch (error) {
    const [first] = await db.read
      .query<Answer & { body_hash: string }>(
        `select body_hash, status, reply as text from platform.replay where town = $1 and subject = $2 and action_id = $3`,
        [key.town, key.subject, key.actionId],
      )
      .catch(() => [])
    if (!first) throw error
    if (first.body_hash !== hash) throw failPlatform('platform.replay-mismatch')
    return { status: first.status, text: first.text, replayed: true }
  }
}
