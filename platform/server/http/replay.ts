import { createHash } from 'node:crypto'
import { Id } from '../../contract/id.ts'
import { failPlatform } from '../../contract/problem.ts'
import type { Tx } from '../database.ts'

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

/**
 * Answers a write once: the first caller's work runs and its reply is stored in the same transaction; a replay waits
 * for it (the unique row does the waiting) and gets the stored reply.
 * @throws Fault platform.replay-mismatch when the number comes back with another content
 */
export async function once(
  tx: Tx,
  key: ReplayKey,
  work: () => Promise<{ status: number; reply: unknown }>,
): Promise<{ status: number; reply: unknown; replayed: boolean }> {
  const hash = createHash('sha256')
    .update(`${key.endpoint}\n${canonical(key.body)}`)
    .digest('hex')
  const claimed = await tx.query(
    `insert into platform.replay (town, subject, action_id, body_hash) values ($1, $2, $3, $4) on conflict do nothing returning 1 as ok`,
    [key.town, key.subject, key.actionId, hash],
  )
  if (claimed.length === 0) {
    const [row] = await tx.query<{ body_hash: string; status: number; reply: unknown }>(
      `select body_hash, status, reply from platform.replay where town = $1 and subject = $2 and action_id = $3`,
      [key.town, key.subject, key.actionId],
    )
    if (!row || row.body_hash !== hash) throw failPlatform('platform.replay-mismatch')
    return { status: row.status, reply: row.reply, replayed: true }
  }
  const { status, reply } = await work()
  await tx.query(`update platform.replay set status = $4, reply = $5 where town = $1 and subject = $2 and action_id = $3`, [
    key.town,
    key.subject,
    key.actionId,
    status,
    JSON.stringify(reply ?? null),
  ])
  return { status, reply, replayed: false }
}
