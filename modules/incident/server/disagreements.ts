import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { findStep } from '#core/case/contract.ts'
import { z } from 'zod'
import type { listDisagreements } from '../door-endpoints.ts'
import { incidentProcess } from '../processes/incident.ts'

interface Row {
  number: string
  caseId: string
  caseNumber: string
  title: string
  theirs: string
  meaning: string
  step: string
  open: boolean
  lastAt: Date
}

const Cursor = z.tuple([z.string()])
const meanings: Readonly<Record<string, string>> = { close: '对方已办结', void: '对方已作废', reopen: '对方已重办' }

const columns = `i.number, i.case_id as "caseId", n.number as "caseNumber", n.title, i.state as theirs, c.states->>i.state as meaning, n.step, n.open, i.last_at as "lastAt"`
const joined = `incident.connection c join incident.inbound i on i.town = c.town and i.system = c.system
  join incident.incident n on n.town = i.town and n.case_id = i.case_id`

/**
 * The orders behind the count of a connection, in order of their number. Two branches as the count has: what they ended starts
 * from our open incidents, which are few; what they reopened starts from their state, by its index.
 */
export async function disagreementsOf(call: Call<typeof listDisagreements, Actor>): Promise<AnswerOf<typeof listDisagreements>> {
  const { tx, actor, params, query } = call
  const known = await tx.query(`select 1 as ok from incident.connection where town = $1 and system = $2`, [actor.town, params.system])
  if (known.length === 0) throw failPlatform('platform.not-found', { detail: '没有接入这个系统' })
  const after = readAfter(Cursor, query.after)?.[0] ?? ''
  const rows = await tx.query<Row>(
    `select * from (
       select ${columns} from ${joined}
       where c.town = $1 and c.system = $2 and i.number > $3 and n.open and c.states->>i.state in ('close', 'void')
       union all
       select ${columns} from ${joined}
       where c.town = $1 and c.system = $2 and i.number > $3 and not n.open
         and i.state = any(array(select key from jsonb_each_text(c.states) where value = 'reopen'))
     ) apart order by number limit $4`,
    [actor.town, params.system, after, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    rows: shown.map(({ step, meaning, ...row }) => ({
      ...row,
      lastAt: row.lastAt.toISOString(),
      meaning: meanings[meaning] ?? meaning,
      ours: findStep(incidentProcess, step)?.title ?? step,
    })),
    ...(rows.length > query.limit ? { next: writeCursor([shown.at(-1)!.number]) } : {}),
  }
}
