import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Route } from '#platform/server/module.ts'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import { type MachineToken, createToken, listTokens, revokeToken } from '../machine-token.ts'
import { page } from './page.ts'
import { record } from './record.ts'
import { checkKnown } from './roles.ts'
import { route, unkept } from './route.ts'
import { findMachineToken, newMachineToken } from './token.ts'

const Cursor = z.tuple([Id])
interface Row {
  id: string
  name: string
  scopes: string[]
  expires: string | null
  created_at: Date
  created_by: string | null
  last_used: Date | null
  revoked_at: Date | null
}

async function listRows(
  tx: Tx,
  town: string,
  filter: { id?: string; after?: string | undefined; limit?: number },
): Promise<MachineToken[]> {
  const rows = await tx.query<Row>(
    `select t.id, t.name, t.scopes, t.expires, t.created_at, p.name as created_by, t.last_used, t.revoked_at
     from org.machine_token t left join org.person p on p.town = t.town and p.id = t.created_by
     where t.town = $1 and ($2::uuid is null or t.id = $2) and ($3::uuid is null or t.id < $3) order by t.id desc limit $4`,
    [town, filter.id, filter.after, filter.limit ?? 1],
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    expires: row.expires,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by ?? '',
    lastUsed: row.last_used?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }))
}

async function getRow(tx: Tx, town: string, id: string): Promise<MachineToken> {
  const [row] = await listRows(tx, town, { id })
  if (!row) throw failPlatform('platform.not-found', { detail: '没有这个令牌' })
  return row
}

/** Issues a token. Administration is for people: a machine may look at units and no more of this module. */
async function issue(call: Call<typeof createToken, Actor>): Promise<{ token: string; row: MachineToken }> {
  const { tx, actor, body, platform, now } = call
  checkKnown(platform, body.scopes)
  const human = body.scopes.filter((scope) => scope.startsWith('org.') && scope !== 'org.unit.view')
  if (human.length > 0) throw failOrg('org.unknown-permission', { detail: `不能授给程序的权限：${human.join('、')}` })
  if (body.expires !== null && body.expires <= dayOf(now))
    throw failOrg('org.bad-date', { fields: [{ path: 'expires', message: '失效日须晚于今天' }] })
  const token = newMachineToken(actor.town)
  const id = newId()
  await tx.query(
    `insert into org.machine_token (town, id, name, token_hash, scopes, expires, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [actor.town, id, body.name, findMachineToken(token)!.hash, [...new Set(body.scopes)].sort(), body.expires, now, actor.personId || null],
  )
  await record(call, { kind: 'org.token-created', object: `machine:${id}`, detail: { ...body } })
  return { token, row: await getRow(tx, actor.town, id) }
}

async function revoke(call: Call<typeof revokeToken, Actor>): Promise<MachineToken> {
  const { tx, actor, params, now } = call
  await getRow(tx, actor.town, params.id)
  await tx.query(`update org.machine_token set revoked_at = $3 where town = $1 and id = $2 and revoked_at is null`, [
    actor.town,
    params.id,
    now,
  ])
  await record(call, { kind: 'org.token-revoked', object: `machine:${params.id}` })
  return getRow(tx, actor.town, params.id)
}

export const tokenRoutes: Route[] = [
  route(listTokens, async ({ tx, actor, query }) => {
    const rows = await listRows(tx, actor.town, { after: readAfter(Cursor, query.after)?.[0], limit: query.limit + 1 })
    return page(rows, query.limit, (row) => writeCursor([row.id]))
  }),
  route(createToken, unkept(issue)),
  route(revokeToken, revoke),
]
