import type { Platform } from '#platform/server/module.ts'
import type { Actor, Reach } from '../actor.ts'
import { dayOf } from '../day.ts'
import { rememberMs, remembered } from './session-cache.ts'
import type { Token } from './token.ts'

const writeUsedMs = 60_000

/** The machine of a bearer token, or undefined when it is unknown, expired or revoked. It reaches the whole town within its scopes. */
export async function findMachineActor(token: Token, platform: Platform): Promise<Actor | undefined> {
  const now = platform.now()
  const cache = remembered(platform)
  const known = cache.get(token.key)
  if (known && now.getTime() - known.loadedAt < rememberMs) return known.actor
  const [row] = await platform.db.read.query<{ id: string; name: string; scopes: string[]; last_used: Date | null }>(
    `select id, name, scopes, last_used from org.machine_token
     where town = $1 and token_hash = $2 and revoked_at is null and (expires is null or expires > $3)`,
    [token.town, token.hash, dayOf(now)],
  )
  if (!row) {
    cache.delete(token.key)
    return undefined
  }
  if (!row.last_used || now.getTime() - row.last_used.getTime() >= writeUsedMs) {
    await platform.db.read.query(`update org.machine_token set last_used = $3 where town = $1 and id = $2`, [token.town, row.id, now])
  }
  const actor = machineActor(token.town, row.id, row.name, row.scopes)
  const at = now.getTime()
  cache.set(token.key, { actor, loadedAt: at, seenAt: at, writtenAt: at, idleMs: Infinity, endsAt: Infinity })
  return actor
}

/** An actor without a person: everything its scopes allow, in the whole town. */
export function machineActor(town: string, id: string, name: string, scopes: readonly string[]): Actor {
  const reach = new Map<string, readonly Reach[]>(scopes.map((scope) => [scope, ['town']]))
  return {
    kind: 'machine',
    town,
    subject: `machine:${id}`,
    signedIn: true,
    permissions: new Set(scopes),
    reach,
    personId: '',
    name,
    postId: '',
    postTitle: '',
    unitId: '',
    unitName: '',
    unitIds: [],
    roles: ['machine'],
    areas: [],
  }
}
