import { type Position, bboxOf } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type MoverPoints, recordPoints } from '#modules/patrol/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { readSwitch } from '../simulator/setting.ts'
import { type Member, clockIn } from './clock-in.ts'
import { type RoadNet, readRoadNet } from './roads.ts'
import { type Walker, byBike, byCar, makeWalker, onFoot } from './walker.ts'

/** Seconds between two looks at everybody; four hundred people cost four statements. */
const PACE = 20
/** Two processes never move the same people. */
const MOVE_LOCK = 320_599_103

/** The middle of the first area of somebody's post; the town's heart where the post knows none. */
export async function homesOf(tx: Tx, town: string, at: number): Promise<(areas: readonly string[]) => Position> {
  const locator = await getLocator(tx, town)
  const heart = locator.findByCode(town, at)
  const middle = (code: string | undefined): Position | undefined => {
    const area = code === undefined ? undefined : locator.findByCode(code, at)
    if (!area) return undefined
    const [west, south, east, north] = bboxOf(area.geometry)
    return [(west + east) / 2, (south + north) / 2]
  }
  return (areas) => middle(areas[0]) ?? (heart ? middle(heart.code)! : [120.6, 30.95])
}

interface OnRoad {
  readonly id: string
  readonly place: Position | null
  readonly areas: readonly string[]
}

/** Keeps everybody on duty and every vehicle on a trip moving along the roads; answers what stops it. */
export function startMovement(platform: Platform, town: string): () => Promise<void> {
  const walkers = new Map<string, Walker>()
  const random = makeRandom(`在岗 ${newId()}`)
  let net: RoadNet | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let last = platform.now().getTime()

  function walkerFor(
    { id, place, areas }: OnRoad,
    home: (areas: readonly string[]) => Position,
    gait: typeof onFoot | typeof byBike | typeof byCar,
  ): Walker {
    let walker = walkers.get(id)
    if (!walker) walkers.set(id, (walker = makeWalker(net!, home(areas), place ?? home(areas), gait, random.fork(id))))
    return walker
  }

  async function move(tx: Tx): Promise<void> {
    const now = platform.now().getTime()
    const [lock] = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [MOVE_LOCK])
    if (!lock?.ours) return
    net ??= await readRoadNet(tx, town)
    const home = await homesOf(tx, town, now)
    const members = new Map((await clockIn(tx, town, now)).map((member): [string, Member] => [member.personId, member]))
    const people = await tx.query<{ id: string; place: Position | null }>(
      `select m.id, m.place from patrol.mover m join patrol.duty d on d.town = m.town and d.person_id = m.id and d.ended_at is null and d.terminal = '模拟器'
       where m.town = $1 and m.sort = 'person' and m.on_duty`,
      [town],
    )
    const vehicles = await tx.query<{ id: string; place: Position | null; areas: string[] }>(
      `select v.id, m.place, v.areas from patrol.vehicle v join patrol.mover m on m.town = v.town and m.sort = 'vehicle' and m.id = v.id and m.on_duty where v.town = $1`,
      [town],
    )
    const seconds = Math.min(120, Math.max(1, (now - last) / 1000))
    const point = (walker: Walker) => {
      walker.step(seconds)
      return [{ at: now, lng: walker.at[0], lat: walker.at[1], accuracy: random.int(4, 18), mocked: false }]
    }
    const batches: MoverPoints[] = [
      // A phone is out of reach now and then: one in twelve keeps silent this time.
      ...people
        .filter(() => !random.chance(1 / 12))
        .map(({ id, place }): MoverPoints => {
          const areas = members.get(id)?.areas ?? []
          return { sort: 'person', id, points: point(walkerFor({ id, place, areas }, home, random.fork(id).chance(0.5) ? onFoot : byBike)) }
        }),
      ...vehicles.map(({ id, place, areas }): MoverPoints => ({
        sort: 'vehicle',
        id,
        points: point(walkerFor({ id, place, areas }, home, byCar)),
      })),
    ]
    await recordPoints(tx, town, batches)
    last = now
  }

  async function once(): Promise<void> {
    try {
      if ((await readSwitch(platform.db.read, town)).on) await platform.db.transaction(move)
    } catch (error) {
      platform.log.info({ err: error }, 'movement')
    }
    if (timer) timer = setTimeout(() => (running = once()), PACE * 1000)
  }
  timer = setTimeout(() => (running = once()), 2000)
  return async () => {
    clearTimeout(timer)
    timer = undefined
    await running
  }
}
