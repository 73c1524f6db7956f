import type { CaseState } from '#core/case/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { DEMO_SETTING } from '../load.ts'

/** What the simulator writes as terminal: the mark of everything it does. */
export const SIMULATED = '模拟'

export interface OpenCase {
  readonly id: string
  readonly step: string
  readonly state: CaseState
}

/**
 * Cases the simulator may go on with: of the invented past or opened by itself, and not touched by anybody else in the last half hour.
 * Shelved and merged ones wait for people.
 */
export async function openCases(tx: Tx, town: string, now: Date): Promise<OpenCase[]> {
  return tx.query<OpenCase>(
    `select c.id, c.step, c.state from "case".cases c
     join "case".action a on a.town = c.town and a.case_id = c.id and a.seq = 1
     left join platform.setting s on s.town = c.town and s.key = $2
     where c.town = $1 and c.process = 'incident' and c.closed_at is null and c.step not in ('shelved', 'merged')
       and (a.terminal = $3 or a.received_at <= (s.value->>'loadedAt')::timestamptz)
       and not exists (select from "case".action x where x.town = c.town and x.case_id = c.id and x.terminal <> $3 and x.actor_kind <> 'system'
         and x.received_at > greatest($4::timestamptz - interval '30 minutes', (s.value->>'loadedAt')::timestamptz))
     order by c.since limit 400`,
    [town, DEMO_SETTING, SIMULATED, now],
  )
}
