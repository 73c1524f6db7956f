import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { findUnit, unitNames } from '#core/org/server/index.ts'
import { failService } from '../../faults.ts'
import type { MatterVersion } from '../../matter.ts'
import { compareMatters } from '../../matter-compare.ts'
import type { MatterVersionRow } from '../../matter-endpoints.ts'
import { findMatterFaults } from '../../matter-rules.ts'
import { storeMatters } from './versions.ts'

interface Stored {
  spec: MatterVersion
  from_day: string
  to_day: string | null
  changed_at: Date
  changed_by: string
}

/** All versions of a code, oldest first, locked against a second editor when it is to be written. */
async function versionsOf(tx: Tx, town: string, code: string, lock = false): Promise<Stored[]> {
  return tx.query<Stored>(
    `select spec, from_day, to_day, changed_at, changed_by from service.matter where town = $1 and code = $2 order by from_day${lock ? ' for update' : ''}`,
    [town, code],
  )
}

/** Everything wrong with a version to be published: its own faults and a unit that does not exist on its day. */
export async function faultsOf(tx: Tx, town: string, matter: MatterVersion): Promise<{ field: string; message: string }[]> {
  const faults = findMatterFaults(matter)
  const unit = await findUnit(tx, town, matter.unitId, matter.from)
  if (!unit || unit.from > matter.from || (unit.to !== null && unit.to <= matter.from))
    faults.push({ field: 'unitId', message: '实施主体在启用日不是本镇的单位，请重新选择' })
  return faults
}

/**
 * Puts a version in force from its day on: the one before ends there, past days read as they did. A day that has begun keeps its version,
 * since cases were accepted under it; only what has not begun may be written over.
 * @throws Fault service.matter-unsound, service.matter-past, service.matter-followed, platform.conflict
 */
export async function publish(
  tx: Tx,
  {
    town,
    matter,
    seen,
    by,
    now,
    today,
  }: { town: string; matter: MatterVersion; seen: string | undefined; by: string; now: Date; today: string },
): Promise<MatterVersion> {
  const known = await versionsOf(tx, town, matter.code, true)
  const latest = known.at(-1)
  if (latest?.from_day !== seen)
    throw failPlatform('platform.conflict', {
      detail: latest ? `事项 ${matter.code} 已有 ${latest.from_day} 起的版本（${latest.changed_by}）` : `事项 ${matter.code} 已不存在`,
      ...(latest ? { fields: [{ path: 'matter.code', message: '这个编码已在使用，或刚刚被别人修改，请刷新后再改' }] } : {}),
    })
  checkDay(matter.from, today, latest?.from_day)
  if (latest && latest.from_day > matter.from)
    throw failService('service.matter-followed', { detail: `已排定 ${latest.from_day} 起的版本` })
  const faults = await faultsOf(tx, town, matter)
  if (faults[0])
    throw failService('service.matter-unsound', {
      detail: faults.map(({ message }) => message).join('；'),
      fields: faults.map(({ field, message }) => ({ path: `matter.${field}`, message })),
    })
  await endBefore(tx, town, matter.code, matter.from)
  await storeMatters(tx, town, [matter], by, now)
  return matter
}

/** @throws Fault service.matter-past */
export function checkDay(from: string, today: string, latest: string | undefined): void {
  const first = latest !== undefined && latest <= today ? '明天' : '今天'
  if (from < today || (first === '明天' && from === today))
    throw failService('service.matter-past', {
      detail: first === '明天' ? '今天已有在用的版本，修改最早从明天起' : '启用日期最早为今天',
      fields: [{ path: 'matter.from', message: `启用日期最早为${first}` }],
    })
}

const endBefore = (tx: Tx, town: string, code: string, day: string) =>
  tx.query(
    `update service.matter set to_day = $3::text::date, spec = spec || jsonb_build_object('to', $3::text)
      where town = $1 and code = $2 and from_day < $3::text::date and (to_day is null or to_day > $3::text::date)`,
    [town, code, day],
  )

/** Ends a matter: no case may be opened from that day on. @throws Fault service.matter-missing, service.matter-past, service.matter-followed */
export async function stop(
  tx: Tx,
  { town, code, on, today }: { town: string; code: string; on: string; today: string },
): Promise<MatterVersion> {
  const latest = (await versionsOf(tx, town, code, true)).at(-1)
  if (!latest || (latest.to_day !== null && latest.to_day <= today)) throw failService('service.matter-missing')
  if (on <= today)
    throw failService('service.matter-past', { detail: '停用最早从明天起', fields: [{ path: 'on', message: '停用最早从明天起' }] })
  if (latest.from_day >= on) throw failService('service.matter-followed', { detail: `已排定 ${latest.from_day} 起的版本` })
  await endBefore(tx, town, code, on)
  return { ...latest.spec, to: on }
}

/** The history of a matter, newest first, each with what it changed. @throws Fault service.matter-missing */
export async function historyOf(tx: Tx, town: string, code: string, day: string): Promise<{ unitName: string; rows: MatterVersionRow[] }> {
  const known = await versionsOf(tx, town, code)
  const last = known.at(-1)
  if (!last) throw failService('service.matter-missing')
  const names = await unitNames(tx, town, [...new Set(known.map(({ spec }) => spec.unitId))], day)
  const named = (text: string) => names.get(text) ?? text
  const rows = known.map(({ spec, from_day: from, to_day: to, changed_at, changed_by: changedBy }, i): MatterVersionRow => {
    const before = known[i - 1]?.spec
    return {
      from,
      ...(to ? { to } : {}),
      changedAt: changed_at.toISOString(),
      changedBy,
      matter: spec,
      changes: before
        ? compareMatters(before, spec).map(({ title, before: old, after }) => ({ title, before: named(old), after: named(after) }))
        : [],
    }
  })
  return { unitName: named(last.spec.unitId), rows: rows.reverse() }
}
