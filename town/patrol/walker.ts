import { type Position, distanceBetween } from '#core/area/contract.ts'
import type { Random } from '#town/geometry/index.ts'
import type { RoadNet } from './roads.ts'

export interface Gait {
  /** Metres a second while moving. */
  readonly speed: number
  /** Share of the time spent standing: shops are looked into, doors knocked at. */
  readonly rest: number
  /** Metres from home beyond which the way leads back. */
  readonly radius: number
}

/** Somebody going along the roads around a home, at a steady pace with rests. */
export interface Walker {
  readonly at: Position
  /** Degrees are left to the receiver; true while standing. */
  readonly resting: boolean
  /** Lets some seconds pass. */
  step(seconds: number): void
}

/** @param start where the walk begins; the closest road is taken */
export function makeWalker(net: RoadNet, home: Position, start: Position, gait: Gait, random: Random): Walker {
  let { line, index } = net.closest(start)
  let way = random.chance(0.5) ? 1 : -1
  let at: Position = net.lines[line]?.[index] ?? start
  let restLeft = random.chance(gait.rest) ? random.int(20, 300) : 0

  /** At a vertex: go on, turn into another road, or turn back; away from home only within the radius. */
  function choose(): Position | undefined {
    const vertex = net.lines[line]?.[index]
    if (!vertex) return undefined
    const away = distanceBetween(vertex, home) > gait.radius
    const ways = [{ line, index }, ...(random.chance(away ? 0.9 : 0.25) ? net.near(vertex) : [])].flatMap((spot) =>
      [-1, 1].flatMap((step) => {
        const next = net.lines[spot.line]?.[spot.index + step]
        return next ? [{ line: spot.line, index: spot.index + step, way: step, next }] : []
      }),
    )
    const onwards = ways.filter((each) => each.line === line && each.way === way)
    const turns = ways.filter((each) => each.line !== line)
    const nearest = (all: typeof ways) => all.toSorted((a, b) => distanceBetween(a.next, home) - distanceBetween(b.next, home))[0]
    const picked = away
      ? nearest(ways)
      : random.chance(0.2) && turns.length > 0
        ? random.pick(turns)
        : (onwards[0] ?? (turns.length > 0 ? random.pick(turns) : ways[0]))
    if (!picked) return undefined
    line = picked.line
    index = picked.index
    way = picked.way
    return picked.next
  }

  let goal = choose()
  return {
    get at() {
      return at
    },
    get resting() {
      return restLeft > 0
    },
    step(seconds) {
      let left = seconds
      while (left > 0) {
        if (restLeft > 0) {
          const waited = Math.min(restLeft, left)
          restLeft -= waited
          left -= waited
          continue
        }
        if (!goal) return
        const metres = distanceBetween(at, goal)
        const needed = metres / gait.speed
        if (needed > left) {
          const share = left / needed
          at = [at[0] + (goal[0] - at[0]) * share, at[1] + (goal[1] - at[1]) * share]
          return
        }
        at = goal
        left -= needed
        if (random.chance(gait.rest / 6)) restLeft = random.int(20, 240)
        goal = choose()
      }
    },
  }
}

/** On foot or by electric bike, and at the wheel. */
export const onFoot = { speed: 1.4, rest: 0.5, radius: 700 } as const
export const byBike = { speed: 4.2, rest: 0.4, radius: 1800 } as const
export const byCar = { speed: 7.5, rest: 0.25, radius: 4500 } as const
