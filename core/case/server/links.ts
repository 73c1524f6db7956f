import { type Tx, prepared } from '#platform/server/database.ts'
import { failCase } from '../faults.ts'
import type { Change } from './registries.ts'

export interface Link {
  readonly case_id: string
  readonly other_id: string
  readonly kind: string
  readonly at: Date
}

/** Refuses a joining that would lose a case: to itself, to a missing or closed one, or in a ring. */
async function checkTarget(tx: Tx, change: Change, kind: string, other: string): Promise<void> {
  if (other === change.caseId) throw failCase('case.merge-refused', { detail: '不能并入自己' })
  const [main] = await tx.query<{ closed_at: Date | null; process: string; merged: boolean }>(
    `select c.closed_at, c.process, exists (select from "case".link l where l.town = $1 and l.case_id = $2 and l.kind = $3 and l.ended_at is null) as merged
     from "case".cases c where c.town = $1 and c.id = $2 for share`,
    [change.town, other, kind],
  )
  if (!main) throw failCase('case.merge-refused', { detail: '要并入的主件不存在' })
  if (main.merged) throw failCase('case.merge-refused', { detail: '要并入的主件自己已被并入别的案件', way: '并入它的主件' })
  if (main.closed_at) throw failCase('case.merge-refused', { detail: '要并入的主件已经结案', way: '先重开主件，或按新案件办理' })
  const under = await tx.query(
    `select 1 as ok from "case".link where town = $1 and other_id = $2 and kind = $3 and ended_at is null limit 1`,
    [change.town, change.caseId, kind],
  )
  if (under.length) throw failCase('case.merge-refused', { detail: '本件下面已有并入的案件', way: '先撤销那些并案，或把对方并入本件' })
}

/** Writes the link an action makes or ends, in the act's transaction. */
export async function moveLinks(tx: Tx, change: Change): Promise<void> {
  const { link, unlink } = change.action
  if (link) {
    const other = change.act.input[link.field]
    if (typeof other !== 'string') return
    await checkTarget(tx, change, link.kind, other)
    await tx.query(`insert into "case".link (town, case_id, other_id, kind, at, by_person, reason) values ($1, $2, $3, $4, $5, $6, $7)`, [
      change.town,
      change.caseId,
      other,
      link.kind,
      new Date(change.act.at).toISOString(),
      change.actor.personId || null,
      String(change.act.input['reason'] ?? ''),
    ])
  }
  if (unlink) {
    await tx.query(`update "case".link set ended_at = $4 where town = $1 and case_id = $2 and kind = $3 and ended_at is null`, [
      change.town,
      change.caseId,
      unlink.kind,
      new Date(change.act.at).toISOString(),
    ])
  }
}

/** Links from and to a case that still hold. */
export async function linksOf(tx: Tx, town: string, caseId: string): Promise<Link[]> {
  return tx.query<Link>(linksStatement, [town, caseId])
}

const linksStatement = prepared(`select case_id, other_id, kind, at from "case".link where town = $1 and case_id = $2 and ended_at is null
     union all select case_id, other_id, kind, at from "case".link where town = $1 and other_id = $2 and ended_at is null`)
