import type { MapLayer } from '#core/area/server/index.ts'
import type { Tone } from '#core/area/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { kindOf, kinds, fieldTitle } from '../kinds/kinds.ts'
import { deviceStateTitles, onlineTitles } from '../kind.ts'
import { type DeviceRecord, deviceColumns, deviceConditions, devicePermission, deviceTables } from './device-list.ts'

const shown = kinds.filter((kind) => kind.key !== 'gateway')

/** Worst first: an open alarm, silence, trouble, all well. */
const toneOf = (row: { open_alarms: number; online: string; level?: string | null }): Tone =>
  row.open_alarms > 0
    ? row.level === 'critical'
      ? 'critical'
      : row.level === 'warning'
        ? 'normal'
        : 'urgent'
    : row.online === 'online'
      ? 'good'
      : row.online === 'faulty'
        ? 'low'
        : 'quiet'

const worst = `(select case min(case a.level when 'critical' then 0 when 'alarm' then 1 else 2 end) when 0 then 'critical' when 1 then 'alarm' when 2 then 'warning' end
  from sensing.alarm a where a.town = d.town and a.device_id = d.id and a.state in ('pending', 'case') and not a.case_closed)`

type Point = Pick<DeviceRecord, 'id' | 'kind' | 'name' | 'online' | 'open_alarms'> & {
  place: [number, number]
  level: string | null
  seen_at: Date | null
}

async function pointsOf(tx: Tx, text: string, values: readonly unknown[]): Promise<Point[]> {
  return tx.query<Point>(text, values)
}

/** Devices on the town's one map, by kind and state; alarms stand out, silence is grey. */
export const deviceLayer: MapLayer = {
  key: 'sensing.devices',
  title: '感知设备',
  group: 'device',
  kinds: shown.map((kind) => ({ key: kind.key, title: kind.title, tone: 'good' as const })),
  source: '城市感知网台账',
  dated: false,
  moving: false,
  shown: false,
  permission: devicePermission,
  find: async ({ tx, actor, box, kinds: wanted, limit }) => {
    const c = deviceConditions(actor, { state: ['normal'], ...(wanted ? { kind: [...wanted] } : {}) })
    c.where('d.place is not null')
    if (wanted && wanted.length === 0) return { points: [], total: 0, byKind: {} }
    if (box) c.where('d.place <@ box(point(?, ?), point(?, ?))', box[0], box[1], box[2], box[3])
    const counts = await tx.query<{ kind: string; n: number }>(
      `select d.kind, count(*) as n from sensing.device d where ${c.text} group by 1`,
      c.values,
    )
    const rows = await pointsOf(
      tx,
      `select d.id, d.kind, d.name, d.place, d.online, d.open_alarms, l.seen_at, case when d.open_alarms > 0 then ${worst} end as level from ${deviceTables} where ${c.text}
       order by d.open_alarms > 0 desc, d.key limit ${c.add(limit)}`,
      c.values,
    )
    return {
      points: rows.map((row) => ({
        id: row.id,
        at: row.place,
        title: row.name,
        kind: row.kind,
        tone: toneOf(row),
        ...(row.online === 'offline' ? { stale: true } : {}),
      })),
      total: counts.reduce((sum, row) => sum + row.n, 0),
      byKind: Object.fromEntries(counts.map((row) => [row.kind, row.n])),
    }
  },
  card: async ({ tx, actor, id }) => {
    const c = deviceConditions(actor, { state: ['normal', 'paused', 'retired'] })
    c.where('d.id = ? and d.place is not null', id)
    const [row] = await tx.query<DeviceRecord & { place: [number, number]; level: string | null }>(
      `select ${deviceColumns}, ${worst} as level from ${deviceTables} where ${c.text}`,
      c.values,
    )
    if (!row) return undefined
    const kind = kindOf(row.kind)
    const main = row.latest?.[kind.main]
    const field = kind.fields.find((one) => one.key === kind.main)
    return {
      id: row.id,
      title: row.name,
      at: row.place,
      kind: row.kind,
      tone: toneOf(row),
      lines: [
        { label: '种类', value: kind.title },
        { label: '编号', value: row.key },
        { label: '状态', value: row.state === 'normal' ? onlineTitles[row.online] : deviceStateTitles[row.state] },
        ...(main ? [{ label: fieldTitle(row.kind, kind.main), value: `${main[0]}${field?.unit ?? ''}` }] : []),
        { label: '未了告警', value: `${row.open_alarms}` },
        { label: '网格', value: row.area_name },
        { label: '位置', value: row.address },
      ].filter((line) => line.value !== ''),
      href: `/sensing/devices/${row.id}`,
    }
  },
}
