import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { bigrams } from '#platform/contract/bigrams.ts'
import { getLocator } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { open } from '#core/case/server/index.ts'
import type { Located } from '#core/area/contract.ts'
import { findClass } from '../classes/catalogue.ts'
import { failIncident } from '../faults.ts'
import { fingerprint } from '../likeness/report.ts'
import type { Channel, Receipt, ReportDraft, ReporterDraft } from '../record.ts'
import { getClasses } from './catalogue.ts'
import { factsOfClass } from './facts-of-class.ts'
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
}

/** The lowest tier a point lies in, with the words a person would say. */
export function placeOf(located: Located | undefined, town: string): { areaCode: string; areaName: string } {
  const lowest = located?.micro ?? located?.grid ?? located?.village
  // Not located, or outside: the whole town's, so that posts for all of it may still act.
  if (!located || !lowest) return { areaCode: town, areaName: located ? '镇域外' : '' }
  const names = [located.village?.name, located.grid?.name].filter((n, i, all): n is string => Boolean(n) && all.indexOf(n) === i)
  return { areaCode: lowest.code, areaName: names.join(' · ') }
}

/** A title from the first words, cut at a clause. */
function titleFrom(description: string): string {
  const first = description.split(/[\n。！？!?]/u)[0]!.trim()
  return [...first].length <= 30 ? first : `${[...first].slice(0, 29).join('')}…`
}

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
  const place = placeOf(located, town)
  const facts = factsOfClass(catalogue, draft.classCode, draft.grade)
  const title = draft.title || titleFrom(draft.description)
  const files = draft.files ?? []
  const callbackDue = Boolean(given.reporter?.phone) && (given.reporter?.callBack ?? true)
  const data = {
    title,
    description: draft.description,
    channel: given.channel,
    ...place,
    ...facts,
    callbackDue,
    confidential: given.confidential ?? false,
    files,
    ...(draft.classCode ? { classCode: draft.classCode } : {}),
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.place ? { place: draft.place } : {}),
    ...(draft.accuracy !== undefined ? { accuracy: draft.accuracy } : {}),
  }
  const number = await countersOf(platform)(town, now)
  const opened = await open(tx, platform, {
    process: 'incident',
    data,
    actor,
    actionId: draft.actionId,
    number,
    now,
    at,
    caseId: newId(now.getTime()),
    ...(given.terminal ? { terminal: given.terminal } : {}),
    files: files.map((f) => ({ ...f, field: 'files' })),
  })
  if (opened.replayed) return { id: opened.caseId, number: opened.number, replayed: true }
  const print = fingerprint({
    text: `${title} ${draft.description}`,
    at: at.getTime(),
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.place ? { point: draft.place } : {}),
    ...(draft.accuracy !== undefined ? { accuracy: draft.accuracy } : {}),
    ...(draft.classCode ? { classCode: draft.classCode } : {}),
    ...(place.areaCode ? { area: place.areaCode } : {}),
  })
  await tx.query(
    `insert into incident.incident (town, case_id, number, class_code, class_title, grade, channel, title, description, address, place, accuracy, area_code, village_code,
       step, opened_at, opened_by, accept_due, confidential, photo, grams, fingerprint)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11::float8 is null then null else point($11::float8, $12::float8) end, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
    [
      town,
      opened.caseId,
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
      opened.state.step,
      at,
      actor.personId || null,
      opened.state.clocks['accept']?.dueAt ? new Date(opened.state.clocks['accept'].dueAt) : null,
      given.confidential ?? false,
      files.find((f) => f.mime.startsWith('image/'))?.sha256 ?? null,
      bigrams(`${title} ${draft.description} ${draft.address ?? ''} ${facts.classTitle}`),
      JSON.stringify(print),
    ],
  )
  await indexIncident(tx, town, opened.caseId, print)
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
