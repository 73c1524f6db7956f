import { findIntake } from '#core/case/server/index.ts'
import { dayOf, systemActor } from '#core/org/contract.ts'
import { towns, unitNames } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { Fault } from '#platform/contract/problem.ts'
import { publish } from '#platform/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { recurring } from '#platform/server/recurring.ts'
import { alarmRepeated } from '../../facts.ts'
import { kindOf } from '../../kinds/kinds.ts'
import type { Level, RuleDraft } from '../../rule.ts'
import { applyChanges } from './alarms.ts'
import { findKnown } from '../broker/known.ts'
import { type DeviceChange, type StoredRule, watches } from './watcher.ts'

/** rules.md §7.3: offline = three missed heartbeats. */
const beats = 3
const dayMs = 86_400_000

/** Marks what is silent for three heartbeats of time in which we listened; whoever speaks again is marked by the ingest. */
async function markSilent(tx: Tx, town: string, now: Date): Promise<void> {
  await tx.query(
    `with silent as (
       update sensing.device d set online = 'offline', offline_since = l.seen_at, changed_at = clock_timestamp() from sensing.live l
       where d.town = $1 and d.state = 'normal' and d.online in ('online', 'faulty') and l.town = d.town and l.device_id = d.id
         and l.seen_at < $2::timestamptz - d.heartbeat * $3::int * interval '1 second'
         and sensing.listened(l.seen_at, $2) > d.heartbeat * $3::int * interval '1 second' returning d.town, d.id, l.seen_at)
     insert into sensing.silence (town, device_id, from_at) select town, id, seen_at from silent on conflict do nothing`,
    [town, now, beats],
  )
}

async function offlineRules(tx: Tx, town: string): Promise<StoredRule[]> {
  const rows = await tx.query<{ id: string; draft: RuleDraft }>(
    `select id, draft from sensing.rule where town = $1 and enabled and dropped_at is null and draft->'condition'->>'type' = 'offline'`,
    [town],
  )
  return rows.map((row) => ({ ...row, town }))
}

/** Alarms of devices that missed their heartbeats, and the end of those that speak again. */
async function judgeSilence(tx: Tx, platform: Platform, town: string, now: Date): Promise<void> {
  for (const rule of await offlineRules(tx, town)) {
    const { condition, kind } = rule.draft
    if (condition.type !== 'offline') continue
    const rows = await tx.query<{ id: string; seen_at: Date; onset: Date | null }>(
      `select d.id, l.seen_at, e.onset from sensing.device d join sensing.live l on l.town = d.town and l.device_id = d.id
       left join lateral (select onset from sensing.episode where town = d.town and device_id = d.id and rule_id = $3 and end_at is null limit 1) e on true
       where d.town = $1 and d.kind = $2 and d.state = 'normal'
         and ((e.onset is null and l.seen_at < $4::timestamptz - d.heartbeat * $5::int * interval '1 second'
             and sensing.listened(l.seen_at, $4) > d.heartbeat * $5::int * interval '1 second') or (e.onset is not null and l.seen_at > e.onset)) limit 5000`,
      [town, kind, rule.id, now, condition.beats],
    )
    const changes: DeviceChange[] = []
    for (const row of rows) {
      const device = await findKnown(tx, town, row.id)
      if (!device || !watches(rule.draft, device)) continue
      const minutes = Math.round((now.getTime() - (row.onset ?? row.seen_at).getTime()) / 60_000)
      const episode = {
        ruleId: rule.id,
        onset: (row.onset ?? row.seen_at).getTime(),
        peak: minutes,
        readings: 0,
        ...(row.onset ? { end: row.seen_at.getTime() } : {}),
      }
      changes.push({ device, rule, change: { episode } })
    }
    await applyChanges(tx, platform, town, changes, now)
  }
}

/** Says again what nobody acknowledged. */
async function repeatAlarms(tx: Tx, town: string, now: Date): Promise<void> {
  const rows = await tx.query<{
    id: string
    sort: 'device' | 'area'
    kind: string
    level: Level
    title: string
    area_code: string
    count: number
    owner_id: string | null
    upkeep_id: string | null
  }>(
    // Over by now: the queue still has it, but nobody need be called.
    `update sensing.alarm set repeat_at = case when end_at is null then $2::timestamptz + repeat_minutes * interval '1 minute' end
     where town = $1 and repeat_at <= $2 and state = 'pending' and ack_at is null and parent_id is null
     returning id, sort, kind, level, title, area_code, count, owner_id, upkeep_id`,
    [town, now],
  )
  for (const row of rows) {
    const about = { alarmId: row.id, sort: row.sort, kind: row.kind, level: row.level, title: row.title, areaCode: row.area_code }
    const units = [row.owner_id, row.upkeep_id].filter((id) => id !== null).map((id) => `u:${id}`)
    await publish(tx, town, alarmRepeated, { ...about, count: row.count }, [`a:${row.area_code || town}`, ...units])
  }
}

/** Once a minute: silence, its alarms, reminders. */
export const everyMinute = recurring('sensing.minute', { everyMinutes: 1 }, async (tx, _job, platform) => {
  const now = platform.now()
  for (const { code } of await towns(platform)) {
    await markSilent(tx, code, now)
    await judgeSilence(tx, platform, code, now)
    await repeatAlarms(tx, code, now)
  }
})

interface Silent {
  id: string
  key: string
  name: string
  kind: string
  owner_id: string | null
  address: string
  area_name: string
  place: [number, number] | null
  offline_since: Date
}

/** A device that was never heard since its last maintenance case closed gets no second one. */
const candidates = `select id, key, name, kind, owner_id, address, area_name, place, offline_since from sensing.device
  where town = $1 and state = 'normal' and online = 'offline' and offline_since < $2 and sensing.listened(offline_since, $3) > interval '1 day'
    and (upkeep_case is null or (upkeep_closed_at is not null and offline_since > upkeep_closed_at)) order by owner_id, kind, key limit 2000`

/**
 * Offline for more than a day becomes maintenance work for the owner: one case per owner and kind, however many devices a dead gateway takes
 * with it (devices are a noise source, not a work source: features.md §0.8).
 */
export async function openMaintenance(tx: Tx, platform: Platform, town: string, now: Date): Promise<number> {
  const intake = findIntake(platform, 'incident')
  if (!intake) return 0
  const silent = await tx.query<Silent>(candidates, [town, new Date(now.getTime() - dayMs), now])
  const groups = Map.groupBy(silent, (row) => `${row.owner_id ?? ''}/${row.kind}`)
  const owners = await unitNames(tx, town, [...new Set(silent.map((row) => row.owner_id).filter((id) => id !== null))], dayOf(now))
  for (const rows of groups.values()) {
    const first = rows[0]!
    const kind = kindOf(first.kind)
    const owner = first.owner_id ? (owners.get(first.owner_id) ?? '') : ''
    const since = new Date(first.offline_since.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    const list = rows.slice(0, 40).map((row) => `${row.name}（${row.key}）`)
    const report = {
      actor: systemActor(town, '城市感知网'),
      actionId: newId(now.getTime()),
      now,
      title: rows.length === 1 ? `${first.name}离线待维护` : `${rows.length} 台${kind.title}离线待维护`,
      description: `【设备维护】${owner ? `权属单位：${owner}。` : ''}以下${kind.title}离线超过一天${rows.length === 1 ? `（自 ${since}）` : ''}：${list.join('、')}${rows.length > 40 ? `等 ${rows.length} 台` : ''}。请检查供电、电池与通信。`,
      channel: 'device' as const,
      grade: 'IV' as const,
      address: (rows.length === 1 ? first.address : '') || first.area_name || '多处，见情况说明',
      terminal: '城市感知网',
      ...(rows.length === 1 && first.place ? { place: first.place } : {}),
      facts: { sensing: { maintenance: true, ownerId: first.owner_id, devices: rows.map((row) => row.id) } },
    }
    const opened = await intake
      .open(tx, platform, kind.upkeepClass ? { ...report, classCode: kind.upkeepClass } : report)
      .catch((error: unknown) => {
        if (error instanceof Fault && error.code.endsWith('.class-unknown')) return intake.open(tx, platform, report)
        throw error
      })
    await tx.query(
      `update sensing.device set upkeep_case = $3, upkeep_number = $4, upkeep_closed_at = null where town = $1 and id = any($2::uuid[])`,
      [town, rows.map((row) => row.id), opened.caseId, opened.number],
    )
  }
  return groups.size
}

/** In the morning, when there is somebody to send. */
export const maintenance = recurring('sensing.maintenance-open', { daily: '08:10' }, async (tx, _job, platform) => {
  for (const { code } of await towns(platform)) await openMaintenance(tx, platform, code, platform.now())
})
