import { hostname } from 'node:os'
import { Client, type ClientConfig } from 'pg'
import { codeOf } from './storage-faults.ts'

/** Session lock of the process that owns an embedded cluster; the number spells "SIHE". */
const ownerLock = 0x53494845
const ownerName = 'sihe-owner'

/** What is found at a cluster's address. */
export type Claim =
  | { readonly found: 'ours'; readonly session: Client }
  | { readonly found: 'taken'; readonly by: string }
  | { readonly found: 'starting' }
  | { readonly found: 'nothing' }

/**
 * Tries to become the owner of a running cluster. The lock lives in a database session, not in a file:
 * the kernel releases it when the owner is killed, and it holds across containers sharing the folder.
 * Throws when the server answers but refuses us.
 */
export async function claim(address: ClientConfig): Promise<Claim> {
  const session = new Client({ ...address, application_name: `${ownerName} ${process.pid}@${hostname()}` })
  session.on('error', () => undefined) // its end is watched by the supervisor
  try {
    await session.connect()
    const { rows } = await session.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [ownerLock])
    if (rows[0]?.got) return { found: 'ours', session }
    const by = await ownerOf(session)
    await session.end()
    return { found: 'taken', by }
  } catch (error) {
    await session.end().catch(() => undefined)
    if (isStarting(error)) return { found: 'starting' }
    if (isAbsent(error)) return { found: 'nothing' }
    throw error
  }
}

async function ownerOf(session: Client): Promise<string> {
  const { rows } = await session.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
    [ownerLock],
  )
  return rows[0]?.application_name.replace(ownerName, '进程号').trim() ?? '未知'
}

/** 57P03: starting up, recovering after a crash, or shutting down; 53300: its places are still taken by the last run. */
function isStarting(error: unknown): boolean {
  return ['57P03', '57P01', '57P02', '53300', 'ECONNRESET', 'EPIPE'].includes(codeOf(error)) || isCut(error)
}

function isAbsent(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error))
}

/** `pg` has no code for a server that closes the connection before the first answer. */
function isCut(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Connection terminated')
}
