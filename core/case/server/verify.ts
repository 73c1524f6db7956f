import type { Tx } from '#platform/server/database.ts'
import type { TownCalendar } from '#core/calendar/contract.ts'
import { GENESIS, type Sealed, canonicalJson } from '../chain.ts'
import { fold } from '../fold.ts'
import type { Process } from '../process.ts'
import type { Act, CaseState } from '../state.ts'
import type { Tables } from './schema.gen.ts'
import { seal } from './seal.ts'

/** A row of "case".action, what was said and when it was due typed. */
export type ActionRow = Omit<Tables['case.action'], 'town' | 'input' | 'due'> & {
  input: Record<string, unknown>
  due: Record<string, number>
}

/** The sealed facts of a stored row. */
export function sealedOf(town: string, row: ActionRow): Sealed {
  return {
    town,
    caseId: row.case_id,
    seq: row.seq,
    actionId: row.action_id,
    action: row.action,
    at: row.at.getTime(),
    receivedAt: row.received_at.getTime(),
    personId: row.person_id ?? '',
    personName: row.person_name,
    postTitle: row.post_title,
    unitId: row.unit_id ?? '',
    unitName: row.unit_name,
    actorKind: row.actor_kind,
    terminal: row.terminal,
    from: row.from_step,
    to: row.to_step,
    input: row.input,
    due: row.due,
  }
}

/** The act as the fold reads it. */
export const actOf = (row: ActionRow): Act => ({
  seq: row.seq,
  actionId: row.action_id,
  action: row.action,
  at: row.at.getTime(),
  personId: row.person_id ?? '',
  unitId: row.unit_id ?? '',
  input: row.input,
  due: row.due,
})

export interface Broken {
  readonly caseId: string
  readonly seq: number
  readonly text: string
}

/** Checks one case: numbering, every hash, the projection against the fold. */
export function verifyCase(
  town: string,
  rows: readonly ActionRow[],
  process: Process,
  calendar: TownCalendar,
  projection: { state: CaseState; hash: string; seq: number },
): Broken[] {
  const broken: Broken[] = []
  let previous = GENESIS
  for (const [index, row] of rows.entries()) {
    const at = { caseId: row.case_id, seq: row.seq }
    if (row.seq !== index + 1) broken.push({ ...at, text: `办理记录缺号：应为第 ${index + 1} 条` })
    if (row.prev_hash !== previous) broken.push({ ...at, text: '与前一条的摘要接不上' })
    if (seal(row.prev_hash, sealedOf(town, row)) !== row.hash) broken.push({ ...at, text: '内容与摘要不符，记录被改动过' })
    previous = row.hash
  }
  const last = rows.at(-1)
  if (!last) return broken
  const at = { caseId: last.case_id, seq: last.seq }
  if (projection.hash !== last.hash || projection.seq !== last.seq) broken.push({ ...at, text: '当前状态与最后一条办理记录不一致' })
  const folded = fold(process, calendar, rows.map(actOf))
  if (canonicalJson(folded) !== canonicalJson(projection.state)) broken.push({ ...at, text: '当前状态与办理记录推算的不一致' })
  return broken
}

export interface Verified {
  readonly cases: number
  readonly acts: number
  readonly broken: Broken[]
}

/** Checks every case of a town, a few hundred at a time in the order of their ids. */
export async function verifyTown(
  tx: Tx,
  town: string,
  calendar: TownCalendar,
  processOf: (key: string, version: number) => Promise<Process>,
  onBatch?: (cases: number) => void,
): Promise<Verified> {
  let after = '00000000-0000-0000-0000-000000000000'
  let cases = 0
  let acts = 0
  const broken: Broken[] = []
  for (;;) {
    const batch = await tx.query<{ id: string; process: string; version: number; state: CaseState; hash: string; seq: number }>(
      `select id, process, version, state, hash, seq from "case".cases where town = $1 and id > $2 order by id limit 500`,
      [town, after],
    )
    if (batch.length === 0) return { cases, acts, broken }
    const rows = await tx.query<ActionRow>(`select * from "case".action where town = $1 and case_id = any($2) order by case_id, seq`, [
      town,
      batch.map((b) => b.id),
    ])
    const byCase = Map.groupBy(rows, (r) => r.case_id)
    for (const one of batch) {
      const own = byCase.get(one.id) ?? []
      if (own.length === 0) broken.push({ caseId: one.id, seq: 0, text: '没有办理记录' })
      broken.push(...verifyCase(town, own, await processOf(one.process, one.version), calendar, one))
      acts += own.length
    }
    cases += batch.length
    after = batch.at(-1)!.id
    onBatch?.(cases)
  }
}
