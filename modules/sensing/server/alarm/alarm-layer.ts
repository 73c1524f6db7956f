import type { Tone } from '#core/area/contract.ts'
import type { MapLayer } from '#core/area/server/index.ts'
import { alarmStateTitles } from '../../alarm-words.ts'
import { kindOf } from '../../kinds/kinds.ts'
import { type Level, levelTitles } from '../../rule.ts'
import { alarmPermission, alarmScope, getAlarm } from './alarm-list.ts'
import { Conditions } from './conditions.ts'

const tones: Readonly<Record<Level, Tone>> = { critical: 'critical', alarm: 'urgent', warning: 'normal' }
const time = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

/** Alarms nobody has settled, on the town's one map; of an area alarm only the whole. */
export const alarmLayer: MapLayer = {
  key: 'sensing.alarms',
  title: '感知告警',
  group: 'device',
  kinds: (['critical', 'alarm', 'warning'] as const).map((level) => ({ key: level, title: levelTitles[level], tone: tones[level] })),
  source: '城市感知网待复核告警',
  dated: false,
  moving: false,
  shown: true,
  permission: alarmPermission,
  find: async ({ tx, actor, box, kinds, limit }) => {
    const c = new Conditions()
    c.where(`a.town = ? and a.state = 'pending' and a.parent_id is null and a.place is not null`, actor.town)
    c.scope(actor, alarmPermission, alarmScope)
    if (kinds) c.where('a.level = any(?)', [...kinds])
    if (box) c.where('a.place <@ box(point(?, ?), point(?, ?))', box[0], box[1], box[2], box[3])
    const counts = await tx.query<{ level: Level; n: number }>(
      `select a.level, count(*) as n from sensing.alarm a where ${c.text} group by 1`,
      c.values,
    )
    const rows = await tx.query<{ id: string; place: [number, number]; title: string; level: Level; end_at: Date | null }>(
      `select a.id, a.place, a.title, a.level, a.end_at from sensing.alarm a where ${c.text} order by a.queue limit ${c.add(limit)}`,
      c.values,
    )
    return {
      points: rows.map((row) => ({
        id: row.id,
        at: row.place,
        title: row.title,
        kind: row.level,
        tone: tones[row.level],
        ...(row.end_at ? { stale: true } : {}),
      })),
      total: counts.reduce((sum, row) => sum + row.n, 0),
      byKind: Object.fromEntries(counts.map((row) => [row.level, row.n])),
    }
  },
  card: async ({ tx, actor, id }) => {
    const row = await getAlarm(tx, actor, id).catch(() => undefined)
    if (!row?.place) return undefined
    return {
      id: row.id,
      title: row.title,
      at: row.place,
      kind: row.level,
      tone: tones[row.level],
      lines: [
        { label: '种类', value: kindOf(row.kind).title },
        { label: '状态', value: `${alarmStateTitles[row.state]}${row.end_at ? '，已恢复' : '，仍在持续'}` },
        { label: '开始', value: time(row.onset) },
        { label: row.sort === 'area' ? '设备数' : '次数', value: `${row.count}` },
        ...(row.peak === null ? [] : [{ label: '最值', value: `${row.peak}${row.unit}` }]),
        { label: '位置', value: row.address || row.area_name },
      ].filter((line) => line.value !== ''),
      href: `/sensing/alarms?open=${row.id}`,
      ...(row.case_id ? { caseId: row.case_id } : {}),
    }
  },
}
