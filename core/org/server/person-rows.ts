import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Person, PersonDetail } from '../person.ts'
import { listAppointmentRows } from './appointment-rows.ts'

export interface PersonFilter {
  readonly id?: string | undefined
  readonly unitId?: string | undefined
  readonly status?: string | undefined
  /** Part of the name or account. */
  readonly like?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number
}

/** People with their posts of the day, in order of account. The phone leaves masked. */
export async function listPersonRows(tx: Tx, town: string, day: string, filter: PersonFilter): Promise<Person[]> {
  return tx.query<Person>(
    `select p.id, p.login, p.name, p.phone_mask as phone, p.status, p.version,
       array(
         select coalesce(m.unit_name || ' · ', '') || m.post_title from org.member m
         where m.town = p.town and m.person_id = p.id and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2) order by m.valid_from, m.post_id
       ) as posts
     from org.person p
     where p.town = $1
       and ($3::uuid is null or p.id = $3)
       and ($4::text is null or p.status = $4)
       and ($5::text is null or p.name like $5 or p.login like $5)
       and ($6::uuid is null or exists (
         select 1 from org.appointment a join org.post po on po.town = a.town and po.id = a.post_id
         where a.town = p.town and a.person_id = p.id and po.unit_id = $6 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)))
       and ($7::text is null or p.login > $7)
     order by p.login limit $8`,
    [town, day, filter.id, filter.status, filter.like, filter.unitId, filter.after, filter.limit ?? 10_000],
  )
}

/** @throws Fault platform.not-found */
export async function getPersonDetail(tx: Tx, town: string, id: string, now: Date, day: string): Promise<PersonDetail> {
  const [person] = await listPersonRows(tx, town, day, { id })
  if (!person) throw failPlatform('platform.not-found', { detail: '没有这个人' })
  const [account] = await tx.query<{ locked: Date | null; must: boolean | null; last: Date | null }>(
    `select
       (select locked_until from org.login_failure where town = $1 and login = $3) as locked,
       (select must_change from org.credential where town = $1 and person_id = $2) as must,
       (select max(created_at) from org.session where town = $1 and person_id = $2) as last`,
    [town, id, person.login],
  )
  const { locked, must, last } = account!
  return {
    ...person,
    appointments: await listAppointmentRows(tx, town, day, { personId: id }),
    lockedUntil: locked && locked > now ? locked.toISOString() : null,
    mustChangePassword: must ?? true,
    lastSignIn: last?.toISOString() ?? null,
  }
}
