import { caseActed, findStep } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { type Tx, prepared } from '#platform/server/database.ts'
import { schedule } from '#platform/server/jobs.ts'
import { type JobKind, type Platform, onFact } from '#platform/server/module.ts'
import { incidentProcess } from '../../processes/incident.ts'
import { post, refusedForGood, sayWhy } from './callback-post.ts'
import { type Waiting, inOrder } from '../../callback-order.ts'

const kind = 'incident.callbacks-send'
/** A run ends well inside the two-minute lease of its job, or a second sender would start beside it. */
const runMs = 45_000
const pauseMs = (attempts: number): number => Math.min(600, 2 ** Math.min(attempts, 10)) * 1000

/** Sends what waits for a system, now. */
export const wakeSender = (tx: Tx, platform: Platform, town: string, system: string): Promise<void> =>
  schedule(tx, { town, kind, key: system, runAt: platform.now() })

// Facts come in batches of one transaction: where no system wants answers, as in most towns, one question serves all of them.
const listeners = new WeakMap<Tx, Promise<boolean>>()
function someoneListens(tx: Tx, town: string): Promise<boolean> {
  let known = listeners.get(tx)
  if (!known) {
    known = tx
      .query(`select 1 as ok from incident.connection where town = $1 and enabled and callback_url is not null limit 1`, [town])
      .then((rows) => rows.length > 0)
    listeners.set(tx, known)
  }
  return known
}

const ordersStatement =
  prepared(`select i.system, i.number from incident.inbound i join incident.connection c on c.town = i.town and c.system = i.system and c.enabled and c.callback_url is not null
     where i.town = $1 and i.case_id = $2`)

/** An act on a case that came from outside: the sender is told, in order, through a queue that survives a cut line. */
export const queueCallback = onFact(caseActed, 'incident.callback', async (tx, fact, { town, at }, platform) => {
  if (fact.process !== 'incident' || fact.action === 'outside-state') return
  if (!(await someoneListens(tx, town))) return
  const orders = await tx.query<{ system: string; number: string }>(ordersStatement, [town, fact.caseId])
  for (const { system, number } of orders) {
    const payload = {
      system,
      number,
      seq: fact.seq,
      caseNumber: fact.number,
      step: fact.step,
      stepTitle: findStep(incidentProcess, fact.step)?.title ?? fact.stepTitle,
      action: fact.action,
      actionTitle: fact.actionTitle,
      at: at.toISOString(),
      closed: fact.closed,
      ...(fact.result ? { result: fact.result, resultTitle: incidentProcess.results?.[fact.result] ?? fact.result } : {}),
      ...(fact.closed ? await replyOf(tx, town, fact.caseId) : {}),
    }
    await tx.query(
      `insert into incident.callback (town, system, id, number, case_id, seq, payload, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [town, system, newId(), number, fact.caseId, fact.seq, JSON.stringify(payload), at],
    )
    await wakeSender(tx, platform, town, system)
  }
})

/** What the handler said was done: the text of the answer the outside system passes on. */
async function replyOf(tx: Tx, town: string, caseId: string): Promise<{ reply?: string }> {
  const [row] = await tx.query<{ measure: string | null }>(
    `select input->>'measure' as measure from "case".act where town = $1 and case_id = $2 and action in ('handle', 'settle') order by seq desc limit 1`,
    [town, caseId],
  )
  return row?.measure ? { reply: row.measure } : {}
}

async function addressOf(platform: Platform, town: string, system: string): Promise<string | undefined> {
  const [row] = await platform.db.read.query<{ callback_url: string | null }>(
    `select callback_url from incident.connection where town = $1 and system = $2 and enabled`,
    [town, system],
  )
  return row?.callback_url ?? undefined
}

/** Each mark is a statement of its own, so no row stays locked while the other side is slow. */
async function mark(
  platform: Platform,
  town: string,
  system: string,
  id: string,
  error: string | undefined,
  sent: boolean,
): Promise<number> {
  const now = platform.now()
  const [row] = await platform.db.read.query<{ attempts: number }>(
    `update incident.callback set attempts = attempts + 1, error = $4, sent_at = $5 where town = $1 and system = $2 and id = $3 returning attempts`,
    [town, system, id, error ?? null, sent ? now : null],
  )
  const when = now.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
  await platform.db.read.query(
    `update incident.connection set last_error = $3, last_success_at = case when $4 then $5 else last_success_at end where town = $1 and system = $2`,
    [town, system, error ? `${error}（${when}）` : null, error === undefined, now],
  )
  return row?.attempts ?? 1
}

/**
 * Sends the waiting messages of one system in order; none goes before the one ahead of it went through or was refused for good.
 * The job's own transaction holds one advisory lock and no row: a slow receiver blocks nobody, nor the outbox, which waits for every
 * transaction that wrote. A crash between an answer and its mark sends that one message again, with the same seq.
 * @returns when to look again, undefined when nothing waits
 */
async function sendWaiting(platform: Platform, town: string, system: string): Promise<Date | undefined> {
  const url = await addressOf(platform, town, system)
  if (!url) return undefined
  const begun = performance.now()
  for (;;) {
    const waiting = await platform.db.read.query<Waiting>(
      `select id, number, seq, payload from incident.callback where town = $1 and system = $2 and sent_at is null order by id limit 50`,
      [town, system],
    )
    if (waiting.length === 0) return undefined
    for (const { id, payload } of inOrder(waiting)) {
      if (performance.now() - begun > runMs) return platform.now()
      try {
        await post(url, payload)
      } catch (error) {
        const why = sayWhy(error)
        const given = refusedForGood(error)
        const attempts = await mark(platform, town, system, id, why, given)
        // A message the other side will never take may not hold back all that follow; its error stays with it.
        if (given) continue
        return new Date(platform.now().getTime() + pauseMs(attempts))
      }
      await mark(platform, town, system, id, undefined, true)
    }
  }
}

/** One sender per system, also when a new message moves the job while it runs: the advisory lock keeps the order, the job row would not. */
export const sendCallbacks: JobKind = {
  kind,
  run: async (tx, { town, key }, platform) => {
    const [lock] = await tx.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine`, [
      `${kind}/${town}/${key}`,
    ])
    const again = lock!.mine ? await sendWaiting(platform, town, key) : new Date(platform.now().getTime() + 2000)
    if (again) await schedule(tx, { town, kind, key, runAt: again })
  },
}
