import type { LayerCard, LayerPoint, Nearby, Tone } from '#core/area/contract.ts'
import { bearingBetween, distanceBetween } from '#core/area/contract.ts'
import type { LayerAnswer, LayerAsk, MapLayer, NearbyFinder } from '#core/area/server/index.ts'
import { namesOf } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { type MoverSort, MoverKind, moverKindTitles } from '../position.ts'
import { noteLook } from './looks.ts'
import { patrolSettings } from './settings.ts'

interface Row {
  id: string
  name: string
  post_title: string
  unit_id: string | null
  kind: string
  at: Date
  since: Date
  place: [number, number]
  accuracy: number
  mocked: boolean
  heading: number | null
  speed: number | null
}

const personTones: Readonly<Record<MoverKind, Tone>> = {
  grid: 'good',
  enforcement: 'officer',
  handler: 'normal',
  station: 'low',
  centre: 'low',
}

/** Everybody and everything on duty now; off duty there is nothing to find (features.md §4.15). */
export async function onDuty(tx: Tx, town: string, sort: MoverSort): Promise<Row[]> {
  return tx.query<Row>(
    `select id, name, post_title, unit_id, kind, at, since, place, accuracy, mocked, heading, speed from patrol.mover
     where town = $1 and sort = $2 and on_duty and at is not null order by id`,
    [town, sort],
  )
}

async function busyOf(tx: Tx, town: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ person_id: string; n: number }>(
    `select person_id, count(*) as n from "case".card where town = $1 and person_id = any($2::uuid[]) and closed_at is null group by person_id`,
    [town, ids],
  )
  return new Map(rows.map(({ person_id, n }) => [person_id, n]))
}

const isStale = (at: Date, now: Date, minutes: number): boolean => now.getTime() - at.getTime() > minutes * 60_000

/** `3 分钟前`, for a card. */
export function agoWords(at: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))
  if (minutes < 1) return '刚刚'
  return minutes < 60 ? `${minutes} 分钟前` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分前`
}

/** The answer of a layer of movers: box and kinds, then the limit; what is left out is counted. */
export function answerOf(
  rows: readonly Row[],
  ask: Pick<LayerAsk, 'box' | 'kinds' | 'limit' | 'now'>,
  staleMinutes: number,
  toneOf: (row: Row) => Tone,
): LayerAnswer {
  const { box, kinds, limit, now } = ask
  const inBox = rows.filter(({ place: [lng, lat] }) => !box || (lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3]))
  const wanted = kinds ? inBox.filter(({ kind }) => kinds.includes(kind)) : inBox
  const byKind: Record<string, number> = {}
  for (const { kind } of inBox) byKind[kind] = (byKind[kind] ?? 0) + 1
  const points = wanted.slice(0, limit).map((row): LayerPoint => {
    const stale = isStale(row.at, now, staleMinutes)
    return {
      id: row.id,
      at: row.place,
      title: row.name,
      kind: row.kind,
      tone: stale ? 'quiet' : toneOf(row),
      seenAt: row.at.getTime(),
      ...(stale ? { stale } : {}),
      ...(row.heading === null ? {} : { heading: row.heading }),
    }
  })
  return { points, total: wanted.length, byKind }
}

function placeLines(row: Row, now: Date, staleMinutes: number): LayerCard['lines'] {
  return [
    {
      label: '最后定位',
      value: `${agoWords(row.at, now)}${isStale(row.at, now, staleMinutes) ? `（超过 ${staleMinutes} 分钟，位置可能已变）` : ''}`,
    },
    ...(row.accuracy > 0 ? [{ label: '定位精度', value: `±${Math.round(row.accuracy)} 米` }] : []),
    ...(row.mocked ? [{ label: '提醒', value: '手机报告为模拟定位，请电话核实' }] : []),
  ]
}

export const peopleLayer: MapLayer = {
  key: 'people',
  title: '在岗人员',
  group: 'people',
  kinds: MoverKind.options.map((key) => ({ key, title: moverKindTitles[key], tone: personTones[key] })),
  source: '手机定位，仅上岗期间',
  dated: false,
  moving: true,
  shown: true,
  permission: 'patrol.position.read',
  find: async (ask) => {
    const { staleMinutes } = await patrolSettings(ask.tx, ask.actor.town)
    await noteLook(ask.tx, ask.actor, '在一张图上查看全体在岗人员', null, ask.now)
    const rows = await onDuty(ask.tx, ask.actor.town, 'person')
    return answerOf(rows, ask, staleMinutes, ({ kind }) => personTones[MoverKind.catch('centre').parse(kind)])
  },
  card: async ({ tx, actor, id, now }) => {
    const row = (await onDuty(tx, actor.town, 'person')).find((each) => each.id === id)
    if (!row) return undefined
    const { staleMinutes } = await patrolSettings(tx, actor.town)
    await noteLook(tx, actor, '查看我的当前位置', id, now)
    const [names, busy] = await Promise.all([namesOf(tx, actor.town, row.unit_id ? [row.unit_id] : [], []), busyOf(tx, actor.town, [id])])
    const stale = isStale(row.at, now, staleMinutes)
    const cases = busy.get(id) ?? 0
    return {
      id,
      title: row.name,
      at: row.place,
      kind: row.kind,
      tone: stale ? 'quiet' : personTones[MoverKind.catch('centre').parse(row.kind)],
      lines: [
        { label: '岗位', value: row.post_title },
        { label: '单位', value: row.unit_id ? names.unit(row.unit_id) : '' },
        { label: '状态', value: cases > 0 ? `在办 ${cases} 件` : '空闲' },
        { label: '上岗', value: agoWords(row.since, now) },
        ...placeLines(row, now, staleMinutes),
      ],
      href: `/patrol/replay?person=${id}`,
      personId: id,
    }
  },
}

export const vehiclesLayer: MapLayer = {
  key: 'vehicles',
  title: '巡查车辆',
  group: 'people',
  kinds: [{ key: 'vehicle', title: '巡查车', tone: 'officer' }],
  source: '车载或随车手机定位，仅出车期间',
  dated: false,
  moving: true,
  shown: true,
  permission: 'patrol.position.read',
  find: async (ask) => {
    const { staleMinutes } = await patrolSettings(ask.tx, ask.actor.town)
    return answerOf(await onDuty(ask.tx, ask.actor.town, 'vehicle'), ask, staleMinutes, () => 'officer')
  },
  card: async ({ tx, actor, id, now }) => {
    const row = (await onDuty(tx, actor.town, 'vehicle')).find((each) => each.id === id)
    if (!row) return undefined
    const { staleMinutes } = await patrolSettings(tx, actor.town)
    const [trip] = await tx.query<{ crew: string[]; driver_id: string }>(
      `select crew, driver_id from patrol.trip where town = $1 and vehicle_id = $2 and ended_at is null`,
      [actor.town, id],
    )
    const names = await namesOf(tx, actor.town, row.unit_id ? [row.unit_id] : [], trip?.crew ?? [])
    return {
      id,
      title: row.name,
      at: row.place,
      kind: 'vehicle',
      tone: isStale(row.at, now, staleMinutes) ? 'quiet' : 'officer',
      lines: [
        { label: '车牌', value: row.post_title },
        { label: '车组', value: trip ? trip.crew.map((person) => names.person(person)).join('、') : '—' },
        { label: '出车', value: agoWords(row.since, now) },
        ...(row.speed === null ? [] : [{ label: '车速', value: `${Math.round(row.speed * 3.6)} 公里/小时` }]),
        ...placeLines(row, now, staleMinutes),
      ],
      href: `/patrol/vehicles?vehicle=${id}`,
      ...(trip ? { personId: trip.driver_id } : {}),
    }
  },
}

type Around = Parameters<NearbyFinder['find']>[0]

function nearest(rows: readonly Row[], { point, limit }: Around): Row[] {
  return rows
    .map((row) => ({ row, metres: distanceBetween(point, row.place) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, limit)
    .map(({ row }) => row)
}

function nearbyOf(row: Row, { point, now }: Around, staleMinutes: number): Nearby {
  return {
    id: row.id,
    title: row.name,
    remark: row.post_title,
    at: row.place,
    distance: Math.round(distanceBetween(point, row.place)),
    bearing: Math.round(bearingBetween(point, row.place)),
    seenAt: row.at.getTime(),
    ...(isStale(row.at, now, staleMinutes) ? { stale: true } : {}),
    ...(row.unit_id ? { unitId: row.unit_id } : {}),
  }
}

/** The nearest people on duty, with how many open cases each has in hand. */
export const peopleNearby: NearbyFinder = {
  sort: 'people',
  permission: 'patrol.position.read',
  find: async (ask) => {
    const { tx, actor, now } = ask
    const { staleMinutes } = await patrolSettings(tx, actor.town)
    const rows = nearest(await onDuty(tx, actor.town, 'person'), ask)
    const busy = await busyOf(
      tx,
      actor.town,
      rows.map(({ id }) => id),
    )
    for (const { id } of rows.slice(0, 5)) await noteLook(tx, actor, '按距离查找最近人员', id, now)
    return rows.map((row) => ({ ...nearbyOf(row, ask, staleMinutes), personId: row.id, busy: busy.get(row.id) ?? 0 }))
  },
}

/** The nearest vehicles on a trip; to be reached through their driver. */
export const vehiclesNearby: NearbyFinder = {
  sort: 'vehicles',
  permission: 'patrol.position.read',
  find: async (ask) => {
    const { tx, actor } = ask
    const { staleMinutes } = await patrolSettings(tx, actor.town)
    const rows = nearest(await onDuty(tx, actor.town, 'vehicle'), ask)
    const trips = await tx.query<{ vehicle_id: string; driver_id: string }>(
      `select vehicle_id, driver_id from patrol.trip where town = $1 and vehicle_id = any($2::uuid[]) and ended_at is null`,
      [actor.town, rows.map(({ id }) => id)],
    )
    const drivers = new Map(trips.map((trip) => [trip.vehicle_id, trip.driver_id]))
    const busy = await busyOf(tx, actor.town, [...drivers.values()])
    return rows.map((row) => {
      const driver = drivers.get(row.id)
      return {
        ...nearbyOf(row, ask, staleMinutes),
        href: `/patrol/vehicles?vehicle=${row.id}`,
        ...(driver ? { personId: driver, busy: busy.get(driver) ?? 0 } : {}),
      }
    })
  },
}
