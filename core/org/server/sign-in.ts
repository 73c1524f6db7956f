import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import { roleDuties } from '../roles.ts'
import { type Session, sessionLimits, type signIn } from '../session.ts'
import { countAttempt, countFailure, forgive, locked } from './lockout.ts'
import { myPosts } from './my-posts.ts'
import { type Cost, decoyHash, hashPassword, isDated, verifyPassword } from './password-hash.ts'
import { hasFactor, takeCode } from './second-factor.ts'
import { forgetAll } from './session-cache.ts'
import { setCookie } from './session-cookie.ts'
import { sessionView } from './session-view.ts'
import { findCookie, newCookie } from './token.ts'
import { townOf } from './town.ts'

type SignIn = Call<typeof signIn, Actor>
const keepDays = 90

/**
 * Signs a person in. Order and cost are the same for a known and an unknown account: count, hash, answer; what is said
 * about an account (stopped, no post) is said only to who knows its password.
 */
export async function startSession(call: SignIn, cost: Cost): Promise<Session> {
  const { platform, now, from, request } = call
  const db = platform.db.read
  const town = (await townOf(request, platform)).code
  const login = call.body.login.normalize('NFKC').toLowerCase()
  const refuse = (kind: string, object?: string) =>
    audit(db, {
      town,
      at: now,
      subject: 'public',
      kind,
      object: object ?? `login:${login}`,
      result: 'refused',
      ip: from.ip,
      terminal: from.terminal,
    })

  const count = await countAttempt(db, town, login, now)
  const [person] = await db.query<{ id: string; status: string; hash: string }>(
    `select p.id, p.status, c.hash from org.person p join org.credential c on c.town = p.town and c.person_id = p.id where p.town = $1 and p.login = $2`,
    [town, login],
  )
  const right = await verifyPassword(call.body.password, person?.hash ?? (await decoyHash(cost)))
  if (!person || !right) {
    const until = await countFailure(db, town, login, count, now)
    await refuse(until ? 'org.account-locked' : 'org.sign-in-failed')
    throw until ? locked(until, now) : failOrg('org.wrong-credentials')
  }
  if (await hasFactor(db, town, person.id)) {
    // Asking for the code takes no attempt back: it would let who has the password try codes for ever.
    if (!call.body.code) throw failOrg('org.code-needed')
    if (!(await takeCode(db, platform, town, person.id, call.body.code))) {
      const until = await countFailure(db, town, login, count, now)
      await refuse(until ? 'org.account-locked' : 'org.sign-in-failed', `person:${person.id}`)
      throw until ? locked(until, now) : failOrg('org.wrong-code', { fields: [{ path: 'code', message: '动态口令不对或已用过' }] })
    }
  }
  await forgive(db, town, login)
  if (person.status !== 'active') {
    await refuse('org.sign-in-failed', `person:${person.id}`)
    throw failOrg('org.disabled')
  }
  const posts = await myPosts(db, town, person.id, dayOf(now))
  if (posts.length === 0) {
    await refuse('org.sign-in-failed', `person:${person.id}`)
    throw failOrg('org.no-post')
  }
  const renewed = isDated(person.hash, cost) ? await hashPassword(call.body.password, cost) : undefined
  const cookie = newCookie(town)
  const token = findCookie(cookie)!
  await platform.db.transaction(async (tx) => {
    // One active session per administrator (rules.md §8.6): the newest stays.
    if (posts.some((post) => roleDuties[post.role])) await endSessions(tx, town, person.id, now)
    await tx.query(
      `insert into org.session (town, token_hash, person_id, post_id, created_at, seen_at, ends_at, ip, terminal) values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
      [
        town,
        token.hash,
        person.id,
        posts[0]!.id,
        now,
        new Date(now.getTime() + sessionLimits.absoluteHours * 3_600_000),
        from.ip,
        from.terminal,
      ],
    )
    if (renewed)
      await tx.query(`update org.credential set hash = $3 where town = $1 and person_id = $2 and hash = $4`, [
        town,
        person.id,
        renewed,
        person.hash,
      ])
    await tx.query(`delete from org.session where town = $1 and ends_at < $2`, [town, new Date(now.getTime() - keepDays * 86_400_000)])
    await tx.query(`delete from org.login_failure where town = $1 and times[cardinality(times)] < $2`, [
      town,
      new Date(now.getTime() - 86_400_000),
    ])
    await audit(tx, { town, at: now, subject: `person:${person.id}`, kind: 'org.signed-in', ip: from.ip, terminal: from.terminal })
  })
  forgetAll(platform)
  setCookie(call.reply, platform, cookie)
  return sessionView(db, platform, token, now)
}

/** Ends every session of a person, but one where given. */
export async function endSessions(tx: Tx, town: string, personId: string, now: Date, except?: Buffer): Promise<void> {
  await tx.query(
    `update org.session set revoked_at = $3 where town = $1 and person_id = $2 and revoked_at is null and token_hash is distinct from $4`,
    [town, personId, now, except ?? null],
  )
}
