import { type Job, schedule, watchJobs } from './jobs.ts'
import type { JobKind, Platform } from './module.ts'
import { onNudge } from './nudges.ts'

/** How long a worker may take over its jobs before another may try them: also the delay after a crash. */
const leaseMs = 2 * 60_000
/** Milliseconds before the next try: 2, 4, 8 s … one hour. A deadline is never given up, only looked at less often. */
const pauseAfter = (attempts: number) => Math.min(3600, 2 ** Math.min(attempts, 12)) * 1000
const batchSize = 20
const lanes = 3
const pollMs = 1000

interface Claim extends Job {
  readonly lease: Date
  readonly attempts: number
}

/** Leases up to `limit` due jobs of the given kinds, the longest due first. */
async function claim(platform: Platform, kinds: ReadonlyMap<string, JobKind>, limit: number): Promise<Claim[]> {
  const now = platform.now()
  const lease = new Date(now.getTime() + leaseMs)
  const rows = await platform.db.read.query<{ town: string; kind: string; key: string; run_at: Date; payload: unknown; attempts: number }>(
    `update platform.job j set leased_until = $3, attempts = j.attempts + 1
     from (select town, kind, key from platform.job
           where run_at <= $2 and kind = any($1) and (leased_until is null or leased_until <= $2)
           order by run_at limit $4 for update skip locked) due
     where j.town = due.town and j.kind = due.kind and j.key = due.key
     returning j.town, j.kind, j.key, j.run_at, j.payload, j.attempts`,
    [[...kinds.keys()], now, lease, limit],
  )
  return rows
    .map(({ run_at: runAt, ...row }) => ({ ...row, runAt, lease }))
    .sort((a, b) => a.runAt.getTime() - b.runAt.getTime() || (a.key < b.key ? -1 : 1))
}

const asLeased = `town = $1 and kind = $2 and key = $3 and leased_until = $4 and attempts = $5`
const leaseOf = (job: Claim) => [job.town, job.kind, job.key, job.lease, job.attempts]

class Superseded extends Error {}

/**
 * Runs one leased job in a transaction of its own. Its row is not locked meanwhile: a case's act locks the case and
 * then moves the job, so locking the job first and then the case would deadlock with it. The row is taken away last
 * and only if it is still as leased; if somebody moved or cancelled it, everything the run did is undone.
 * @returns the error of a failed run
 */
async function runOne(platform: Platform, kind: JobKind, job: Claim): Promise<unknown> {
  try {
    await platform.db.transaction(async (tx) => {
      const still = await tx.query(`select 1 as ok from platform.job where ${asLeased}`, leaseOf(job))
      if (still.length === 0) throw new Superseded()
      const setByRun = watchJobs(tx)
      await kind.run(tx, { town: job.town, key: job.key, payload: job.payload, runAt: job.runAt }, platform)
      // A run may set its own next time, or close the case and so cancel itself: its word stands.
      if (setByRun(job)) return
      const gone = await tx.query(`delete from platform.job where ${asLeased} returning 1 as ok`, leaseOf(job))
      if (gone.length === 0) throw new Superseded()
      if (kind.next) await schedule(tx, { ...job, runAt: kind.next(platform.now()) })
    })
    return undefined
  } catch (error) {
    if (error instanceof Superseded) return undefined
    platform.log.error({ err: error, kind: job.kind, key: job.key, attempts: job.attempts }, 'a job failed')
    const again = new Date(platform.now().getTime() + pauseAfter(job.attempts))
    const text = error instanceof Error ? error.message : String(error)
    await platform.db.read
      .query(`update platform.job set leased_until = $6, last_error = $7 where ${asLeased}`, [...leaseOf(job), again, text.slice(0, 2000)])
      .catch(() => undefined)
    return error
  }
}

/** Stopped before its turn: the next worker need not wait for the lease to run out. */
const giveBack = (platform: Platform, job: Claim) =>
  platform.db.read.query(`update platform.job set leased_until = null, attempts = attempts - 1 where ${asLeased}`, leaseOf(job))

const byKind = (kinds: readonly JobKind[]) => new Map(kinds.map((kind) => [kind.kind, kind]))

/** Puts every repeating job that is not there yet on the table. */
export async function seedRecurring(platform: Platform, kinds: readonly JobKind[]): Promise<void> {
  for (const { kind, next } of kinds) {
    if (!next) continue
    await platform.db.read.query(
      `insert into platform.job (town, kind, key, run_at) values ('-', $1, 'recurring', $2) on conflict (town, kind, key) do nothing`,
      [kind, next(platform.now())],
    )
  }
}

/**
 * For tests and imports: runs everything due at `now`, in order, also what the jobs themselves make due; the clock of
 * the runs stands at `now`.
 * @returns how many ran
 * @throws AggregateError after the rest ran, when some failed
 */
export async function runDue(platform: Platform, kinds: readonly JobKind[], now: Date = platform.now()): Promise<number> {
  const then: Platform = { ...platform, now: () => now }
  const known = byKind(kinds)
  const errors: unknown[] = []
  let count = 0
  for (;;) {
    const [job] = await claim(then, known, 1)
    if (!job) break
    const error = await runOne(then, known.get(job.kind)!, job)
    if (error) errors.push(error)
    count++
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${count} jobs failed`)
  return count
}

export interface JobLoop {
  stop(): Promise<void>
}

/** Runs due jobs until stopped: looks every second, and at once when this process sets one. */
export function startJobs(platform: Platform, kinds: readonly JobKind[]): JobLoop {
  const known = byKind(kinds)
  let stopped = false
  let asked = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    let jobs: Claim[]
    do {
      jobs = await claim(platform, known, batchSize)
      const queue = [...jobs]
      const lane = async () => {
        for (let job = queue.shift(); job; job = queue.shift()) {
          if (stopped) await giveBack(platform, job)
          else await runOne(platform, known.get(job.kind)!, job)
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
    } while (jobs.length === batchSize && !stopped)
  }

  function wake(): void {
    asked = true
    if (running || stopped) return
    clearTimeout(timer)
    asked = false
    running = drain()
      .catch((error: unknown) => platform.log.warn({ err: error }, 'jobs could not be fetched; trying again'))
      .then(() => {
        running = undefined
        if (stopped) return
        if (asked) wake()
        else timer = setTimeout(wake, pollMs)
      })
  }

  const unhear = onNudge('job', wake)
  wake()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      unhear()
      await running
    },
  }
}
