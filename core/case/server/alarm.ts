import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { cancel, schedule } from '#platform/server/jobs.ts'
import type { JobKind, Platform } from '#platform/server/module.ts'
import { publish } from '#platform/server/outbox.ts'
import { systemActor } from '#core/org/contract.ts'
import { rungAt } from '../clock.ts'
import { clockAlarmed } from '../facts.ts'
import { findAction, findStep } from '../process.ts'
import { startsHere } from '../allowed.ts'
import { act, audienceOf } from './act.ts'
import { getProcess } from './definitions.ts'
import { lockCase, nextAlarm } from './store.ts'

/**
 * Tells every rung a case's clocks have passed, once each, and sets the next alarm. A server that slept through
 * several rungs tells all of them at once, oldest first.
 */
export async function ring(tx: Tx, platform: Platform, town: string, caseId: string): Promise<void> {
  const row = await lockCase(tx, town, caseId)
  if (!row || row.closed_at) return
  const process = await getProcess(tx, platform, town, row.process, row.version)
  const now = platform.now()
  let system: string | undefined
  for (const definition of process.clocks) {
    const clock = row.state.clocks[definition.key]
    if (!clock || clock.stoppedAt !== undefined || clock.dueAt === undefined) continue
    for (const [index, rung] of definition.rungs.entries()) {
      const at = rungAt(clock, rung.at)
      if (at === undefined || at > now.getTime()) continue
      const told = await tx.query(
        `insert into "case".escalation (town, case_id, clock, started_at, rung, at, due_at, told) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1 as ok`,
        [
          town,
          caseId,
          definition.key,
          new Date(clock.startedAt),
          index,
          now,
          new Date(clock.dueAt),
          JSON.stringify({ roles: rung.roles, holder: row.state.holder }),
        ],
      )
      if (told.length === 0) continue
      const fact = {
        caseId,
        number: row.number,
        title: row.title,
        process: process.key,
        step: row.step,
        stepTitle: findStep(process, row.step)?.title ?? row.step,
        clock: definition.key,
        clockTitle: definition.title,
        rung: index,
        overdue: rung.at >= 1,
        dueAt: clock.dueAt,
        roles: rung.roles,
        holder: row.state.holder,
        tellHolder: rung.holder,
        urgency: row.urgency,
      }
      await publish(tx, town, clockAlarmed, fact, audienceOf(town, row.state))
      if (rung.act) system = rung.act
    }
  }
  let { state } = row
  const action = system ? findAction(process, system) : undefined
  if (action && startsHere(process, action, row.state)) {
    state = (
      await act(tx, platform, { caseId, action: action.key, input: {}, actor: systemActor(town, '时限引擎'), actionId: newId(), now })
    ).state
  }
  // Said through the job table's own functions, so that the runner knows this run set its next time itself.
  const next = state.closedAt === undefined ? nextAlarm(process, state, now.getTime()) : undefined
  const job = { town, kind: 'case.alarm', key: caseId }
  if (next !== undefined) await schedule(tx, { ...job, runAt: new Date(next) })
  else await cancel(tx, job)
}

/** The job behind every running clock. */
export const alarmJob: JobKind = { kind: 'case.alarm', run: (tx, job, platform) => ring(tx, platform, job.town, job.key) }
