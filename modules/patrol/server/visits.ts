import { z } from 'zod'
import { dayAt, distanceBetween } from '#core/area/contract.ts'
import { CaseFile } from '#core/case/contract.ts'
import { act, findIntake } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { personNames, scopeCondition } from '#core/org/server/index.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Checklist } from '../checklist.ts'
import { failPatrol } from '../faults.ts'
import { nextDue } from '../frequency.ts'
import type { Finding, FindingDraft, Visit, VisitDraft } from '../round.ts'
import { getChecklist } from './checklists.ts'
import { type ObjectRow, getObjectRow } from './objects.ts'
import { checkMine, getRoundRow } from './rounds.ts'
import { patrolSettings } from './settings.ts'

const Files = z.array(CaseFile)

/** Photos the list asks for. @throws Fault patrol.photo-needed with the field of the item */
export function checkPhotos(checklist: Pick<Checklist, 'items'>, draft: Pick<VisitDraft, 'files' | 'findings'>): void {
  const always = checklist.items.find(({ photo }) => photo === 'always')
  if (always && draft.files.length === 0)
    throw failPatrol('patrol.photo-needed', {
      detail: `“${always.title}”要求拍照`,
      fields: [{ path: 'files', message: `“${always.title}”要求拍照` }],
    })
  draft.findings.forEach((finding, i) => {
    const item = checklist.items.find(({ key }) => key === finding.item)
    if (item?.photo !== 'never' && finding.before.length === 0)
      throw failPatrol('patrol.photo-needed', { fields: [{ path: `findings.${i}.before`, message: '发现问题请拍照' }] })
    if (finding.outcome === 'settled' && finding.after.length === 0)
      throw failPatrol('patrol.photo-needed', { fields: [{ path: `findings.${i}.after`, message: '自处自结请拍处置后的照片' }] })
  })
}

interface Told {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly draft: VisitDraft
  readonly object: ObjectRow
  readonly checklist: Checklist
  readonly now: Date
  readonly terminal: string
}

/** A finding becomes an incident with everything already known; settled on the spot it goes on to somebody else's check. */
async function tell({ tx, platform, actor, draft, object, checklist, now, terminal }: Told, finding: FindingDraft) {
  const intake = findIntake(platform, 'incident')
  if (!intake) throw failPatrol('patrol.no-incident-door')
  const place = draft.place ?? object.place ?? undefined
  if (!place && !object.address) throw failPatrol('patrol.place-needed')
  const item = checklist.items.find(({ key }) => key === finding.item)
  const receipt = await intake.open(tx, platform, {
    actor,
    actionId: finding.id,
    now,
    at: new Date(draft.at),
    description: finding.words,
    title: `${object.name}：${item?.title ?? finding.words.slice(0, 20)}`,
    ...(item?.classCode ? { classCode: item.classCode } : {}),
    ...(place ? { place } : {}),
    ...(draft.accuracy === undefined ? {} : { accuracy: draft.accuracy }),
    address: object.address || object.name,
    files: finding.before,
    channel: 'grid',
    facts: { patrolObject: object.id, patrolCode: object.code, patrolItem: item?.title ?? finding.item, patrolVisit: draft.actionId },
    terminal,
  })
  if (finding.outcome === 'settled' && !receipt.replayed) {
    await act(tx, platform, {
      caseId: receipt.caseId,
      action: 'settle',
      input: { measure: finding.measure || '当场处置完毕', before: finding.before, after: finding.after },
      actor,
      actionId: newId(now.getTime()),
      now,
      at: new Date(draft.at),
      terminal,
    })
  }
  return receipt
}

/**
 * Keeps what was seen at an object. The visit's id is the phone's own, so that a retry for ever answers the first; the version of the list is the
 * one the phone showed, and inside a round the one the round began with.
 * @throws Fault patrol.object-unknown, patrol.checklist-unknown, patrol.round-…, patrol.photo-needed, patrol.no-incident-door
 */
export async function keepVisit(tx: Tx, platform: Platform, actor: Actor, draft: VisitDraft, now: Date, terminal: string): Promise<Visit> {
  const { town } = actor
  const [known] = await visitRows(tx, town, `v.id = $2`, [draft.actionId], 1)
  if (known) return (await visitViews(tx, town, [known]))[0]!
  const object = await getObject(tx, actor, draft)
  const version = draft.roundId ? await versionInRound(tx, actor, draft, object) : draft.version
  const checklist = await getChecklist(tx, town, object.checklist_id, version)
  checkPhotos(checklist, draft)
  const at = new Date(Math.min(Date.parse(draft.at), now.getTime()))
  const clear = draft.findings.length === 0 && Object.values(draft.results).every(Boolean)
  await tx.query(
    `insert into patrol.visit (town, id, object_id, round_id, person_id, checklist_id, version, at, received_at, place, distance, mocked, by_scan, clear, results, note, files)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10::float8 is null then null else point($10::float8, $11::float8) end, $12, $13, $14, $15, $16, $17, $18)`,
    [
      town,
      draft.actionId,
      object.id,
      draft.roundId ?? null,
      actor.personId,
      object.checklist_id,
      version,
      at,
      now,
      draft.place?.[0] ?? null,
      draft.place?.[1] ?? null,
      draft.place && object.place ? Math.round(distanceBetween(draft.place, object.place)) : null,
      draft.mocked,
      draft.byScan,
      clear,
      JSON.stringify(draft.results),
      draft.note,
      JSON.stringify(draft.files),
    ],
  )
  for (const finding of draft.findings) {
    const receipt = await tell(
      { tx, platform, actor, draft: { ...draft, at: at.toISOString() }, object, checklist, now, terminal },
      finding,
    )
    await tx.query(
      `insert into patrol.finding (town, id, visit_id, object_id, item, words, outcome, measure, before, after, case_id, number, person_id, area_code, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`,
      [
        town,
        finding.id,
        draft.actionId,
        object.id,
        checklist.items.find(({ key }) => key === finding.item)?.title ?? finding.item,
        finding.words,
        finding.outcome,
        finding.measure,
        JSON.stringify(finding.before),
        JSON.stringify(finding.after),
        receipt.caseId,
        receipt.number,
        actor.personId,
        object.area_code,
        at,
      ],
    )
  }
  await tx.query(
    `update patrol.object set last_visit_at = greatest(coalesce(last_visit_at, $3), $3), due_on = greatest(due_on, $4::date) where town = $1 and id = $2`,
    [town, object.id, at, nextDue(checklist.frequency, dayAt(at))],
  )
  if (draft.roundId)
    await tx.query(
      `update patrol.round set visited = (select count(distinct object_id) from patrol.visit where town = $1 and round_id = $2) where town = $1 and id = $2`,
      [town, draft.roundId],
    )
  const [row] = await visitRows(tx, town, `v.id = $2`, [draft.actionId], 1)
  return (await visitViews(tx, town, [row!]))[0]!
}

/** By its code's list whoever stands before it; else only in this post's areas. */
async function getObject(tx: Tx, actor: Actor, draft: VisitDraft): Promise<ObjectRow> {
  if (!draft.byScan && !draft.roundId) return getObjectRow(tx, actor, { id: draft.objectId })
  const [row] = await tx.query<{ code: string }>(`select code from patrol.object where town = $1 and id = $2`, [actor.town, draft.objectId])
  if (!row) throw failPatrol('patrol.object-unknown')
  return getObjectRow(tx, actor, { code: row.code })
}

async function versionInRound(tx: Tx, actor: Actor, draft: VisitDraft, object: ObjectRow): Promise<number> {
  const round = await getRoundRow(tx, actor, draft.roundId!, true)
  checkMine(actor, round)
  const begun = round.started_at?.getTime() ?? Infinity
  const at = Date.parse(draft.at)
  // Sent late, it still counts when it was done inside the round.
  if (round.state === 'missed' || round.state === 'planned' || (round.ended_at && at > round.ended_at.getTime()) || at < begun - 60_000)
    throw failPatrol('patrol.round-over')
  return round.stops.find(({ objectId }) => objectId === object.id)?.version ?? draft.version
}

interface VisitRow {
  id: string
  object_id: string
  object: string
  kind: string
  round_id: string | null
  person_id: string
  at: Date
  received_at: Date
  version: number
  distance: number | null
  mocked: boolean
  by_scan: boolean
  clear: boolean
}

const visitRows = (tx: Tx, town: string, where: string, values: readonly unknown[], limit: number): Promise<VisitRow[]> =>
  tx.query<VisitRow>(
    `select v.id, v.object_id, o.name as object, c.title as kind, v.round_id, v.person_id, v.at, v.received_at, v.version, v.distance, v.mocked, v.by_scan, v.clear
     from patrol.visit v join patrol.object o on o.town = v.town and o.id = v.object_id join patrol.checklist c on c.town = o.town and c.id = v.checklist_id
     where v.town = $1 and ${where} order by v.at desc, v.id desc limit ${limit}`,
    [town, ...values],
  )

async function visitViews(tx: Tx, town: string, rows: readonly VisitRow[]): Promise<Visit[]> {
  const { visitMetres } = await patrolSettings(tx, town)
  const names = await personNames(
    tx,
    town,
    rows.map(({ person_id }) => person_id),
  )
  const findings = await findingViews(
    tx,
    town,
    await findingRows(tx, town, `f.visit_id = any($2::uuid[])`, [rows.map(({ id }) => id)], 4000),
  )
  const byVisit = Map.groupBy(findings, ({ visitId }) => visitId)
  return rows.map((row) => ({
    id: row.id,
    objectId: row.object_id,
    object: row.object,
    kind: row.kind,
    ...(row.round_id ? { roundId: row.round_id } : {}),
    person: names.get(row.person_id) ?? '',
    at: row.at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    version: row.version,
    ...(row.distance === null ? {} : { distance: row.distance }),
    far: row.distance !== null && row.distance > visitMetres,
    mocked: row.mocked,
    byScan: row.by_scan,
    clear: row.clear,
    findings: byVisit.get(row.id) ?? [],
  }))
}

interface FindingRow {
  id: string
  visit_id: string
  object_id: string
  object: string
  item: string
  words: string
  outcome: 'incident' | 'settled'
  measure: string
  before: unknown
  after: unknown
  case_id: string | null
  number: string | null
  person_id: string
  at: Date
}

const findingRows = (tx: Tx, town: string, where: string, values: readonly unknown[], limit: number): Promise<FindingRow[]> =>
  tx.query<FindingRow>(
    `select f.id, f.visit_id, f.object_id, o.name as object, f.item, f.words, f.outcome, f.measure, f.before, f.after, f.case_id, f.number, f.person_id, f.at
     from patrol.finding f join patrol.object o on o.town = f.town and o.id = f.object_id where f.town = $1 and ${where} order by f.at desc, f.id desc limit ${limit}`,
    [town, ...values],
  )

async function findingViews(tx: Tx, town: string, rows: readonly FindingRow[]): Promise<Finding[]> {
  const names = await personNames(
    tx,
    town,
    rows.map(({ person_id }) => person_id),
  )
  return rows.map((row) => ({
    id: row.id,
    visitId: row.visit_id,
    objectId: row.object_id,
    object: row.object,
    item: row.item,
    words: row.words,
    outcome: row.outcome,
    measure: row.measure,
    before: Files.parse(row.before),
    after: Files.parse(row.after),
    ...(row.case_id ? { caseId: row.case_id } : {}),
    ...(row.number ? { number: row.number } : {}),
    person: names.get(row.person_id) ?? '',
    at: row.at.toISOString(),
  }))
}

const Cursor = z.tuple([z.iso.datetime(), Id])
interface PageAsk {
  readonly after?: string | undefined
  readonly limit: number
}
const nextOf = (rows: readonly { at: Date; id: string }[], limit: number) => {
  const last = rows[limit - 1]
  return rows.length > limit && last ? { next: writeCursor([last.at.toISOString(), last.id]) } : {}
}

/** Visits of an object, of mine, or of this post's areas, the newest first. */
export async function listVisitRows(tx: Tx, actor: Actor, ask: PageAsk & { objectId?: string | undefined; mine?: boolean | undefined }) {
  const cursor = readAfter(Cursor, ask.after)
  const scope = scopeCondition(actor, 'patrol.object.read', { area: 'o.area_code', person: ['v.person_id'] }, 6)
  const rows = await visitRows(
    tx,
    actor.town,
    `($2::uuid is null or v.object_id = $2) and ($3::uuid is null or v.person_id = $3) and ($4::timestamptz is null or (v.at, v.id) < ($4, $5::uuid)) and ${scope.text}`,
    [ask.objectId ?? null, ask.mine ? actor.personId || null : null, cursor?.[0] ?? null, cursor?.[1] ?? null, ...scope.values],
    ask.limit + 1,
  )
  return { rows: await visitViews(tx, actor.town, rows.slice(0, ask.limit)), ...nextOf(rows, ask.limit) }
}

/** Findings of this post's areas, the newest first. */
export async function listFindingRows(tx: Tx, actor: Actor, ask: PageAsk & { outcome?: 'incident' | 'settled' | undefined }) {
  const cursor = readAfter(Cursor, ask.after)
  const scope = scopeCondition(actor, 'patrol.object.read', { area: 'f.area_code', person: ['f.person_id'] }, 5)
  const rows = await findingRows(
    tx,
    actor.town,
    `($2::text is null or f.outcome = $2) and ($3::timestamptz is null or (f.at, f.id) < ($3, $4::uuid)) and ${scope.text}`,
    [ask.outcome ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, ...scope.values],
    ask.limit + 1,
  )
  return { rows: await findingViews(tx, actor.town, rows.slice(0, ask.limit)), ...nextOf(rows, ask.limit) }
}
