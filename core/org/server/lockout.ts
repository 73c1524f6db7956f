import type { Tx } from '#platform/server/database.ts'
import { failOrg } from '../faults.ts'
import { lockout } from '../session.ts'

/**
 * Counts an attempt before the password is looked at, so that guesses in parallel cannot outrun the count; success takes
 * it back. Unknown accounts are counted like known ones.
 * @returns how many attempts within the window, this one included
 * @throws Fault org.locked
 */
export async function countAttempt(tx: Tx, town: string, login: string, now: Date): Promise<number> {
  const [row] = await tx.query<{ count: number; locked_until: Date | null }>(
    `insert into org.login_failure as f (town, login, times) values ($1, $2, array[$3::timestamptz])
     on conflict (town, login) do update set
       times = case
         when f.locked_until > $3 then f.times
         else array(select t from unnest(f.times) t where f.locked_until is null and t > $4) || $3::timestamptz end,
       locked_until = case when f.locked_until > $3 then f.locked_until end
     returning cardinality(times) as count, locked_until`,
    [town, login, now, new Date(now.getTime() - lockout.withinMinutes * 60_000)],
  )
  if (row!.locked_until) throw locked(row!.locked_until, now)
  if (row!.count > lockout.failures) throw locked(await lock(tx, town, login, now), now)
  return row!.count
}

/** The attempt was wrong: at the fifth the account is locked. @returns until when, or undefined */
export async function countFailure(tx: Tx, town: string, login: string, count: number, now: Date): Promise<Date | undefined> {
  return count >= lockout.failures ? lock(tx, town, login, now) : undefined
}

export async function forgive(tx: Tx, town: string, login: string): Promise<void> {
  await tx.query(`delete from org.login_failure where town = $1 and login = $2`, [town, login])
}

async function lock(tx: Tx, town: string, login: string, now: Date): Promise<Date> {
  const until = new Date(now.getTime() + lockout.minutes * 60_000)
  await tx.query(`update org.login_failure set locked_until = $3 where town = $1 and login = $2`, [town, login, until])
  return until
}

export function locked(until: Date, now: Date) {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
  return failOrg('org.locked', { way: `约 ${minutes} 分钟后自动解锁，或请安全管理员解锁`, extra: { until: until.toISOString() } })
}
