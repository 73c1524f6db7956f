import { type Tx, prepared } from './database.ts'
import { nudgeAfter } from './nudges.ts'

export interface JobKey {
  readonly town: string
  /** `module.noun-verb`, as in the manifest's `JobKind`. */
  readonly kind: string
  /** What it is about within the kind; one row each. */
  readonly key: string
}

export interface Job extends JobKey {
  readonly runAt: Date
  readonly payload: unknown
}

const touched = new WeakMap<Tx, Set<string>>()
const idOf = ({ town, kind, key }: JobKey) => JSON.stringify([town, kind, key])

/** Notes from now on which jobs are set or taken away through this `tx`; for the runner of a job only. */
export function watchJobs(tx: Tx): (job: JobKey) => boolean {
  const ids = new Set<string>()
  touched.set(tx, ids)
  return (job) => ids.has(idOf(job))
}

/**
 * Sets when something is due, in the caller's transaction: a second call for the same (kind, key) moves it, also
 * while a worker is about to run the old one (that run is undone).
 */
export async function schedule(tx: Tx, job: JobKey & { readonly runAt: Date; readonly payload?: unknown }): Promise<void> {
  touched.get(tx)?.add(idOf(job))
  await tx.post(setJob, [job.town, job.kind, job.key, job.runAt, JSON.stringify(job.payload ?? {})])
  nudgeAfter(tx, 'job')
}

/** Takes a due thing away in the caller's transaction; nothing happens when there is none. */
export async function cancel(tx: Tx, job: JobKey): Promise<void> {
  touched.get(tx)?.add(idOf(job))
  await tx.post(dropJob, [job.town, job.kind, job.key])
}

const setJob = prepared(`insert into platform.job (town, kind, key, run_at, payload) values ($1, $2, $3, $4, $5)
  on conflict (town, kind, key) do update set run_at = excluded.run_at, payload = excluded.payload, leased_until = null, attempts = 0, last_error = null`)
const dropJob = prepared(`delete from platform.job where town = $1 and kind = $2 and key = $3`)
