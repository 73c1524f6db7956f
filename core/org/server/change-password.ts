import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { failOrg } from '../faults.ts'
import { passwordFaults, passwordHistory } from '../password.ts'
import type { Session, changePassword } from '../session.ts'
import { countAttempt, countFailure, forgive, locked } from './lockout.ts'
import { type Cost, hashPassword, verifyPassword } from './password-hash.ts'
import { forgetAll } from './session-cache.ts'
import { getSessionToken } from './session-cookie.ts'
import { sessionView } from './session-view.ts'
import { endSessions } from './sign-in.ts'

/** Changes one's own password by the rules of rules.md §8.6; other sessions of the person end. */
export async function changeOwnPassword(call: Call<typeof changePassword, Actor>, cost: Cost): Promise<Session> {
  const { platform, actor, now, from, request } = call
  const { current, next } = call.body
  const token = getSessionToken(request)
  const db = platform.db.read
  const { town, personId } = actor
  const [row] = await db.query<{ login: string; hash: string; history: string[] }>(
    `select p.login, c.hash, c.history from org.person p join org.credential c on c.town = p.town and c.person_id = p.id where p.town = $1 and p.id = $2`,
    [town, personId],
  )
  const { login, hash, history } = row!
  const count = await countAttempt(db, town, login, now)
  if (!(await verifyPassword(current, hash))) {
    const until = await countFailure(db, town, login, count, now)
    if (until)
      await audit(db, {
        town,
        at: now,
        subject: actor.subject,
        kind: 'org.account-locked',
        result: 'refused',
        ip: from.ip,
        terminal: from.terminal,
      })
    throw until ? locked(until, now) : failOrg('org.wrong-password', { fields: [{ path: 'current', message: '当前密码不对' }] })
  }
  await forgive(db, town, login)
  const weak = passwordFaults(next, login)
  if (weak.length > 0)
    throw failOrg('org.weak-password', { detail: weak.join('；'), fields: weak.map((message) => ({ path: 'next', message })) })
  for (const old of new Set([hash, ...history])) {
    if (await verifyPassword(next, old)) throw failOrg('org.used-password', { fields: [{ path: 'next', message: '与最近用过的密码相同' }] })
  }
  const made = await hashPassword(next, cost)
  await platform.db.transaction(async (tx) => {
    await setPassword(tx, town, personId, made, now, false)
    await endSessions(tx, town, personId, now, token.hash)
    await audit(tx, {
      town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'org.password-changed',
      ip: from.ip,
      terminal: from.terminal,
    })
  })
  forgetAll(platform)
  return sessionView(db, platform, token, now)
}

/** Writes a new password hash and keeps the last five, this one included. */
export async function setPassword(tx: Tx, town: string, personId: string, hash: string, now: Date, mustChange: boolean): Promise<void> {
  await tx.query(
    `insert into org.credential as c (town, person_id, hash, history, changed_at, must_change) values ($1, $2, $3, array[$3], $4, $5)
     on conflict (town, person_id) do update set hash = $3, history = (array[$3] || c.history)[1:$6], changed_at = $4, must_change = $5`,
    [town, personId, hash, now, mustChange, passwordHistory],
  )
}
