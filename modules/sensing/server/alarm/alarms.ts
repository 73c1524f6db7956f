import { newId } from '#platform/contract/id.ts'
import { publish, schedule } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { alarmEnded, alarmRaised } from '../../facts.ts'
import { fieldUnit, kindOf } from '../../kinds/kinds.ts'
import { isSameAlarm, queuePlace } from '../../rules/merge.ts'
import { inSpan } from '../../rules/span.ts'
import type { Condition, RuleDraft } from '../../rule.ts'
import { type AlarmRow, audienceOf, factOf } from './alarm-row.ts'
import { gatherAreas } from './area-alarms.ts'
import type { Known } from '../broker/known.ts'
import type { DeviceChange, StoredRule } from './watcher.ts'

export const alarmJobs = { open: 'sensing.case-open', tell: 'sensing.case-tell' } as const

/** The field an alarm of this condition is about. */
export function fieldOf(condition: Condition, kind: string): string {
  if ('field' in condition) return condition.field
  if ('of' in condition) return condition.of[0]!.field
  return condition.type === 'offline' ? '' : kindOf(kind).main
}

/** The same with its unit. */
export function alarmField({ condition }: Pick<RuleDraft, 'condition'>, kind: string): { field: string; unit: string } {
  const field = fieldOf(condition, kind)
  return { field, unit: fieldUnit(kind, field) }
}

const keyOf = (deviceId: string, ruleId: string): string => `${deviceId}/${ruleId}`

/** The newest alarm of each (device, rule) asked for, and the alarms of episodes already known. */
async function lastAlarms(tx: Tx, town: string, changes: readonly DeviceChange[]): Promise<Map<string, AlarmRow>> {
  const pairs = [...new Map(changes.map(({ device, rule }) => [keyOf(device.id, rule.id), { device, rule }])).values()]
  const rows = await tx.query<AlarmRow>(
    `select a.* from unnest($2::uuid[], $3::uuid[]) as u (d, r) cross join lateral
     (select id, device_id, rule_id, kind, title, level, state, case_closed, case_id, end_at, peak, count, parent_id, place, area_code, last_onset, raised_at, owner_id, upkeep_id, quiet, rule_title
      from sensing.alarm where town = $1 and device_id = u.d and rule_id = u.r order by raised_at desc limit 1) a`,
    [town, pairs.map((p) => p.device.id), pairs.map((p) => p.rule.id)],
  )
  return new Map(rows.map((row) => [keyOf(row.device_id, row.rule_id), row]))
}

async function knownEpisodes(tx: Tx, town: string, changes: readonly DeviceChange[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ device_id: string; rule_id: string; onset: Date; alarm_id: string }>(
    `select e.device_id, e.rule_id, e.onset, e.alarm_id from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as u (d, r, o)
     join sensing.episode e on e.town = $1 and e.device_id = u.d and e.rule_id = u.r and e.onset = u.o`,
    [
      town,
      changes.map((c) => c.device.id),
      changes.map((c) => c.rule.id),
      changes.map((c) => new Date(c.change.was ?? c.change.episode.onset)),
    ],
  )
  return new Map(rows.map((row) => [`${keyOf(row.device_id, row.rule_id)}/${row.onset.getTime()}`, row.alarm_id]))
}

function newAlarm(device: Known, rule: StoredRule, change: DeviceChange['change'], now: Date): AlarmRow {
  const { draft } = rule
  const { episode } = change
  return {
    id: newId(now.getTime()),
    device_id: device.id,
    rule_id: rule.id,
    kind: device.kind,
    title: `${device.name} ${draft.title}`,
    level: draft.level,
    state: 'pending',
    case_closed: false,
    case_id: null,
    end_at: episode.end === undefined ? null : new Date(episode.end),
    peak: episode.peak,
    count: 1,
    parent_id: null,
    place: device.place ? [device.place[0], device.place[1]] : null,
    area_code: device.areaCode,
    last_onset: new Date(episode.onset),
    raised_at: now,
    owner_id: device.ownerId ?? null,
    upkeep_id: device.upkeepId ?? null,
    quiet: draft.quiet !== undefined && inSpan(draft.quiet, now.getTime()),
    rule_title: draft.title,
  }
}

/**
 * Turns what the rules say into alarms, in the transaction that keeps the readings: an acknowledged message and its alarm stand or fall
 * together. One statement per table however many devices speak at once: a storm must not hold the doors.
 */
export async function applyChanges(tx: Tx, platform: Platform, town: string, changes: readonly DeviceChange[], now: Date): Promise<void> {
  if (changes.length === 0) return
  // One writer of alarms a town at a time: merging looks at what is there.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sensing.alarms/' || $1, 0))`, [town])
  const last = await lastAlarms(tx, town, changes)
  const episodes = await knownEpisodes(tx, town, changes)
  const made = new Map<string, AlarmRow>()
  const touched = new Map<string, AlarmRow>()
  const written = new Map<string, { change: DeviceChange; alarmId: string }>()
  for (const each of changes) {
    const { device, rule, change } = each
    const pair = keyOf(device.id, rule.id)
    const place = `${pair}/${change.episode.onset}`
    const before = episodes.get(`${pair}/${change.was ?? change.episode.onset}`) ?? written.get(place)?.alarmId
    let alarm = last.get(pair)
    const end = change.episode.end === undefined ? null : new Date(change.episode.end)
    if (before === undefined) {
      if (change.gone) continue
      if (
        alarm &&
        isSameAlarm(
          { state: alarm.state, caseClosed: alarm.case_closed, end: alarm.end_at?.getTime() },
          change.episode.onset,
          rule.draft.mergeMinutes,
        )
      ) {
        alarm.count++
        alarm.last_onset = new Date(Math.max(alarm.last_onset.getTime(), change.episode.onset))
      } else {
        alarm = newAlarm(device, rule, change, now)
        made.set(alarm.id, alarm)
        last.set(pair, alarm)
      }
    }
    if (!alarm) continue
    if ((before ?? alarm.id) === alarm.id) {
      alarm.end_at = end
      alarm.peak = worst(alarm.peak, change.episode.peak, rule.draft.condition)
      if (!made.has(alarm.id)) touched.set(alarm.id, alarm)
    }
    written.set(place, { change: each, alarmId: before ?? alarm.id })
  }
  await writeAlarms(tx, town, [...made.values()], changes, now)
  await writeTouched(tx, town, [...touched.values()])
  await writeEpisodes(tx, town, [...written.values()])
  const { told } = await gatherAreas(tx, town, [...made.values()], [...touched.values()], now)
  await countOpen(tx, town, [...new Set([...made.values()].map((a) => a.device_id))])
  for (const alarm of made.values()) {
    if (told.has(alarm.id)) continue
    await publish(
      tx,
      town,
      alarmRaised,
      { ...factOf(alarm), quiet: alarm.quiet, ...(alarm.peak === null ? {} : { value: alarm.peak }) },
      audienceOf(alarm, town),
    )
    const rule = changes.find((c) => c.rule.id === alarm.rule_id)!.rule
    if (rule.draft.autoCase && !alarm.quiet) await schedule(tx, { town, kind: alarmJobs.open, key: alarm.id, runAt: platform.now() })
  }
  for (const alarm of touched.values()) {
    if (
      alarm.end_at === null ||
      !changes.some((c) => c.device.id === alarm.device_id && c.rule.id === alarm.rule_id && c.change.episode.end)
    )
      continue
    await publish(tx, town, alarmEnded, { ...factOf(alarm), ...(alarm.case_id ? { caseId: alarm.case_id } : {}) }, audienceOf(alarm, town))
    if (alarm.case_id) await schedule(tx, { town, kind: alarmJobs.tell, key: alarm.id, runAt: platform.now() })
  }
}

function worst(a: number | null, b: number, condition: Condition): number {
  const downward = (condition.type === 'threshold' || condition.type === 'rate') && condition.op.startsWith('<')
  return a === null ? b : downward ? Math.min(a, b) : Math.max(a, b)
}

async function writeAlarms(tx: Tx, town: string, alarms: readonly AlarmRow[], changes: readonly DeviceChange[], now: Date): Promise<void> {
  if (alarms.length === 0) return
  const of = new Map(changes.map((c) => [keyOf(c.device.id, c.rule.id), c]))
  const whole = alarms.map((alarm) => ({ alarm, ...of.get(keyOf(alarm.device_id, alarm.rule_id))! }))
  const repeat = (w: (typeof whole)[number]) =>
    w.alarm.quiet || w.rule.draft.repeatMinutes === 0 ? null : new Date(now.getTime() + w.rule.draft.repeatMinutes * 60_000)
  await tx.query(
    `insert into sensing.alarm (town, id, sort, kind, device_id, rule_id, rule_title, title, level, onset, last_onset, end_at, raised_at, queue, peak, field, unit, place,
       area_code, area_name, address, quiet, owner_id, upkeep_id, repeat_minutes, repeat_at)
     select $1, i, 'device', k, d, r, rt, ti, l, o, o, e, $2, q, p, f, un, case when x is null then null else point(x, y) end, ac, an, ad, qu, ow, up, rm, ra
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::bigint[], $13::float8[],
       $14::text[], $15::text[], $16::float8[], $17::float8[], $18::text[], $19::text[], $20::text[], $21::boolean[], $22::uuid[], $23::uuid[], $24::int[], $25::timestamptz[])
       as u (i, k, d, r, rt, ti, l, o, e, q, p, f, un, x, y, ac, an, ad, qu, ow, up, rm, ra)`,
    [
      town,
      now,
      whole.map((w) => w.alarm.id),
      whole.map((w) => w.alarm.kind),
      whole.map((w) => w.device.id),
      whole.map((w) => w.rule.id),
      whole.map((w) => w.alarm.rule_title),
      whole.map((w) => w.alarm.title),
      whole.map((w) => w.alarm.level),
      whole.map((w) => w.alarm.last_onset),
      whole.map((w) => w.alarm.end_at),
      whole.map((w) => queuePlace(w.alarm.level, now.getTime())),
      whole.map((w) => w.alarm.peak),
      whole.map((w) => fieldOf(w.rule.draft.condition, w.device.kind)),
      whole.map((w) => fieldUnit(w.device.kind, fieldOf(w.rule.draft.condition, w.device.kind))),
      whole.map((w) => w.device.place?.[0] ?? null),
      whole.map((w) => w.device.place?.[1] ?? null),
      whole.map((w) => w.device.areaCode),
      whole.map((w) => w.device.areaName),
      whole.map((w) => w.device.address),
      whole.map((w) => w.alarm.quiet),
      whole.map((w) => w.alarm.owner_id),
      whole.map((w) => w.alarm.upkeep_id),
      whole.map((w) => w.rule.draft.repeatMinutes),
      whole.map(repeat),
    ],
  )
  await tx.query(
    `insert into sensing.alarm_log (town, alarm_id, id, at, what, words) select $1, i, g, $2, 'raised', w from unnest($3::uuid[], $4::uuid[], $5::text[]) as u (i, g, w)`,
    [town, now, whole.map((w) => w.alarm.id), whole.map(() => newId(now.getTime())), whole.map((w) => w.rule.draft.title)],
  )
}

async function writeTouched(tx: Tx, town: string, alarms: readonly AlarmRow[]): Promise<void> {
  if (alarms.length === 0) return
  await tx.query(
    `update sensing.alarm a set count = u.n, last_onset = u.o, end_at = u.e, peak = u.p, end_written = a.end_written and u.e is not null
     from unnest($2::uuid[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::float8[]) as u (i, n, o, e, p) where a.town = $1 and a.id = u.i`,
    [
      town,
      alarms.map((a) => a.id),
      alarms.map((a) => a.count),
      alarms.map((a) => a.last_onset),
      alarms.map((a) => a.end_at),
      alarms.map((a) => a.peak),
    ],
  )
}

async function writeEpisodes(tx: Tx, town: string, written: readonly { change: DeviceChange; alarmId: string }[]): Promise<void> {
  const moved = written.filter(({ change }) => change.change.was !== undefined)
  if (moved.length > 0)
    await tx.query(
      `delete from sensing.episode e using unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as u (d, r, o) where e.town = $1 and e.device_id = u.d and e.rule_id = u.r and e.onset = u.o`,
      [town, moved.map((m) => m.change.device.id), moved.map((m) => m.change.rule.id), moved.map((m) => new Date(m.change.change.was!))],
    )
  if (written.length === 0) return
  const episodes = written.map(({ change }) => change.change.episode)
  await tx.query(
    `insert into sensing.episode (town, device_id, rule_id, onset, end_at, peak, readings, alarm_id)
     select $1, d, r, o, e, p, n, a from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::float8[], $7::int[], $8::uuid[]) as u (d, r, o, e, p, n, a)
     on conflict (town, device_id, rule_id, onset) do update set end_at = excluded.end_at, peak = excluded.peak, readings = excluded.readings`,
    [
      town,
      written.map((w) => w.change.device.id),
      written.map((w) => w.change.rule.id),
      episodes.map((e) => new Date(e.onset)),
      episodes.map((e) => (e.end === undefined ? null : new Date(e.end))),
      episodes.map((e) => e.peak),
      episodes.map((e) => e.readings),
      written.map((w) => w.alarmId),
    ],
  )
}

/** Keeps the ledger's count of alarms somebody must still settle. */
export async function countOpen(tx: Tx, town: string, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return
  await tx.query(
    `update sensing.device d set open_alarms = n.n from (select u.i, (select count(*) from sensing.alarm a where a.town = $1 and a.device_id = u.i
       and (a.state = 'pending' or (a.state = 'case' and not a.case_closed)))::int as n from unnest($2::uuid[]) as u (i)) n
     where d.town = $1 and d.id = n.i and d.open_alarms <> n.n`,
    [town, deviceIds],
  )
}
