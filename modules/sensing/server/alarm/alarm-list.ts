import { z } from 'zod'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { codeAfter, personNames } from '#core/org/server/index.ts'
import type { AlarmDetail, AlarmFilter, AlarmRow } from '../../alarm.ts'
import type { countAlarms as countEndpoint } from '../../alarm-endpoints.ts'
import type { AlarmState } from '../../alarm-words.ts'
import { failSensing } from '../../faults.ts'
import { kindOf } from '../../kinds/kinds.ts'
import type { Level } from '../../rule.ts'
import { proposalOf } from './case-words.ts'
import { Conditions } from './conditions.ts'
import { readingOf } from '../history.ts'
import { getRule } from './rules.ts'

export const alarmPermission = 'sensing.alarm.read'
export const alarmScope = { unit: ['a.owner_id', 'a.upkeep_id'], area: 'a.area_code' } as const

export interface AlarmRecord {
  id: string
  sort: 'device' | 'area'
  kind: string
  title: string
  level: Level
  state: AlarmState
  device_id: string | null
  device_name: string | null
  device_key: string | null
  rule_id: string | null
  rule_title: string
  onset: Date
  last_onset: Date
  end_at: Date | null
  raised_at: Date
  queue: number
  count: number
  peak: number | null
  field: string
  unit: string
  place: [number, number] | null
  area_code: string
  area_name: string
  address: string
  quiet: boolean
  parent_id: string | null
  ack_at: Date | null
  ack_by: string | null
  case_id: string | null
  case_number: string | null
  case_step: string | null
  case_closed: boolean
  reviewed_at: Date | null
  reviewed_by: string | null
  review_words: string
  by_rule: boolean
  owner_id: string | null
  upkeep_id: string | null
}

const columns = `a.id, a.sort, a.kind, a.title, a.level, a.state, a.device_id, d.name as device_name, d.key as device_key, a.rule_id, a.rule_title, a.onset, a.last_onset, a.end_at, a.raised_at,
  a.queue, a.count, a.peak, a.field, a.unit, a.place, a.area_code, a.area_name, a.address, a.quiet, a.parent_id, a.ack_at, a.ack_by, a.case_id, a.case_number, a.case_step, a.case_closed,
  a.reviewed_at, a.reviewed_by, a.review_words, a.by_rule, a.owner_id, a.upkeep_id`
const tables = `sensing.alarm a left join sensing.device d on d.town = a.town and d.id = a.device_id`

function conditionsOf(actor: Actor, filter: Partial<AlarmFilter>): Conditions {
  const c = new Conditions()
  c.where('a.town = ?', actor.town)
  c.scope(actor, alarmPermission, alarmScope)
  if (filter.parent) c.where('a.parent_id = ?', filter.parent)
  // Members are shown under their area; where one device or rule is asked for they are what was asked for.
  else if (!filter.device && !filter.rule) c.where('a.parent_id is null')
  if (filter.state?.length) c.where('a.state = any(?)', filter.state)
  if (filter.level?.length) c.where('a.level = any(?)', filter.level)
  if (filter.kind?.length) c.where('a.kind = any(?)', filter.kind)
  if (filter.area) c.where('a.area_code >= ? and a.area_code < ?', filter.area, codeAfter(filter.area))
  if (filter.device) c.where('a.device_id = ?', filter.device)
  if (filter.rule) c.where('a.rule_id = ?', filter.rule)
  if (filter.lasting) c.where('a.end_at is null')
  if (filter.unacknowledged) c.where(`a.ack_at is null and a.state = 'pending'`)
  if (filter.from) c.where(`a.raised_at >= (?::date)::timestamp at time zone 'Asia/Shanghai'`, filter.from)
  if (filter.to) c.where(`a.raised_at < (?::date + 1)::timestamp at time zone 'Asia/Shanghai'`, filter.to)
  if (filter.q)
    c.where(`concat_ws(' ', a.title, a.address, a.case_number) ilike ?`, `%${filter.q.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`)
  return c
}

export function alarmRow(row: AlarmRecord, people: ReadonlyMap<string, string>): AlarmRow {
  const by = (id: string | null) => (id === null ? {} : { by: { id, name: people.get(id) ?? '' } })
  return {
    id: row.id,
    sort: row.sort,
    kind: row.kind,
    kindTitle: kindOf(row.kind).title,
    title: row.title,
    level: row.level,
    state: row.state,
    ...(row.device_id ? { device: { id: row.device_id, name: row.device_name ?? '', key: row.device_key ?? '' } } : {}),
    ...(row.rule_id ? { ruleId: row.rule_id } : {}),
    ruleTitle: row.rule_title,
    onset: row.onset.toISOString(),
    lastOnset: row.last_onset.toISOString(),
    ...(row.end_at ? { end: row.end_at.toISOString() } : {}),
    raisedAt: row.raised_at.toISOString(),
    count: row.count,
    ...(row.peak === null ? {} : { peak: row.peak }),
    unit: row.unit,
    ...(row.place ? { place: row.place } : {}),
    areaCode: row.area_code,
    areaName: row.area_name,
    address: row.address,
    quiet: row.quiet,
    ...(row.ack_at ? { acknowledged: { at: row.ack_at.toISOString(), ...by(row.ack_by) } } : {}),
    ...(row.parent_id ? { parentId: row.parent_id } : {}),
    ...(row.case_id
      ? { case: { id: row.case_id, number: row.case_number ?? '', stepTitle: row.case_step ?? '', closed: row.case_closed } }
      : {}),
    ...(row.reviewed_at
      ? { review: { at: row.reviewed_at.toISOString(), ...by(row.reviewed_by), words: row.review_words, byRule: row.by_rule } }
      : {}),
  }
}

const peopleIn = (tx: Tx, town: string, rows: readonly AlarmRecord[]): Promise<ReadonlyMap<string, string>> =>
  personNames(
    tx,
    town,
    rows.flatMap((row) => [row.ack_by, row.reviewed_by]).filter((id): id is string => id !== null),
  )

const Cursor = z.tuple([z.number(), z.uuid()])

/** A page of the queue: the worse level first, then the newest. */
export async function listAlarms(
  tx: Tx,
  actor: Actor,
  filter: Partial<AlarmFilter>,
  after: string | undefined,
  limit: number,
): Promise<{ rows: AlarmRow[]; next?: string }> {
  const c = conditionsOf(actor, filter)
  const cursor = readAfter(Cursor, after)
  if (cursor) c.where('(a.queue, a.id) > (?, ?::uuid)', ...cursor)
  const found = await tx.query<AlarmRecord>(
    `select ${columns} from ${tables} where ${c.text} order by a.queue, a.id limit ${c.add(limit + 1)}`,
    c.values,
  )
  const rows = found.slice(0, limit)
  const people = await peopleIn(tx, actor.town, rows)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => alarmRow(row, people)),
    ...(found.length > limit && last ? { next: writeCursor([last.queue, last.id]) } : {}),
  }
}

/** Counts for the tabs: each the number of rows its filter lists. */
export async function countAlarms(tx: Tx, actor: Actor, filter: Partial<AlarmFilter>): Promise<AnswerOf<typeof countEndpoint>> {
  const { state: _state, ...rest } = filter
  const c = conditionsOf(actor, rest)
  const rows = await tx.query<{ state: AlarmState; level: Level; n: number; unseen: number; lasting: number }>(
    `select a.state, a.level, count(*) as n, count(*) filter (where a.ack_at is null and a.state = 'pending') as unseen, count(*) filter (where a.end_at is null) as lasting
     from sensing.alarm a where ${c.text} group by a.state, a.level`,
    c.values,
  )
  const sum = (pick: (row: (typeof rows)[number]) => boolean, key: 'n' | 'unseen' | 'lasting' = 'n') =>
    rows.filter(pick).reduce((total, row) => total + row[key], 0)
  const inState = (state: AlarmState) => sum((r) => r.state === state)
  const pending = (level: Level) => sum((r) => r.state === 'pending' && r.level === level)
  return {
    state: { pending: inState('pending'), false: inState('false'), noted: inState('noted'), case: inState('case') },
    level: { critical: pending('critical'), alarm: pending('alarm'), warning: pending('warning') },
    unacknowledged: sum(() => true, 'unseen'),
    lasting: sum(() => true, 'lasting'),
  }
}

/** @throws Fault sensing.alarm-missing */
export async function getAlarm(tx: Tx, actor: Actor, id: string): Promise<AlarmRecord> {
  const c = new Conditions()
  c.where('a.town = ? and a.id = ?', actor.town, id)
  c.scope(actor, alarmPermission, alarmScope)
  const [row] = await tx.query<AlarmRecord>(`select ${columns} from ${tables} where ${c.text}`, c.values)
  if (!row) throw failSensing('sensing.alarm-missing')
  return row
}

const aroundMs = 6 * 3_600_000

/** An alarm whole: its episodes, the readings around the last one, what was done with it. */
export async function alarmDetail(tx: Tx, town: string, row: AlarmRecord): Promise<AlarmDetail> {
  const people = await peopleIn(tx, town, [row])
  const episodes = await tx.query<{ onset: Date; end_at: Date | null; peak: number; readings: number }>(
    `select onset, end_at, peak, readings from sensing.episode where town = $1 and alarm_id = $2 order by onset desc limit 50`,
    [town, row.id],
  )
  const evidence = row.device_id
    ? await tx.query<{ at: Date; seq: number; flags: number; values: Record<string, number> }>(
        `select at, seq, flags, "values" from sensing.reading where town = $1 and device_id = $2 and at >= $3 and at <= $4 order by at desc limit 60`,
        [town, row.device_id, new Date(row.onset.getTime() - aroundMs), new Date((row.end_at ?? row.last_onset).getTime() + aroundMs)],
      )
    : []
  const log = await tx.query<{ at: Date; what: string; by_id: string | null; words: string }>(
    `select at, what, by_id, words from sensing.alarm_log where town = $1 and alarm_id = $2 order by id limit 200`,
    [town, row.id],
  )
  const names = await personNames(
    tx,
    town,
    log.map((one) => one.by_id).filter((id): id is string => id !== null),
  )
  const rule = row.rule_id ? await getRule(tx, town, row.rule_id).catch(() => undefined) : undefined
  const [members] = await tx.query<{ n: number }>(`select count(*) as n from sensing.alarm where town = $1 and parent_id = $2`, [
    town,
    row.id,
  ])
  return {
    ...alarmRow(row, people),
    field: row.field,
    episodes: episodes.map((e) => ({
      onset: e.onset.getTime(),
      ...(e.end_at ? { end: e.end_at.getTime() } : {}),
      peak: e.peak,
      readings: e.readings,
    })),
    evidence: evidence.map(readingOf).toReversed(),
    ...(rule
      ? {
          rule: {
            words: rule.words,
            source: rule.source,
            example: rule.example,
            ...(rule.falseRate === undefined ? {} : { falseRate: rule.falseRate }),
          },
        }
      : {}),
    members: members!.n,
    proposal: proposalOf(row, rule),
    log: log.map((one) => ({
      at: one.at.toISOString(),
      what: one.what,
      ...(one.by_id ? { by: { id: one.by_id, name: names.get(one.by_id) ?? '' } } : {}),
      words: one.words,
    })),
  }
}

/** The alarms behind a case; whoever may read the case may read these. */
export async function alarmsOfCase(tx: Tx, town: string, caseId: string): Promise<AlarmDetail[]> {
  const rows = await tx.query<AlarmRecord>(
    `select ${columns} from ${tables} where a.town = $1 and a.case_id = $2 and a.parent_id is null order by a.raised_at limit 20`,
    [town, caseId],
  )
  return Promise.all(rows.map((row) => alarmDetail(tx, town, row)))
}

export const alarmColumns = columns
export const alarmTables = tables
