import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { roleDuties } from '../roles.ts'
import { type Session, sessionLimits } from '../session.ts'
import { myPosts } from './my-posts.ts'
import { actorOfSeat, factorDue, findSeatOfSession, passwordDue } from './seat.ts'
import type { Token } from './token.ts'
import { getTown } from './town.ts'

/**
 * What the web needs to know about a session: the person, the posts to choose from, what the chosen one may do. Read from
 * the database, not from what this process remembers, since it is the answer to sign-in and to switching posts.
 */
export async function sessionView(tx: Tx, platform: Platform, token: Token, now: Date): Promise<Session> {
  const seat = await findSeatOfSession(tx, token.town, token.hash, now)
  if (!seat) throw failPlatform('platform.not-signed-in')
  const actor: Actor = actorOfSeat(seat, token.town, platform, now)
  const [person] = await tx.query<{ login: string; phone_mask: string | null }>(
    `select login, phone_mask from org.person where town = $1 and id = $2`,
    [token.town, actor.personId],
  )
  const town = await getTown(platform, token.town)
  const admin = seat.role !== null && roleDuties[seat.role] !== undefined
  return {
    person: { id: actor.personId, login: person!.login, name: actor.name, phone: person!.phone_mask },
    posts: await myPosts(tx, token.town, actor.personId, dayOf(now)),
    postId: seat.post_id,
    permissions: [...actor.permissions].sort(),
    reach: Object.fromEntries([...actor.reach].map(([permission, reach]) => [permission, [...reach]])),
    town: { code: town.code, name: town.name, demo: town.demo },
    mustChangePassword: passwordDue(seat, now),
    secondFactor: seat.factor ? 'set' : factorDue(seat) ? 'needed' : 'off',
    withheld: [...(actor.withheld ?? [])].map((permission) => platform.permissions[permission] ?? permission).sort(),
    idleMinutes: admin ? sessionLimits.adminIdleMinutes : sessionLimits.idleMinutes,
    endsAt: seat.ends_at!.toISOString(),
  }
}
