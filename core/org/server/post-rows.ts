import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Post } from '../post.ts'
import { inForce } from './unit-rows.ts'

export interface PostFilter {
  readonly id?: string | undefined
  readonly unitId?: string | undefined
  readonly role?: string | undefined
  readonly like?: string | undefined
  /** Only those in force on the day. */
  readonly open?: boolean
  readonly after?: readonly [title: string, id: string] | undefined
  readonly limit?: number
}

/** Posts as of a day with who sits there on it; in order of title. */
export async function listPostRows(tx: Tx, town: string, day: string, filter: PostFilter): Promise<Post[]> {
  return tx.query<Post>(
    `select po.id, po.unit_id as "unitId", n.name as "unitName", po.title, po.role, r.title as "roleTitle", po.areas,
       po.valid_from as "from", po.valid_to as "to", po.version,
       coalesce((
         select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name) order by a.valid_from, p.id)
         from org.appointment a join org.person p on p.town = a.town and p.id = a.person_id
         where a.town = po.town and a.post_id = po.id and ${inForce('a')}
       ), '[]') as holders
     from org.post po
     join org.role r on r.town = po.town and r.key = po.role
     join org.unit u on u.town = po.town and u.id = po.unit_id
     join lateral (
       select un.name from org.unit_name un where un.town = u.town and un.unit_id = u.id and un.valid_from <= greatest($2::date, u.valid_from)
       order by un.valid_from desc limit 1
     ) n on true
     where po.town = $1
       and ($3::uuid is null or po.id = $3)
       and ($4::uuid is null or po.unit_id = $4)
       and ($5::text is null or po.role = $5)
       and ($6::text is null or po.title like $6)
       and (not $7 or ${inForce('po')})
       and ($8::text is null or (po.title collate "C", po.id) > ($8, $9::uuid))
     order by po.title collate "C", po.id limit $10`,
    [
      town,
      day,
      filter.id,
      filter.unitId,
      filter.role,
      filter.like,
      filter.open ?? false,
      filter.after?.[0],
      filter.after?.[1],
      filter.limit ?? 10_000,
    ],
  )
}

/** @throws Fault platform.not-found */
export async function getPostRow(tx: Tx, town: string, id: string, day: string): Promise<Post> {
  const [post] = await listPostRows(tx, town, day, { id })
  if (!post) throw failPlatform('platform.not-found', { detail: '没有这个岗位' })
  return post
}
