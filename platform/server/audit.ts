import { newId } from '../contract/id.ts'
import type { Tx } from './database.ts'

export interface AuditRow {
  town: string
  at: Date
  subject: string
  post?: string | undefined
  /** What was done, `module.noun-done`. */
  kind: string
  /** What it was done to: `case:<id>`, `person:<id>`. */
  object?: string | undefined
  reason?: string | undefined
  result?: 'ok' | 'refused'
  ip?: string | undefined
  terminal?: string | undefined
  detail?: Record<string, unknown>
}

/** Appends an audit row (等保三级: who, when, where, what, result) in the caller's transaction. */
export async function audit(tx: Tx, row: AuditRow): Promise<void> {
  await tx.query(
    `insert into platform.audit (town, id, at, subject, post, kind, object, reason, result, ip, terminal, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      row.town,
      newId(),
      row.at,
      row.subject,
      row.post,
      row.kind,
      row.object,
      row.reason,
      row.result ?? 'ok',
      row.ip,
      row.terminal,
      row.detail ?? {},
    ],
  )
}
