import { caseActed, findStep } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { schedule } from '#platform/server/jobs.ts'
import { type JobKind, type Platform, onFact } from '#platform/server/module.ts'
import { incidentProcess } from '../processes/incident.ts'

const timeoutMs = 10_000

/** An act on a case that came from outside: the sender is told, in order, through a queue that survives a cut line. */
export const queueCallback = onFact(caseActed, 'incident.callback', async (tx, fact, { town, at }, platform) => {
  if (fact.process !== 'incident' || fact.action === 'outside-state') return
  const orders = await tx.query<{ system: string; number: string }>(
    `select i.system, i.number from incident.inbound i join incident.connection c on c.town = i.town and c.system = i.system and c.enabled and c.callback_url is not null
     where i.town = $1 and i.case_id = $2`,
    [town, fact.caseId],
  )
  for (const { system, number } of orders) {
    const payload = {
      system, number, seq: fact.seq, caseNumber: fact.number, step: fact.step, stepTitle: findStep(incidentProcess, fact.step)?.title ?? fact.stepTitle,
      action: fact.action, at: at.toISOString(), closed: fact.closed, ...(fact.result ? { result: fact.result } : {}),
    }
    await tx.query(
      `insert into incident.callback (town, system, id, number, case_id, seq, payload, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [town, system, newId(at.getTime()), number, fact.caseId, fact.seq, JSON.stringify(payload), at],
    )
    await schedule(tx, { town, kind: 'incident.callbacks-send', key: system, runAt: platform.now() })
  }
})

interface Waiting {
  id: string
  payload: unknown
}

async function post(url: string, payload: unknown): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload), signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
  if (!response.ok) throw new Error(`对方答复 ${response.status}`)
}

/** The next messages of one system, oldest first; none is sent before the one ahead of it went through. */
async function sendWaiting(tx: Tx, platform: Platform, town: string, system: string): Promise<void> {
  const [connection] = await tx.query<{ callback_url: string | null }>(`select callback_url from incident.connection where town = $1 and system = $2 and enabled`, [town, system])
  if (!connection?.callback_url) return
  const waiting = await tx.query<Waiting>(`select id, payload from incident.callback where town = $1 and system = $2 and sent_at is null order by id limit 50`, [town, system])
  for (const { id, payload } of waiting) {
    try {
      await post(connection.callback_url, payload)
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      const [row] = await tx.query<{ attempts: number }>(`update incident.callback set attempts = attempts + 1, error = $4 where town = $1 and system = $2 and id = $3 returning attempts`, [town, system, id, text])
      await tx.query(`update incident.connection set last_error = $3 where town = $1 and system = $2`, [town, system, `${text}（${platform.now().toISOString()}）`])
      const pause = Math.min(600, 2 ** Math.min(row?.attempts ?? 1, 10)) * 1000
      await schedule(tx, { town, kind: 'incident.callbacks-send', key: system, runAt: new Date(platform.now().getTime() + pause) })
      return
    }
    await tx.query(`update incident.callback set sent_at = $4, attempts = attempts + 1, error = null where town = $1 and system = $2 and id = $3`, [town, system, id, platform.now()])
    await tx.query(`update incident.connection set last_success_at = $3, last_error = null where town = $1 and system = $2`, [town, system, platform.now()])
  }
  if (waiting.length === 50) await schedule(tx, { town, kind: 'incident.callbacks-send', key: system, runAt: platform.now() })
}

/** One sender per system: its job row is the lock that keeps the order. */
export const sendCallbacks: JobKind = { kind: 'incident.callbacks-send', run: (tx, job, platform) => sendWaiting(tx, platform, job.town, job.key) }
