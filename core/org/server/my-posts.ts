import type { Tx } from '#platform/server/database.ts'
import type { MyPost } from '../session.ts'

/** The posts a person sits at on a day, with their role titles; in order of unit and title. */
export async function myPosts(tx: Tx, town: string, personId: string, day: string): Promise<MyPost[]> {
  const rows = await tx.query<Omit<MyPost, 'substituteFor'> & { substituteFor: string | null }>(
    `select po.id, po.title, po.role, r.title as "roleTitle", po.unit_id as "unitId", n.name as "unitName", po.areas,
       sp.name as "substituteFor"
     from org.appointment a
     join org.post po on po.town = a.town and po.id = a.post_id and po.valid_from <= $3 and (po.valid_to is null or po.valid_to > $3)
     join org.role r on r.town = a.town and r.key = po.role
     join org.unit u on u.town = a.town and u.id = po.unit_id
     join lateral (
       select un.name from org.unit_name un where un.town = u.town and un.unit_id = u.id
       order by (un.valid_from <= $3) desc, case when un.valid_from <= $3 then un.valid_from end desc, un.valid_from limit 1
     ) n on true
     left join org.person sp on sp.town = a.town and sp.id = a.substitute_for
     where a.town = $1 and a.person_id = $2 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)
     order by u.position, u.id, po.title, po.id`,
    [town, personId, day],
  )
  return rows
}
