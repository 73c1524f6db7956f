import { dayOf } from '#core/org/contract.ts'
import { type CaseRow, findCase, getProcess } from '#core/case/server/index.ts'
import type { Process } from '#core/case/contract.ts'
import { unitNames } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { failIncident } from '../faults.ts'
import type { TrackAct } from '../public-track.ts'
import { findByCode } from './reporters.ts'

/** What a resident follows: the own report, and the main case when it was merged into one. */
export interface Followed {
  readonly own: CaseRow
  /** The case that is worked on: the main one after a merging, else the own. */
  readonly worked: CaseRow
  readonly process: Process
  /** The reader is the only one who reported the worked case. */
  readonly alone: boolean
  /** What the reporter wrote, unchanged. */
  readonly words: string
}

/**
 * The case behind a number and a code.
 * @throws Fault incident.number-or-code-wrong, the same for an unknown number and a wrong code
 */
export async function getFollowed(tx: Tx, platform: Platform, town: string, number: string, code: string): Promise<Followed> {
  const found = code ? await findByCode(tx, platform, town, number, code) : undefined
  const own = found && (await findCase(tx, town, found.caseId))
  if (!found || !own) throw failIncident('incident.number-or-code-wrong')
  const links = await tx.query<{ case_id: string; other_id: string }>(
    `select case_id, other_id from "case".live_link where town = $1 and kind = 'merged-into' and (case_id = $2 or other_id = $2)`,
    [town, own.id],
  )
  const main = links.find((l) => l.case_id === own.id)
  const worked = main ? ((await findCase(tx, town, main.other_id)) ?? own) : own
  const [told] = await tx.query<{ words: string }>(`select words from incident.reporter where town = $1 and id = $2`, [
    town,
    found.reporterId,
  ])
  const process = await getProcess(tx, platform, town, worked.process, worked.version)
  return { own, worked, process, alone: links.length === 0, words: told?.words ?? '' }
}

interface Row {
  readonly action: string
  readonly at: Date
  readonly to_step: string
  readonly input: Record<string, unknown>
  readonly actor_kind: string
  readonly unit_id: string | null
}

/** Which unit an act names to the public: the one ordered, or the one that signed. */
function unitOf(row: Row): string | undefined {
  if (row.action === 'sign') return row.unit_id ?? undefined
  const unit = row.action === 'dispatch' || row.action === 'rule' ? row.input['unit'] : undefined
  return typeof unit === 'string' ? unit : undefined
}

/** The acts of a case as the public track needs them, with unit names as they were that day. */
export async function trackActs(tx: Tx, town: string, caseId: string): Promise<TrackAct[]> {
  const rows = await tx.query<Row>(
    `select action, at, to_step, input, actor_kind, unit_id from "case".act where town = $1 and case_id = $2 order by seq`,
    [town, caseId],
  )
  const days = new Map<string, string[]>()
  for (const row of rows) {
    const unit = unitOf(row)
    if (unit) days.set(dayOf(row.at), [...(days.get(dayOf(row.at)) ?? []), unit])
  }
  const names = new Map<string, Map<string, string>>()
  for (const [day, units] of days) names.set(day, await unitNames(tx, town, units, day))
  return rows.map((row) => ({
    action: row.action,
    at: row.at.getTime(),
    to: row.to_step,
    input: row.input,
    byResident: row.actor_kind === 'public',
    unit: names.get(dayOf(row.at))?.get(unitOf(row) ?? ''),
  }))
}
