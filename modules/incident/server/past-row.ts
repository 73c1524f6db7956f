import { findAction } from '#core/case/contract.ts'
import { incidentProcess } from '../processes/incident.ts'
import type { PastIncident } from './past.ts'
import { columnsAfter, counted, firsts, lasts } from '../row-moves.ts'

type Moment = 'accepted_at' | 'dispatched_at' | 'signed_at' | 'contacted_at' | 'handled_at' | 'verified_at' | 'called_at'

/** The incident row as the effect `incident.record` would have left it after all acts: same moves, folded instead of updated. */
export function pastRow({ past, begun, told }: PastIncident) {
  const opened = past.entries[0]!
  const moments: Partial<Record<string, number>> = {}
  let row: Omit<ReturnType<typeof columnsAfter>, 'keepsMain'> & { returns: number; reworks: number; reopened: number } = {
    seq: 1,
    step: opened.after.step,
    closedAt: undefined,
    result: null,
    classCode: told.draft.classCode ?? '',
    classTitle: begun.facts.classTitle,
    grade: begun.facts.grade,
    title: begun.title,
    address: told.draft.address ?? '',
    areaCode: begun.place.areaCode,
    villageCode: begun.place.areaCode.slice(0, 12),
    finishDue: null,
    lead: null,
    outcome: null,
    answer: null,
    satisfied: null,
    shelved: false,
    main: null,
    voidReason: null,
    place: told.draft.place ?? null,
    leadPerson: null,
    returns: 0,
    reworks: 0,
    reopened: 0,
  }
  for (const { sealed, after } of past.entries.slice(1)) {
    const action = findAction(incidentProcess, sealed.action)!
    // Acts without the effect (a note) leave the row as it is, in the live engine too.
    if (!action.effects?.includes('incident.record')) continue
    const change = { action, act: sealed, after }
    for (const column of firsts[action.key] ?? []) moments[column] ??= sealed.at
    const last = lasts[action.key]
    if (last) moments[last] = sealed.at
    const { keepsMain, ...c } = columnsAfter(change)
    const n = counted(change)
    row = {
      ...c,
      finishDue: c.finishDue ?? row.finishDue,
      lead: c.lead ?? row.lead,
      satisfied: c.satisfied ?? row.satisfied,
      place: c.place ?? row.place,
      main: keepsMain ? (c.main ?? row.main) : null,
      returns: row.returns + n.returns,
      reworks: row.reworks + n.reworks,
      reopened: row.reopened + n.reopened,
    }
  }
  const at = (column: Moment): number | undefined => moments[column]
  return {
    ...row,
    accepted_at: at('accepted_at'),
    dispatched_at: at('dispatched_at'),
    signed_at: at('signed_at'),
    contacted_at: at('contacted_at'),
    handled_at: at('handled_at'),
    verified_at: at('verified_at'),
    called_at: at('called_at'),
  }
}
