import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Appointment } from '../appointment.ts'

export interface AppointmentFilter {
  readonly ids?: readonly string[] | undefined
  readonly personId?: string | undefined
  readonly postId?: string | undefined
  readonly unitId?: string | undefined
  readonly role?: string | undefined
  /** Only those in force on the day. */
  readonly open?: boolean
  readonly after?: string | undefined
  readonly limit?: number
}

/**
 * Appointments, newest first. The unit is called as on the asked day while the appointment runs, and as on its last day
 * once it is over, so that a career reads as it was.
 */
export async function listAppointmentRows(tx: Tx, town: string, day: string, filter: AppointmentFilter): Promise<Appointment[]> {
  return tx.query<Appointment>(
    `select a.id, a.person_id as "personId", p.name as "personName", a.post_id as "postId", po.title as "postTitle", po.role,
       po.unit_id as "unitId", n.name as "unitName", po.areas, a.valid_from as "from", a.valid_to as "to",
       case when sp.id is not null then jsonb_build_object('personId', sp.id, 'name', sp.name) end as "substituteFor", a.version
     from org.appointment a
     join org.person p on p.town = a.town and p.id = a.person_id
     join org.post po on po.town = a.town and po.id = a.post_id
     join org.unit u on u.town = a.town and u.id = po.unit_id
     join lateral (
       select un.name from org.unit_name un
       where un.town = u.town and un.unit_id = u.id
         and un.valid_from <= greatest(u.valid_from, least($2::date, coalesce(a.valid_to - 1, $2::date)))
       order by un.valid_from desc limit 1
     ) n on true
     left join org.person sp on sp.town = a.town and sp.id = a.substitute_for
     where a.town = $1
       and ($3::uuid[] is null or a.id = any($3))
       and ($4::uuid is null or a.person_id = $4)
       and ($5::uuid is null or a.post_id = $5)
       and ($6::uuid is null or po.unit_id = $6)
       and ($7::text is null or po.role = $7)
       and (not $8 or (a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2) and po.valid_from <= $2 and (po.valid_to is null or po.valid_to > $2)))
       and ($9::uuid is null or a.id < $9)
     order by a.id desc limit $10`,
    [
      town,
      day,
      filter.ids,
      filter.personId,
      filter.postId,
      filter.unitId,
      filter.role,
      filter.open ?? false,
      filter.after,
      filter.limit ?? 10_000,
    ],
  )
}

/** @throws Fault platform.not-found */
export async function getAppointmentRow(tx: Tx, town: string, id: string, day: string): Promise<Appointment> {
  const [row] = await listAppointmentRows(tx, town, day, { ids: [id] })
  if (!row) throw failPlatform('platform.not-found', { detail: '没有这条任职' })
  return row
}
