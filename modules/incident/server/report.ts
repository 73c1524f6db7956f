import { newId } from '#platform/contract/id.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { getLocator } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { open } from '#core/case/server/index.ts'
import { findClass } from '../classes/catalogue.ts'
import { failIncident } from '../faults.ts'
import type { Channel, Receipt, ReportDraft, ReporterDraft } from '../record.ts'
import { beginningOf } from '../beginning.ts'
import { getClasses } from './catalogue.ts'
import { indexIncident } from './likeness-index.ts'
import { countersOf } from './numbers.ts'
import { addReporter } from './reporters.ts'

export interface NewReport {
  readonly draft: Partial<ReportDraft> & Pick<ReportDraft, 'actionId' | 'description'>
  readonly channel: Channel
  readonly actor: Actor
  readonly reporter?: Partial<ReporterDraft> | undefined
  readonly external?: { system: string; number: string }
  readonly confidential?: boolean
  readonly withCode?: boolean
  readonly now: Date
  readonly terminal?: string
  /** What another module's finding is about, kept with the case as it is. */
  readonly origin?: Readonly<Record<string, unknown>>
}

const insertIncident = prepared(
  `insert into incident.incident (town, case_id, number, class_code, class_title, grade, channel, title, description, address, place, accuracy, area_code, village_code,
     step, opened_at, opened_by, accept_due, confidential, photo, grams, fingerprint)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11::float8 is null then null else point($11::float8, $12::float8) end, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
)

/**
 * Takes a report in: locates it, opens the case, keeps the reporter apart, stores the search and likeness keys. All in
 * the caller's transaction; the same `actionId` again answers the first receipt (without the code: it is told once).
 * @throws Fault incident.class-unknown, incident.place-needed
 */
export async function report(tx: Tx, platform: Platform, given: NewReport): Promise<Receipt & { replayed: boolean }> {
  const { draft, actor, now } = given
  const { town } = actor
  const catalogue = await getClasses(tx, town)
  if (draft.classCode && !findClass(catalogue, draft.classCode))
    throw failIncident('incident.class-unknown', { fields: [{ path: 'classCode', message: '类别不在目录里' }] })
  if (!draft.place && !draft.address)
    throw failIncident('incident.place-needed', { fields: [{ path: 'place', message: '请在地图上点位置或填写地址' }] })
  const at = draft.at ? new Date(Math.min(Date.parse(draft.at), now.getTime())) : now
  const located = draft.place ? (await getLocator(tx, town)).locate(draft.place, at) : undefined
  const { title, facts, place, data, print, grams } = beginningOf(catalogue, town, located, given, at.getTime())
  const files = draft.files ?? []
  const number = await countersOf(platform)(town, now)
  const opened = await open(tx, platform, {
    process: 'incident',
    data: given.origin ? { ...data, origin: given.origin } : data,
    actor,
    actionId: draft.actionId,
    number,
    now,
    at,
    caseId: newId(now.getTime()),
    ...(given.terminal ? { terminal: given.terminal } : {}),
    files: files.map((f) => ({ ...f, field: 'files' })),
    beside: ({ caseId, state }) =>
      Promise.all([
        tx.query(insertIncident, [
          town,
          caseId,
          number,
          draft.classCode ?? '',
          facts.classTitle,
          facts.grade,
          given.channel,
          title,
          draft.description,
          draft.address ?? '',
          draft.place?.[0] ?? null,
          draft.place?.[1] ?? null,
          draft.accuracy ?? null,
          place.areaCode,
          place.areaCode.slice(0, 12),
          state.step,
          at,
          actor.personId || null,
          state.clocks['accept']?.dueAt ? new Date(state.clocks['accept'].dueAt) : null,
          given.confidential ?? false,
          files.find((f) => f.mime.startsWith('image/'))?.sha256 ?? null,
          grams,
          JSON.stringify(print),
        ]),
        indexIncident(tx, town, caseId, print),
      ]),
  })
  if (opened.replayed) return { id: opened.caseId, number: opened.number, replayed: true }
  const told = given.reporter || given.withCode || given.external
  const reporter = told
    ? await addReporter(tx, platform, {
        town,
        caseId: opened.caseId,
        number,
        at,
        channel: given.channel,
        words: draft.description,
        reporter: given.reporter,
        withCode: given.withCode ?? false,
        ...(given.external ? { external: given.external } : {}),
      })
    : undefined
  return { id: opened.caseId, number, ...(reporter?.code ? { code: reporter.code } : {}), replayed: false }
}
