import { dateOf } from '#core/calendar/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Seat, type Staff, makeStaff } from '../history/staff.ts'

/** The staff as the town has it today: people who left or moved are not played any more. */
export async function readStaff(tx: Tx, town: string, now: number): Promise<Staff> {
  const day = dateOf(now)
  const seats = await tx.query<Seat>(
    `select person_id as "personId", person_name as name, post_id as "postId", post_title as "postTitle", unit_id as "unitId", role, areas
     from org.member where town = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by post_id, person_id`,
    [town, day],
  )
  const units = await tx.query<{ id: string; code: string | null; name: string; parentId: string | null }>(
    `select u.id, u.code, n.name, p.parent_id as "parentId" from org.unit u
     join org.unit_name n on n.town = u.town and n.unit_id = u.id and n.valid_from <= $2 and (n.valid_to is null or n.valid_to > $2)
     left join org.unit_parent p on p.town = u.town and p.unit_id = u.id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)
     where u.town = $1 and (u.valid_to is null or u.valid_to > $2)`,
    [town, day],
  )
  const bound = await tx.query<{ role: string; unit_id: string }>(`select role, unit_id from incident.unit_binding where town = $1`, [town])
  return makeStaff(town, {
    seats,
    units: units.map((unit) => ({ ...unit, code: unit.code ?? '' })),
    duties: new Map(bound.map(({ role, unit_id }) => [role, unit_id])),
    stations: new Map(
      seats.flatMap(({ role, areas, unitId }) => (role === 'village' && areas[0]?.length === 12 ? [[areas[0], unitId] as const] : [])),
    ),
  })
}
