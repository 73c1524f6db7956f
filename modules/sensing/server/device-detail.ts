import { z } from 'zod'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { personNames } from '#core/org/server/index.ts'
import type { DeviceDetail, RefusalRow, UpkeepDraft, UpkeepRow } from '../device.ts'
import type { heardFrom } from '../device-endpoints.ts'
import { failSensing } from '../faults.ts'
import type { Mapping, PayloadFormat } from '../mapping.ts'
import { refusalWords } from '../refusal.ts'
import { type DeviceRecord, deviceColumns, deviceConditions, deviceRow, deviceTables, liveOf, namesOfUnits } from './device-list.ts'

interface Whole extends DeviceRecord {
  maker: string
  model: string
  installed_on: string | null
  battery_on: string | null
  format: PayloadFormat
  mapping: Mapping | null
  aliases: string[]
  heartbeat: number
  note: string
  secret_at: Date | null
  upkeep_case: string | null
  upkeep_number: string | null
  created_at: Date
}

/** A device the actor may see, as stored. @throws Fault sensing.device-missing */
export async function getDevice(tx: Tx, actor: Actor, id: string): Promise<Whole> {
  const c = deviceConditions(actor, { state: ['normal', 'paused', 'retired'] })
  c.where('d.id = ?', id)
  const [row] = await tx.query<Whole>(
    `select ${deviceColumns}, d.maker, d.model, d.installed_on, d.battery_on, d.format, d.mapping, d.aliases, d.heartbeat, d.note, d.secret_at, d.upkeep_case, d.upkeep_number, d.created_at
     from ${deviceTables} where ${c.text}`,
    c.values,
  )
  if (!row) throw failSensing('sensing.device-missing')
  return row
}

interface RefusedRow {
  day: string
  reason: string
  count: number
  last_at: Date
  sample: string
}

export const refusalOf = (row: RefusedRow): RefusalRow => ({
  day: row.day,
  reason: row.reason,
  ...refusalWords(row.reason),
  count: row.count,
  lastAt: row.last_at.toISOString(),
  sample: row.sample,
})

async function refusalsOf(tx: Tx, town: string, id: string): Promise<RefusalRow[]> {
  const rows = await tx.query<RefusedRow>(
    `select day, reason, count, last_at, sample from sensing.refusal where town = $1 and device_id = $2 order by day desc, last_at desc limit 30`,
    [town, id],
  )
  return rows.map(refusalOf)
}

/** The device's page. */
export async function deviceDetail(tx: Tx, actor: Actor, id: string, now: Date): Promise<DeviceDetail> {
  const row = await getDevice(tx, actor, id)
  const units = await namesOfUnits(tx, actor.town, [row.owner_id, row.upkeep_id])
  const rate = await onlineRate(tx, actor.town, row, now)
  return {
    ...deviceRow(row, units),
    maker: row.maker,
    model: row.model,
    ...(row.installed_on ? { installedOn: row.installed_on } : {}),
    ...(row.battery_on ? { batteryOn: row.battery_on } : {}),
    format: row.format,
    ...(row.mapping ? { mapping: row.mapping } : {}),
    aliases: row.aliases,
    heartbeat: row.heartbeat,
    note: row.note,
    ...(row.secret_at ? { secretAt: row.secret_at.toISOString() } : {}),
    live: liveOf(row.kind, row.latest),
    refusals: await refusalsOf(tx, actor.town, id),
    ...(rate === undefined ? {} : { onlineRate: rate }),
    ...(row.upkeep_case && row.upkeep_number ? { maintenanceCase: { id: row.upkeep_case, number: row.upkeep_number } } : {}),
  }
}

/** 在线率 of the last 30 days = Σ online minutes ÷ Σ expected minutes (rules.md §7.4), both of the time in which we listened. */
async function onlineRate(tx: Tx, town: string, row: Whole, now: Date): Promise<number | undefined> {
  if (row.online === 'never') return undefined
  const from = new Date(Math.max(now.getTime() - 30 * 86_400_000, row.created_at.getTime()))
  const [row30] = await tx.query<{ heard: number; silent: number }>(
    `select (extract(epoch from sensing.listened($3, $4)) * 1000)::float8 as heard,
       (select coalesce(sum(extract(epoch from sensing.listened(greatest(from_at, $3), least(coalesce(to_at, $4), $4)))) * 1000, 0)::float8
        from sensing.silence where town = $1 and device_id = $2 and coalesce(to_at, $4) > $3 and from_at < $4) as silent`,
    [town, row.id, from, now],
  )
  const { heard: expected, silent } = row30!
  return expected < 3_600_000 ? undefined : Math.max(0, 1 - silent / expected)
}

/** What came from a device since a moment, kept or refused. */
export async function heard(tx: Tx, actor: Actor, id: string, since: number): Promise<AnswerOf<typeof heardFrom>> {
  const row = await getDevice(tx, actor, id)
  const refused = await tx.query<RefusedRow>(
    `select day, reason, count, last_at, sample from sensing.refusal where town = $1 and device_id = $2 and last_at >= $3 order by last_at desc limit 10`,
    [actor.town, id, new Date(since)],
  )
  const fresh = row.seen_at !== null && row.seen_at.getTime() >= since
  return {
    ...(fresh ? { heardAt: row.seen_at!.getTime() } : {}),
    values: fresh ? Object.fromEntries(Object.entries(row.latest ?? {}).map(([field, [value]]) => [field, value])) : {},
    refused: refused.map((r) => ({ reason: r.reason, ...refusalWords(r.reason), at: r.last_at.getTime(), sample: r.sample })),
  }
}

interface UpkeepRecord {
  id: string
  at: Date
  kind: UpkeepRow['kind']
  words: string
  by_id: string | null
}

async function upkeepRows(tx: Tx, town: string, rows: readonly UpkeepRecord[]): Promise<UpkeepRow[]> {
  const ids = [...new Set(rows.map((row) => row.by_id).filter((id): id is string => id !== null))]
  const names = ids.length > 0 ? await personNames(tx, town, ids) : new Map<string, string>()
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    words: row.words,
    ...(row.by_id ? { by: { id: row.by_id, name: names.get(row.by_id) ?? '' } } : {}),
  }))
}

const UpkeepCursor = z.tuple([z.uuid()])

export async function listUpkeep(
  tx: Tx,
  actor: Actor,
  id: string,
  after: string | undefined,
  limit: number,
): Promise<{ rows: UpkeepRow[]; next?: string }> {
  await getDevice(tx, actor, id)
  const cursor = readAfter(UpkeepCursor, after)
  const found = await tx.query<UpkeepRecord>(
    `select id, at, kind, words, by_id from sensing.upkeep where town = $1 and device_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [actor.town, id, cursor?.[0] ?? null, limit + 1],
  )
  const rows = await upkeepRows(tx, actor.town, found.slice(0, limit))
  return { rows, ...(found.length > limit ? { next: writeCursor([rows.at(-1)!.id]) } : {}) }
}

/** Notes a piece of maintenance; a new battery moves the ledger's date with it. */
export async function addUpkeep(
  tx: Tx,
  actor: Actor,
  id: string,
  draft: Omit<z.output<typeof UpkeepDraft>, 'actionId'>,
  now: Date,
): Promise<UpkeepRow> {
  await getDevice(tx, actor, id)
  const at = draft.on ? new Date(`${draft.on}T12:00:00+08:00`) : now
  const row = { id: newId(at.getTime()), at, kind: draft.kind, words: draft.words, by_id: actor.personId || null }
  await tx.query(`insert into sensing.upkeep (town, device_id, id, at, kind, words, by_id) values ($1, $2, $3, $4, $5, $6, $7)`, [
    actor.town,
    id,
    row.id,
    at,
    row.kind,
    row.words,
    row.by_id,
  ])
  if (draft.kind === 'battery')
    await tx.query(
      `update sensing.device set battery_on = ($3::timestamptz at time zone 'Asia/Shanghai')::date, changed_at = clock_timestamp(), version = version + 1 where town = $1 and id = $2`,
      [actor.town, id, at],
    )
  return (await upkeepRows(tx, actor.town, [row]))[0]!
}
