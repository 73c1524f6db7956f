import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor, Reach } from '../actor.ts'
import { dayOf } from '../day.ts'
import { passwordDays } from '../password.ts'
import { roleDuties } from '../roles.ts'
import { laysOpen } from '../second-factor.ts'
import { effectiveReach } from './reach.ts'

/** A person with the post they sit at today, and what is known about their session, in one row. */
export interface Seat {
  person_id: string
  name: string
  status: 'active' | 'disabled'
  must_change: boolean | null
  password_at: Date | null
  post_id: string | null
  title: string | null
  role: string | null
  areas: string[] | null
  unit_id: string | null
  unit_name: string | null
  unit_ids: string[] | null
  changes: Record<string, Reach[]> | null
  /** Whether a one-time code is bound, and whether the town demands one of administrators. */
  factor: boolean
  policy: 'off' | 'admins'
  /** Whether the town demands one for revealing and exporting. */
  data_policy: 'off' | 'demanded'
  created_at: Date | null
  seen_at: Date | null
  ends_at: Date | null
}

const covers = (table: string) => `${table}.valid_from <= $2 and (${table}.valid_to is null or ${table}.valid_to > $2)`

/**
 * One statement for everything a request needs to know about its sender: $1 town, $2 day; `source` answers
 * person_id, post_id, created_at, seen_at and ends_at. A post that ended is null: the person stays signed in and picks
 * another. `union` keeps a broken circle of units from running for ever.
 */
const seatSql = (source: string) => `
  with recursive chosen as (${source}),
  seat as (
    select po.id, po.unit_id, po.title, po.role, po.areas
    from chosen c
    join org.appointment a on a.town = $1 and a.person_id = c.person_id and a.post_id = c.post_id and ${covers('a')}
    join org.post po on po.town = $1 and po.id = c.post_id and ${covers('po')}
    limit 1
  ),
  below (id) as (
    select unit_id from seat
    union
    select up.unit_id from below b join org.unit_parent up on up.town = $1 and up.parent_id = b.id and ${covers('up')}
  )
  select c.person_id, p.name, p.status, cr.must_change, cr.changed_at as password_at,
    s.id as post_id, s.title, s.role, s.areas, s.unit_id, r.reach as changes,
    (select un.name from org.unit_name un where un.town = $1 and un.unit_id = s.unit_id and ${covers('un')}) as unit_name,
    (select array_agg(id) from below) as unit_ids,
    exists (select from org.second_factor sf where sf.town = $1 and sf.person_id = c.person_id and sf.confirmed_at is not null) as factor,
    (select t.second_factor from org.town t where t.town = $1) as policy,
    (select t.data_factor from org.town t where t.town = $1) as data_policy,
    c.created_at, c.seen_at, c.ends_at
  from chosen c
  join org.person p on p.town = $1 and p.id = c.person_id
  left join org.credential cr on cr.town = $1 and cr.person_id = c.person_id
  left join seat s on true
  left join org.role r on r.town = $1 and r.key = s.role`

const bySession = seatSql(
  `select person_id, post_id, created_at, seen_at, ends_at from org.session where town = $1 and token_hash = $3 and revoked_at is null`,
)
const byPost = seatSql(
  `select $3::uuid as person_id, $4::uuid as post_id, null::timestamptz as created_at, null::timestamptz as seen_at, null::timestamptz as ends_at`,
)

export async function findSeatOfSession(tx: Tx, town: string, tokenHash: Buffer, now: Date): Promise<Seat | undefined> {
  return (await tx.query<Seat>(bySession, [town, dayOf(now), tokenHash]))[0]
}

export async function findSeatAtPost(tx: Tx, town: string, personId: string, postId: string, now: Date): Promise<Seat | undefined> {
  return (await tx.query<Seat>(byPost, [town, dayOf(now), personId, postId]))[0]
}

/** Why the password must be changed before anything else, or null (rules.md §8.6: first sign-in, 90 days). */
export function passwordDue(seat: Pick<Seat, 'must_change' | 'password_at'>, now: Date): 'first' | 'expired' | null {
  if (seat.must_change) return 'first'
  const age = seat.password_at ? now.getTime() - seat.password_at.getTime() : 0
  return age > passwordDays * 86_400_000 ? 'expired' : null
}

/** Whether the post demands a one-time code that is not bound yet (rules.md §8.6: two factors for administrators). */
export function factorDue(seat: Pick<Seat, 'factor' | 'policy' | 'role'>): boolean {
  return seat.policy === 'admins' && !seat.factor && seat.role !== null && roleDuties[seat.role] !== undefined
}

/** The actor of a seat. With a password to change, a code to bind, or without a post, it holds no permission. */
export function actorOfSeat(seat: Seat, town: string, platform: Pick<Platform, 'contributions'>, now: Date): Actor {
  const mute = seat.role === null || passwordDue(seat, now) !== null || factorDue(seat)
  const all = mute ? new Map<string, Reach[]>() : effectiveReach(platform.contributions, seat.role!, seat.changes ?? {})
  const withheld = seat.data_policy === 'demanded' && !seat.factor ? [...all.keys()].filter(laysOpen) : []
  const reach = new Map([...all].filter(([permission]) => !withheld.includes(permission)))
  return {
    kind: 'person',
    town,
    subject: `person:${seat.person_id}`,
    signedIn: true,
    permissions: new Set(reach.keys()),
    reach,
    ...(withheld.length > 0 ? { withheld: new Set(withheld) } : {}),
    personId: seat.person_id,
    name: seat.name,
    postId: seat.post_id ?? '',
    postTitle: seat.title ?? '',
    unitId: seat.unit_id ?? '',
    unitName: seat.unit_name ?? '',
    unitIds: seat.unit_ids ?? [],
    roles: seat.role === null || mute ? [] : [seat.role],
    areas: seat.areas ?? [],
  }
}

/**
 * The actor a person is at one of their posts at an instant: for generators, imports and tests.
 * @throws Error when the person does not sit there on that day
 */
export async function actorOf(
  tx: Tx,
  platform: Pick<Platform, 'contributions'>,
  town: string,
  personId: string,
  postId: string,
  at: Date,
): Promise<Actor> {
  const seat = await findSeatAtPost(tx, town, personId, postId, at)
  if (!seat?.post_id) throw new Error(`person ${personId} does not sit at post ${postId} on ${dayOf(at)}`)
  return actorOfSeat({ ...seat, must_change: false, password_at: null, policy: 'off', data_policy: 'off' }, town, platform, at)
}
