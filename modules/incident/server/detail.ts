import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { CaseFile } from '#core/case/contract.ts'
import { type CaseFileFacts, type CaseRow, getProcess } from '#core/case/server/index.ts'
import { findStep } from '#core/case/contract.ts'
import { distanceBetween } from '#core/area/contract.ts'
import { classPath } from '../classes/catalogue.ts'
import { Grade, gradeTitles } from '../classes/class.ts'
import { failIncident } from '../faults.ts'
import type { Report } from '../likeness/report.ts'
import { type Candidate, Channel, type IncidentDetail, channelTitles } from '../record.ts'
import { getClasses, suggestUnit } from './catalogue.ts'
import { findAlike } from './likeness-index.ts'
import { listReporters } from './reporters.ts'

export interface IncidentRecord {
  case_id: string
  number: string
  class_code: string
  class_title: string
  grade: string
  channel: string
  title: string
  description: string
  address: string
  place: [number, number] | null
  accuracy: number | null
  area_code: string
  opened_at: Date
  step: string
  open: boolean
  outcome: string | null
  satisfied: string | null
  photo: string | null
}

/** @throws Fault incident.not-found */
export async function getRecord(tx: Tx, town: string, id: string): Promise<IncidentRecord> {
  const [row] = await tx.query<IncidentRecord>(`select * from incident.incident where town = $1 and case_id = $2`, [town, id])
  if (!row) throw failIncident('incident.not-found')
  return row
}

/** What an incident adds to the case page. */
export async function incidentDetail(tx: Tx, actor: Actor, row: CaseRow): Promise<IncidentDetail> {
  const record = await getRecord(tx, actor.town, row.id)
  const catalogue = await getClasses(tx, actor.town)
  const located = record.place ? (await getLocator(tx, actor.town)).locate(record.place, record.opened_at) : undefined
  const areas = [located?.village, located?.grid, located?.micro, ...(located?.professional ?? []), ...(located?.police ?? [])].filter(
    (a) => a !== undefined,
  )
  const reporters = await listReporters(tx, actor.town, row.id)
  const suggestion = record.class_code ? await suggestUnit(tx, actor.town, record.class_code, record.area_code) : undefined
  const files = CaseFile.array().safeParse(row.state.data['files'])
  const external = await tx.query<{ system: string; number: string }>(
    `select distinct external_system as system, external_number as number from incident.reporter where town = $1 and case_id = $2 and external_number is not null`,
    [actor.town, row.id],
  )
  return {
    id: row.id,
    number: record.number,
    channel: Channel.catch('phone').parse(record.channel),
    description: record.description,
    address: record.address,
    ...(record.place ? { place: record.place } : {}),
    ...(record.accuracy !== null ? { accuracy: record.accuracy } : {}),
    ...(typeof row.state.data['placeDoubt'] === 'string' ? { placeDoubt: row.state.data['placeDoubt'] } : {}),
    areas: areas.map(({ code, name, tier }) => ({ code, name, tier })),
    classPath: record.class_code ? classPath(catalogue, record.class_code).map(({ code, name }) => ({ code, name })) : [],
    grade: Grade.catch('III').parse(record.grade),
    files: files.success ? files.data : [],
    reporters,
    ...(suggestion ? { suggestion } : {}),
    external,
    ...(record.outcome ? { outcome: record.outcome } : {}),
    ...(record.satisfied ? { satisfied: record.satisfied } : {}),
  }
}

/** What an incident's file says beside the common head; reporters stay masked, as on the page. */
export const incidentFileFacts: CaseFileFacts = {
  process: 'incident',
  async facts({ tx, actor, row }) {
    const detail = await incidentDetail(tx, actor, row)
    const told = detail.reporters.map(({ name, phone, channel }) => [channelTitles[channel], name, phone].filter(Boolean).join(' '))
    return [
      { label: '情况', value: detail.description },
      { label: '地址', value: [detail.address, detail.areas.map(({ name }) => name).join('、')].filter(Boolean).join('\n') || '未填写' },
      { label: '类别等级', value: `${detail.classPath.map(({ name }) => name).join(' / ') || '未定'}，${gradeTitles[detail.grade]}` },
      {
        label: '来源',
        value: [channelTitles[detail.channel], ...detail.external.map(({ system, number }) => `${system} ${number}`)].join('，'),
      },
      ...(told.length > 0 ? [{ label: '反映人', value: told.join('\n') }] : []),
    ]
  },
}

/** Candidates with what a person needs to decide: photo, distance, age, state. */
export async function candidatesFor(tx: Tx, platform: Platform, actor: Actor, report: Report, self?: string): Promise<Candidate[]> {
  const ranked = await findAlike(tx, actor.town, report, self)
  if (ranked.length === 0) return []
  const rows = await tx.query<IncidentRecord & { process: string; version: number; closed_at: Date | null }>(
    `select i.*, c.process, c.version, c.step, c.closed_at from incident.incident i join "case".card c on c.town = i.town and c.id = i.case_id where i.town = $1 and i.case_id = any($2)`,
    [actor.town, ranked.map((r) => r.of)],
  )
  const found = await Promise.all(
    ranked.map(async ({ of, score, likely, reasons }): Promise<Candidate | undefined> => {
      const row = rows.find((r) => r.case_id === of)
      if (!row) return undefined
      const process = await getProcess(tx, platform, actor.town, row.process, row.version)
      const near = report.point && row.place ? Math.round(distanceBetween([...report.point], row.place)) : undefined
      return {
        id: of,
        number: row.number,
        title: row.title,
        stepTitle: findStep(process, row.step)?.title ?? row.step,
        closed: row.closed_at !== null,
        openedAt: row.opened_at.toISOString(),
        ...(near !== undefined ? { distance: near } : {}),
        score,
        likely,
        reasons: [...reasons],
        ...(row.photo ? { photo: row.photo } : {}),
        address: row.address,
        classTitle: row.class_title,
      }
    }),
  )
  return found.filter((c) => c !== undefined)
}

/** A stored incident as the likeness search reads it. */
export function reportOf(record: IncidentRecord): Report {
  return {
    text: `${record.title} ${record.description}`,
    at: record.opened_at.getTime(),
    ...(record.address ? { address: record.address } : {}),
    ...(record.place ? { point: record.place } : {}),
    ...(record.accuracy !== null ? { accuracy: record.accuracy } : {}),
    ...(record.class_code ? { classCode: record.class_code } : {}),
    open: record.open,
  }
}
