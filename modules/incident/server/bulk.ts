import { maskName, maskPhone } from '#core/party/contract.ts'
import { type Cell, type Copy, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { FieldCipher } from '#platform/server/field-cipher.ts'
import { blockKeys } from '../likeness/block-keys.ts'
import type { PastIncident } from './past.ts'
import { pastRow } from './past-row.ts'
import { sealedPlace } from './reporters.ts'

const fortnight = 14 * 86_400_000
const moment = (ms: number | undefined | null): Date | null => (ms === undefined || ms === null ? null : new Date(ms))
const point = (place: readonly number[] | null): string | null => (place ? `(${place[0]},${place[1]})` : null)

const incidentTable = `incident.incident (town, case_id, number, class_code, class_title, grade, channel, title, description, address, place, accuracy, area_code, village_code,
  step, open, opened_at, opened_by, accepted_at, accept_due, dispatched_at, signed_at, contacted_at, handled_at, finish_due, verified_at, called_at, closed_at,
  lead_unit, lead_person, returns, reworks, reopened, outcome, result, answer, satisfied, shelved, confidential, main_case, reporters, photo, void_reason, grams, fingerprint, seq)`
const reporterTable = `incident.reporter (town, id, case_id, at, channel, name_sealed, phone_sealed, phone_digest, name_mask, phone_mask, words, call_back,
  number, external_system, external_number, answered_at)`

/**
 * What the module keeps of incidents lived through in memory: the rows the effects would have left, the reporters sealed, the likeness
 * keys of open and recently closed ones and the jobs that will drop those keys.
 */
export function incidentCopies(town: string, incidents: readonly PastIncident[], cipher: FieldCipher, now: number): Copy[] {
  const each = function* (rows: (incident: PastIncident) => Iterable<readonly Cell[]>): Generator<readonly Cell[]> {
    for (const incident of incidents) yield* rows(incident)
  }
  const isSearched = ({ past: { state } }: PastIncident): boolean => state.closedAt === undefined || state.closedAt > now - fortnight
  const searched = incidents.filter(isSearched)
  return [
    { target: incidentTable, rows: each((incident) => [incidentCells(town, incident, isSearched(incident))]) },
    { target: reporterTable, rows: each((incident) => reporterCells(town, incident, cipher)) },
    { target: 'incident.likeness_key (town, key, reported_at, case_id)', rows: keyRows(town, searched) },
    {
      target: 'platform.job (town, kind, key, run_at)',
      rows: searched.flatMap(({ past: { id, state } }) =>
        state.closedAt === undefined ? [] : [[town, 'incident.keys-forget', id, moment(state.closedAt + fortnight)]],
      ),
    },
  ]
}

/** Writes them in the caller's transaction; see {@link incidentCopies}. */
export async function writePastIncidents(
  tx: Tx,
  town: string,
  incidents: readonly PastIncident[],
  cipher: FieldCipher,
  now: number,
): Promise<void> {
  for (const copy of incidentCopies(town, incidents, cipher, now)) await copyRows(tx, copy)
}

function* keyRows(town: string, incidents: readonly PastIncident[]): Generator<readonly Cell[]> {
  for (const { past, begun } of incidents) for (const key of blockKeys(begun.print)) yield [town, key, moment(begun.print.at), past.id]
}

/** @param searched whether it may still be found as the same problem; others need no fingerprint */
function incidentCells(town: string, incident: PastIncident, searched: boolean): Cell[] {
  const { past, told, begun, openedBy } = incident
  const row = pastRow(incident)
  return [
    town,
    past.id,
    past.number,
    row.classCode,
    row.classTitle,
    row.grade,
    told.channel,
    row.title,
    told.draft.description,
    row.address,
    point(row.place),
    told.draft.accuracy ?? null,
    row.areaCode,
    row.villageCode,
    row.step,
    row.closedAt === undefined,
    moment(past.state.openedAt),
    openedBy || null,
    moment(row.accepted_at),
    moment(past.entries[0]!.after.clocks['accept']?.dueAt),
    moment(row.dispatched_at),
    moment(row.signed_at),
    moment(row.contacted_at),
    moment(row.handled_at),
    moment(row.finishDue),
    moment(row.verified_at),
    moment(row.called_at),
    moment(row.closedAt),
    row.lead,
    row.leadPerson,
    row.returns,
    row.reworks,
    row.reopened,
    row.outcome,
    row.result,
    row.answer,
    row.satisfied,
    row.shelved,
    told.confidential ?? false,
    row.main,
    incident.reporter ? 1 : 0,
    told.draft.files?.find((f) => f.mime.startsWith('image/'))?.sha256 ?? null,
    row.voidReason,
    begun.grams,
    searched ? JSON.stringify(begun.print) : null,
    row.seq,
  ]
}

function reporterCells(town: string, { past, told, reporter, answeredAt }: PastIncident, cipher: FieldCipher): Cell[][] {
  if (!reporter) return []
  const { id, name, phone, external } = reporter
  return [
    [
      town,
      id,
      past.id,
      moment(reporter.at),
      told.channel,
      name ? cipher.seal(name, sealedPlace(id, 'name')) : null,
      phone ? cipher.seal(phone, sealedPlace(id, 'phone')) : null,
      phone ? cipher.digest(phone.replaceAll(/\D/g, '')) : null,
      name ? maskName(name) : '',
      phone ? maskPhone(phone) : '',
      reporter.words,
      (reporter.callBack ?? true) && Boolean(phone),
      past.number,
      external?.system,
      external?.number,
      moment(answeredAt),
    ],
  ]
}
