import type { EndpointSpec } from '#platform/contract/endpoint.ts'
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
  filter: { id?: string; after?: string | undefined; limit?: number; scope?: string },
): Promise<MachineToken[]> {
  const rows = await tx.query<Row>(
    `select t.id, t.name, t.scopes, t.expires, t.created_at, p.name as created_by, t.last_used, t.revoked_at
     from org.machine_token t left join org.person p on p.town = t.town and p.id = t.created_by
     where t.town = $1 and ($2::uuid is null or t.id = $2) and ($3::uuid is null or t.id < $3) and ($5::text is null or t.scopes = array[$5]) order by t.id desc limit $4`,
    [town, filter.id, filter.after, filter.limit ?? 1, filter.scope],
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

export interface NewMachineToken {
  readonly name: string
  readonly scopes: readonly string[]
  /** The first day it no longer holds; null = until it is revoked. */
  readonly expires: string | null
}

/** Makes a token and its audit row. The token itself is told here and never again. */
export async function issueMachineToken<S extends EndpointSpec>(
  call: Call<S, Actor>,
  given: NewMachineToken,
): Promise<{ token: string; row: MachineToken }> {
  const { tx, actor, now } = call
  const token = newMachineToken(actor.town)
  const id = newId()
  await tx.query(
    `insert into org.machine_token (town, id, name, token_hash, scopes, expires, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      actor.town,
      id,
      given.name,
      findMachineToken(token)!.hash,
      [...new Set(given.scopes)].sort(),
      given.expires,
      now,
      actor.personId || null,
    ],
  )
  await record(call, { kind: 'org.token-created', object: `machine:${id}`, detail: { ...given } })
  return { token, row: await getRow(tx, actor.town, id) }
}

/** Issues a token. Administration is for people: a machine may look at units and no more of this module. */
async function issue(call: Call<typeof createToken, Actor>): Promise<{ token: string; row: MachineToken }> {
  const { body, platform, now } = call
  checkKnown(platform, body.scopes)
  const human = body.scopes.filter((scope) => scope.startsWith('org.') && scope !== 'org.unit.view')
  if (human.length > 0) throw failOrg('org.unknown-permission', { detail: `不能授给程序的权限：${human.join('、')}` })
  if (body.expires !== null && body.expires <= dayOf(now))
    throw failOrg('org.bad-date', { fields: [{ path: 'expires', message: '失效日须晚于今天' }] })
  return issueMachineToken(call, body)
}

/**
 * Takes a token back at once. @param scope only a token that holds exactly this one
 * @throws Fault platform.not-found
 */
export async function revokeMachineToken<S extends EndpointSpec>(call: Call<S, Actor>, id: string, scope?: string): Promise<MachineToken> {
  const { tx, actor, now } = call
  const row = await getRow(tx, actor.town, id)
  if (scope !== undefined && row.scopes.join() !== scope) throw failPlatform('platform.not-found', { detail: '没有这个令牌' })
  await tx.query(`update org.machine_token set revoked_at = $3 where town = $1 and id = $2 and revoked_at is null`, [actor.town, id, now])
  await record(call, { kind: 'org.token-revoked', object: `machine:${id}` })
  return getRow(tx, actor.town, id)
}

/** A page of the tokens that hold exactly this scope, newest first. */
export async function machineTokensOf(
  tx: Tx,
  town: string,
  scope: string,
  query: { after?: string | undefined; limit: number },
): Promise<{ rows: MachineToken[]; next?: string }> {
  const after = readAfter(Cursor, query.after)?.[0]
  const rows = await listRows(tx, town, { after, limit: query.limit + 1, scope })
  return page(rows, query.limit, (row) => writeCursor([row.id]))
}

export const tokenRoutes: Route[] = [
  route(listTokens, async ({ tx, actor, query }) => {
    const rows = await listRows(tx, actor.town, { after: readAfter(Cursor, query.after)?.[0], limit: query.limit + 1 })
    return page(rows, query.limit, (row) => writeCursor([row.id]))
  }),
  route(createToken, unkept(issue)),
  route(revokeToken, (call) => revokeMachineToken(call, call.params.id)),
]
