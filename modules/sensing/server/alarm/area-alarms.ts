import { newId } from '#platform/contract/id.ts'
import { publish } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { alarmMoved, alarmRaised } from '../../facts.ts'
import { kindOf } from '../../kinds/kinds.ts'
import { areaRule, gather, metresBetween, middleOf, queuePlace, worseLevel } from '../../rules/merge.ts'
import { type AlarmRow, audienceOf, factOf } from './alarm-row.ts'

interface Area {
  readonly id: string
  readonly place: readonly [number, number]
  readonly audience: readonly string[]
}
type Member = AlarmRow & { readonly place: [number, number] }
const isPlaced = (alarm: AlarmRow): alarm is Member => alarm.place !== null

async function openAreas(tx: Tx, town: string, kind: string, since: Date): Promise<Area[]> {
  const rows = await tx.query<{ id: string; place: [number, number]; area_code: string }>(
    `select id, place, area_code from sensing.alarm where town = $1 and kind = $2 and sort = 'area' and state = 'pending' and raised_at > $3::timestamptz - interval '1 day' and last_onset > $3`,
    [town, kind, since],
  )
  return rows.map((row) => ({ id: row.id, place: row.place, audience: [`a:${row.area_code || town}`] }))
}

/** Single alarms of a kind of the last minutes that belong to no area alarm yet. */
async function singles(tx: Tx, town: string, kind: string, since: Date): Promise<Member[]> {
  return tx.query<Member>(
    `select id, device_id, rule_id, kind, title, level, state, case_closed, case_id, end_at, peak, count, parent_id, place, area_code, last_onset, raised_at, owner_id, upkeep_id, quiet, rule_title
     from sensing.alarm where town = $1 and kind = $2 and raised_at > $3 and sort = 'device' and state = 'pending' and parent_id is null and place is not null limit 5000`,
    [town, kind, since],
  )
}

/**
 * Five of one kind within 500 m in ten minutes become one area alarm (rules.md §7.3), and those that follow join it: a storm is a few lines
 * of the queue, not hundreds.
 * @returns alarms that need not be told one by one
 */
export async function gatherAreas(
  tx: Tx,
  town: string,
  made: readonly AlarmRow[],
  touched: readonly AlarmRow[],
  now: Date,
): Promise<{ told: Set<string> }> {
  const told = new Set<string>()
  const since = new Date(now.getTime() - areaRule.minutes * 60_000)
  const parents = new Set(touched.map((alarm) => alarm.parent_id).filter((id): id is string => id !== null))
  const byKind = Map.groupBy(made.filter(isPlaced), (alarm) => alarm.kind)
  for (const [kind, fresh] of byKind) {
    const areas = await openAreas(tx, town, kind, since)
    // A lone alarm in a quiet town: one cheap look and no more.
    let free = await singles(tx, town, kind, since)
    for (const alarm of fresh) {
      if (told.has(alarm.id)) continue
      const near = areas.find((area) => metresBetween(area.place, alarm.place) <= areaRule.metres)
      const members = near ? [alarm] : gather(alarm, free)
      if (members.length === 0) continue
      const area = near ?? (await openArea(tx, town, kind, members, now))
      if (!near) areas.push(area)
      const ids = members.map((one) => one.id)
      await tx.query(`update sensing.alarm set parent_id = $3, repeat_at = null where town = $1 and id = any($2::uuid[])`, [
        town,
        ids,
        area.id,
      ])
      const gone = new Set(ids)
      free = free.filter((one) => !gone.has(one.id))
      for (const id of ids) told.add(id)
      parents.add(area.id)
    }
  }
  await refreshAreas(tx, town, [...parents])
  if (parents.size > 0) await publish(tx, town, alarmMoved, { alarmIds: [...parents].slice(0, 200), state: 'pending' }, [`a:${town}`])
  return { told }
}

async function openArea(tx: Tx, town: string, kind: string, members: readonly Member[], now: Date): Promise<Area> {
  const place = middleOf(members)
  const first = members[0]!
  const level = members.reduce((worst, one) => worseLevel(worst, one.level), first.level)
  const village = members.every((one) => one.area_code.slice(0, 12) === first.area_code.slice(0, 12)) ? first.area_code.slice(0, 12) : town
  const id = newId(now.getTime())
  const [named] = await tx.query<{ area_name: string; address: string }>(
    `select area_name, address from sensing.alarm where town = $1 and id = $2`,
    [town, first.id],
  )
  const title = `${named?.area_name ?? ''}附近${kindOf(kind).title}集中告警`
  const quiet = members.every((one) => one.quiet)
  await tx.query(
    `insert into sensing.alarm (town, id, sort, kind, rule_title, title, level, onset, last_onset, raised_at, queue, count, place, area_code, area_name, address, quiet, repeat_minutes, repeat_at)
     values ($1, $2, 'area', $3, $4, $5, $6, $7, $7, $8, $9, $10, point($11, $12), $13, $14, $15, $16, 10, $17)`,
    [
      town,
      id,
      kind,
      `${areaRule.metres} 米内 ${areaRule.minutes} 分钟同类告警不少于 ${areaRule.count} 起`,
      title,
      level,
      first.last_onset,
      now,
      queuePlace(level, now.getTime()),
      new Set(members.map((one) => one.device_id)).size,
      place[0],
      place[1],
      village,
      named?.area_name ?? '',
      named?.address ?? '',
      quiet,
      quiet ? null : new Date(now.getTime() + 600_000),
    ],
  )
  await tx.query(`insert into sensing.alarm_log (town, alarm_id, id, at, what, words) values ($1, $2, $3, $4, 'raised', $5)`, [
    town,
    id,
    newId(now.getTime()),
    now,
    title,
  ])
  const row = { ...first, id, level, title, place, area_code: village, owner_id: null, upkeep_id: null }
  const audience = audienceOf(row, town)
  await publish(tx, town, alarmRaised, { ...factOf(row, 'area'), quiet }, audience)
  return { id, place, audience }
}

/** Counts and times of area alarms from their members; it ends with the last of them. */
async function refreshAreas(tx: Tx, town: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query(
    `update sensing.alarm a set count = m.n, last_onset = m.o, end_at = m.e, peak = m.p from (
       select parent_id, count(distinct device_id)::int as n, max(last_onset) as o, case when bool_and(end_at is not null) then max(end_at) end as e, max(peak) as p
       from sensing.alarm where town = $1 and parent_id = any($2::uuid[]) group by parent_id) m
     where a.town = $1 and a.id = m.parent_id`,
    [town, ids],
  )
}
