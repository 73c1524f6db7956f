import { defaultDuty } from '#modules/dispatch/contract.ts'
import type { Ground } from '../past/messages.ts'

export interface Turn {
  readonly day: string
  readonly shift: string
  readonly post: string
  readonly personId: string
}

/** Who takes turns at a chair, and the chair's unit where only its people do. */
const pools: Readonly<Record<string, { readonly role: string; readonly units?: readonly string[] }>> = {
  leader: { role: 'leader' },
  watch: { role: 'watch-officer', units: ['centre-dispatch'] },
  seat: { role: 'dispatcher', units: ['centre-dispatch'] },
  standby: { role: 'handler', units: ['safety', 'municipal', 'water', 'enforcement-1'] },
}

/**
 * A fair turn for everybody: each chair's people in order, one shift after the other. Nobody has the night and the day after it as long as
 * there are at least three.
 */
export function rotate({ units, posts, appointments }: Ground['org'], days: readonly string[]): Turn[] {
  const codes = new Map(units.map(({ id, code }) => [id, code]))
  const holders = new Map(appointments.map(({ postId, personId }) => [postId, personId]))
  return defaultDuty.posts.flatMap(({ key: post, wanted }) => {
    const pool = pools[post]
    const people = posts.flatMap(({ id, role, unitId }) => {
      const holder = holders.get(id)
      const fits = pool && role === pool.role && (!pool.units || pool.units.includes(codes.get(unitId) ?? ''))
      return fits && holder ? [holder] : []
    })
    if (people.length === 0) return []
    let turn = 0
    return days.flatMap((day) =>
      defaultDuty.shifts.flatMap(({ key: shift }) =>
        Array.from({ length: Math.min(wanted, people.length) }, () => ({ day, shift, post, personId: people[turn++ % people.length]! })),
      ),
    )
  })
}
