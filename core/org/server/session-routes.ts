import { audit } from '#platform/server/audit.ts'
import type { Route } from '#platform/server/module.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import { demoPassword } from '../password.ts'
import { roleKeys } from '../roles.ts'
import { type DemoAccount, changePassword, choosePost, listDemoAccounts, signIn, signOut, whoAmI } from '../session.ts'
import { changeOwnPassword } from './change-password.ts'
import { myPosts } from './my-posts.ts'
import type { Cost } from './password-hash.ts'
import { route } from './route.ts'
import { forgetAll } from './session-cache.ts'
import { clearCookie, getSessionToken } from './session-cookie.ts'
import { sessionView } from './session-view.ts'
import { startSession } from './sign-in.ts'
import { townOf } from './town.ts'

/** Signing in and out, choosing a post, one's own password. `cost` is that of new hashes. */
export function sessionRoutes(cost: Cost): Route[] {
  return [
    route(signIn, (call) => startSession(call, cost)),
    route(whoAmI, ({ tx, platform, request, now }) => sessionView(tx, platform, getSessionToken(request), now)),
    route(changePassword, (call) => changeOwnPassword(call, cost)),

    route(signOut, async ({ platform, request, reply, actor, tx, now, from }) => {
      const token = getSessionToken(request)
      await tx.query(`update org.session set revoked_at = $3 where town = $1 and token_hash = $2 and revoked_at is null`, [
        token.town,
        token.hash,
        now,
      ])
      await audit(tx, { town: actor.town, at: now, subject: actor.subject, kind: 'org.signed-out', ip: from.ip, terminal: from.terminal })
      tx.afterCommit(() => forgetAll(platform))
      clearCookie(reply, platform)
      return {}
    }),

    route(choosePost, async ({ platform, request, actor, tx, now, body, from }) => {
      const token = getSessionToken(request)
      const post = (await myPosts(tx, actor.town, actor.personId, dayOf(now))).find((p) => p.id === body.postId)
      if (!post) throw failOrg('org.not-your-post')
      await tx.query(`update org.session set post_id = $3 where town = $1 and token_hash = $2`, [token.town, token.hash, post.id])
      await audit(tx, {
        town: actor.town,
        at: now,
        subject: actor.subject,
        post: post.title,
        kind: 'org.post-chosen',
        object: `post:${post.id}`,
        ip: from.ip,
        terminal: from.terminal,
      })
      tx.afterCommit(() => forgetAll(platform))
      return sessionView(tx, platform, token, now)
    }),

    route(listDemoAccounts, async ({ platform, request, tx, now }) => {
      const town = await townOf(request, platform)
      if (!town.demo) return { townName: town.name, demo: false, password: null, accounts: [] }
      const accounts = await tx.query<DemoAccount>(
        `select p.login, p.name, r.title as "roleTitle", m.post_title as "postTitle", coalesce(m.unit_name, '') as "unitName"
         from org.person p
         join lateral (
           select * from org.member m where m.town = p.town and m.person_id = p.id and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2)
           order by m.valid_from limit 1
         ) m on true
         join org.role r on r.town = p.town and r.key = m.role
         where p.town = $1 and p.demo and p.status = 'active'
         order by array_position($3::text[], m.role), p.login limit 40`,
        [town.code, dayOf(now), roleKeys],
      )
      return { townName: town.name, demo: true, password: demoPassword, accounts }
    }),
  ]
}
