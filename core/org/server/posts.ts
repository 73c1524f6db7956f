import { likePattern } from '#platform/contract/bigrams.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Route } from '#platform/server/module.ts'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import { type Post, createPost, getPost, listPosts, updatePost } from '../post.ts'
import { roleDuties } from '../roles.ts'
import { checkDuties } from './duties.ts'
import { page } from './page.ts'
import { getPostRow, listPostRows } from './post-rows.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { findUnit } from './unit-rows.ts'

const Cursor = z.tuple([z.string(), Id])

async function addPost(call: Call<typeof createPost, Actor>): Promise<Post> {
  const { tx, actor, body, now } = call
  const unit = await findUnit(tx, actor.town, body.unitId, body.from)
  if (!unit || body.from < unit.from || (unit.to !== null && body.from >= unit.to))
    throw invalid('unitId', '单位不存在，或在起始日期不在设')
  await checkRole(tx, actor, body.role)
  const id = newId()
  await tx.query(`insert into org.post (town, id, unit_id, title, role, areas, valid_from) values ($1, $2, $3, $4, $5, $6, $7)`, [
    actor.town,
    id,
    body.unitId,
    body.title,
    body.role,
    [...new Set(body.areas)].sort(),
    body.from,
  ])
  await record(call, { kind: 'org.post-created', object: `post:${id}`, detail: { ...body } })
  return getPostRow(tx, actor.town, id, dayOf(now))
}

async function changePost(call: Call<typeof updatePost, Actor>): Promise<Post> {
  const { tx, actor, body, params, now } = call
  const before = await getPostRow(tx, actor.town, params.id, dayOf(now))
  if (body.to !== null && body.to <= before.from)
    throw failOrg('org.bad-date', { fields: [{ path: 'to', message: `须晚于起始日期 ${before.from}` }] })
  if (body.role !== before.role) await checkRole(tx, actor, body.role, before.role)
  const changed = await tx.query(
    `update org.post set title = $3, role = $4, areas = $5, valid_to = $6, version = version + 1 where town = $1 and id = $2 and version = $7 returning 1 as ok`,
    [actor.town, params.id, body.title, body.role, [...new Set(body.areas)].sort(), body.to, body.version],
  )
  if (changed.length === 0)
    throw failPlatform('platform.conflict', { extra: { current: await getPostRow(tx, actor.town, params.id, dayOf(now)) } })
  const holders = await tx.query<{ person_id: string }>(
    `select person_id from org.appointment where town = $1 and post_id = $2 order by person_id for update`,
    [actor.town, params.id],
  )
  await checkDuties(
    tx,
    actor.town,
    holders.map((row) => row.person_id),
    dayOf(now),
  )
  await record(call, {
    kind: 'org.post-changed',
    object: `post:${params.id}`,
    detail: { before: { role: before.role, areas: before.areas, to: before.to }, after: { ...body } },
  })
  return getPostRow(tx, actor.town, params.id, dayOf(now))
}

/** A post with an administrator's role is made, or unmade, by the security administrator only. */
async function checkRole(tx: Tx, actor: Actor, role: string, before?: string): Promise<void> {
  const [known] = await tx.query(`select 1 as ok from org.role where town = $1 and key = $2`, [actor.town, role])
  if (!known) throw invalid('role', '没有这个角色')
  if ((roleDuties[role] || (before && roleDuties[before])) && !actor.permissions.has('org.role.manage')) {
    throw failPlatform('platform.forbidden', { detail: '管理员岗位须由安全管理员设立' })
  }
}

const invalid = (path: string, message: string) => failPlatform('platform.invalid', { detail: message, fields: [{ path, message }] })

export const postRoutes: Route[] = [
  route(listPosts, async ({ tx, actor, query, now }) => {
    const like = query.q ? likePattern(query.q) : undefined
    const filter = {
      unitId: query.unitId,
      role: query.role,
      like,
      open: true,
      after: readAfter(Cursor, query.after),
      limit: query.limit + 1,
    }
    return page(await listPostRows(tx, actor.town, query.at ?? dayOf(now), filter), query.limit, (post) =>
      writeCursor([post.title, post.id]),
    )
  }),
  route(getPost, ({ tx, actor, params, now }) => getPostRow(tx, actor.town, params.id, dayOf(now))),
  route(createPost, addPost),
  route(updatePost, changePost),
]
