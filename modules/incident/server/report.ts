import { newId } from '#platform/contract/id.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { publish } from '#platform/server/outbox.ts'
import { type Platform, onFact } from '#platform/server/module.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { peopleAt } from '#core/org/server/index.ts'
import { notify } from '#core/notice/server/index.ts'
import { open } from '#core/case/server/index.ts'
import { findClass } from '../classes/catalogue.ts'
import { failIncident } from '../faults.ts'
import { helpAsked } from '../facts.ts'
import type { Channel, EmergencyCall, Receipt, ReportDraft, ReporterDraft } from '../record.ts'
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
        tx.post(insertIncident, [
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

/**
 * An officer's emergency button: a 特急 incident at once, and the duty room is told beside it. Without a position the
 * case says so instead of being refused.
 */
export async function emergency(
  tx: Tx,
  platform: Platform,
  { call, actor, now, terminal }: { call: EmergencyCall; actor: Actor; now: Date; terminal: string },
): Promise<Receipt> {
  const { words, ...draft } = call
  const title = `紧急求助：${actor.name}`
  const said = [`${actor.unitName} ${actor.name} 按下紧急求助`, words].filter(Boolean).join('：')
  const receipt = await report(tx, platform, {
    draft: {
      ...draft,
      title,
      description: said,
      grade: 'I',
      ...(draft.place ? {} : { address: '位置未知（手机没有定位），请立即电话联系' }),
    },
    channel: 'grid',
    actor,
    now,
    terminal,
  })
  const told = { caseId: receipt.id, number: receipt.number, title, words: said, by: actor.name, emergency: true }
  if (!receipt.replayed) await publish(tx, actor.town, helpAsked, told, [`a:${actor.town}`])
  return receipt
}

/** Whom a call for help reaches: the duty room always, the leader of the day for an emergency. */
export const tellHelp = onFact(helpAsked, 'incident.tell-help', async (tx, fact, { town, at }) => {
  const roles = fact.emergency ? ['watch-officer', 'dispatcher', 'leader'] : ['watch-officer', 'dispatcher']
  const people = await Promise.all(roles.map((role) => peopleAt(tx, town, { role, day: dayOf(at) })))
  await notify(tx, town, at, people.flat(), {
    kind: 'incident.help',
    title: fact.emergency ? fact.title : `请求支援：${fact.title}`,
    words: `${fact.number} ${fact.by}：${fact.words}`,
    urgent: true,
    object: `case:${fact.caseId}`,
  })
})
