import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The operating-system user the engine runs as when it may not run as us. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** `nobody` / `nogroup`: the same numbers on every Linux, so no system user has to be created. */
const nobody: Account = { uid: 65534, gid: 65534 }

/**
 * PostgreSQL refuses to run as root; then it runs as whoever already owns the data (a town first
 * started by an ordinary user stays theirs), else as `nobody`. Undefined: run it as ourselves.
 */
export function findAccount(dataDir: string, uid: number | undefined = process.getuid?.()): Account | undefined {
  if (uid !== 0) return undefined
  const cluster = statSync(join(dataDir, 'postgres', 'cluster'), { throwIfNoEntry: false })
  return cluster && cluster.uid !== 0 ? { uid: cluster.uid, gid: cluster.gid } : nobody
}

/**
 * Whether `account` can reach `path`: execute permission on every folder above it and on itself.
 * By mode bits only; an ACL that grants more merely costs an unneeded copy.
 */
export function canReach(path: string, account: Account | undefined): boolean {
  if (!account) return true
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
  }
}
