import type { Platform } from '#platform/server/module.ts'
import type { FastifyRequest } from 'fastify'
import { type Actor, publicActor } from '../actor.ts'
import { roleDuties } from '../roles.ts'
import { backgroundHeader, sessionLimits } from '../session.ts'
import { mayAsk } from './confined.ts'
import { guardCrossSite } from './cross-site.ts'
import { findMachineActor } from './machine-actor.ts'
import { actorOfSeat, findSeatOfSession } from './seat.ts'
import { type Remembered, rememberMs, remembered } from './session-cache.ts'
import { findCookie, findMachineToken, type Token } from './token.ts'
import { townOf } from './town.ts'

export const cookieName = 'sihe'
/** A machine token as a cookie: a display's event stream cannot send a header. Taken for reading only. */
export const displayCookieName = 'sihe-display'
/** `seen_at` is written at most once a minute, so another process may see a session up to that much more idle. */
const writeSeenMs = 60_000

/** Who sends this request: a machine by its bearer token, a person by the session cookie, a display by its own, else the public. */
export async function authenticate(request: FastifyRequest, platform: Platform): Promise<Actor> {
  const town = async () => publicActor((await townOf(request, platform)).code)
  const bearer = findMachineToken(/^Bearer (\S+)$/iu.exec(request.headers.authorization ?? '')?.[1])
  const machine = bearer && (await findMachineActor(bearer, platform))
  if (machine) return mayAsk(machine, request, platform) ? machine : town()
  const token = findCookie(request.cookies[cookieName])
  const person = token && (await findSessionActor(token, platform, request.headers[backgroundHeader] === undefined))
  if (person) {
    guardCrossSite(request, platform)
    return person
  }
  const display = request.method === 'GET' ? findMachineToken(request.cookies[displayCookieName]) : undefined
  const wall = display && (await findMachineActor(display, platform))
  return wall && mayAsk(wall, request, platform) ? wall : town()
}

/** The session's actor, or undefined when it is unknown, revoked, idle too long or past its end. */
async function findSessionActor(token: Token, platform: Platform, active: boolean): Promise<Actor | undefined> {
  const now = platform.now().getTime()
  const cache = remembered(platform)
  const known = cache.get(token.key)
  const fresh = known !== undefined && now - known.loadedAt < rememberMs
  const entry = fresh ? known : await load(token, platform, known)
  if (!entry || now - entry.seenAt > entry.idleMs || now >= entry.endsAt) {
    cache.delete(token.key)
    return undefined
  }
  cache.set(token.key, entry)
  if (active) {
    entry.seenAt = now
    if (now - entry.writtenAt >= writeSeenMs) {
      entry.writtenAt = now
      await platform.db.read.query(`update org.session set seen_at = $3 where town = $1 and token_hash = $2`, [
        token.town,
        token.hash,
        new Date(now),
      ])
    }
  }
  return entry.actor
}

async function load(token: Token, platform: Platform, before: Remembered | undefined): Promise<Remembered | undefined> {
  const now = platform.now()
  const seat = await findSeatOfSession(platform.db.read, token.town, token.hash, now)
  if (!seat || seat.status !== 'active') return undefined
  const written = seat.seen_at!.getTime()
  const admin = seat.role !== null && roleDuties[seat.role] !== undefined
  return {
    actor: actorOfSeat(seat, token.town, platform, now),
    loadedAt: now.getTime(),
    seenAt: Math.max(written, before?.seenAt ?? 0),
    writtenAt: written,
    idleMs: (admin ? sessionLimits.adminIdleMinutes : sessionLimits.idleMinutes) * 60_000,
    endsAt: seat.ends_at!.getTime(),
  }
}
