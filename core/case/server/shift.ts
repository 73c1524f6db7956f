import { type Tx, prepared } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Actor } from '#core/org/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { codeAfter } from '#core/org/server/index.ts'
import { OPEN } from '../state.ts'
import type { Process } from '../process.ts'
import type { Shift } from '../shift.ts'
import { cardsOf } from './cards.ts'
import { getProcess } from './definitions.ts'
import { canRead } from './read.ts'
import type { CaseRow } from './store.ts'
import { timelineOf } from './timeline.ts'

/** A shift's worth: a phone that holds more is not read, and its package must fit a village's 3G. */
const most = { cases: 80, opened: 50 }
const columns = `c.town, c.id, c.number, c.process, c.version, c.title, c.step, c.area_code, c.village_code, c.unit_id, c.person_id, c.role, c.urgency, c.due_at, c.due_clock,
    c.opened_at, c.since, c.closed_at, c.result, c.confidential, c.seq, c.hash, c.state, c.involved`

/** What waits for my units, my role's queue where it is mine, my units' open tasks, and what is open in my own grids. */
async function openCases(tx: Tx, actor: Actor): Promise<CaseRow[]> {
  const wide = actor.areas.length === 0 || actor.areas.includes(actor.town)
  const areas = wide ? [] : [...actor.areas]
  // Branches of their own, each on its own partial index of open cases.
  return tx.query<CaseRow>(
    `with ids as (
       select id from "case".cases where town = $1 and closed_at is null and unit_id = any($2::uuid[])
       union select id from "case".cases c where town = $1 and closed_at is null and role = any($3::text[])
         and ($4 or exists (select from unnest($5::text[], $6::text[]) a (code, after) where c.area_code >= a.code and c.area_code < a.after))
       union select case_id from "case".task where town = $1 and unit_id = any($2::uuid[]) and state = 'open'
       union select id from "case".cases c where town = $1 and closed_at is null and village_code = any($7::text[])
         and exists (select from unnest($5::text[], $6::text[]) a (code, after) where c.area_code >= a.code and c.area_code < a.after))
     select ${columns} from ids join "case".cases c on c.town = $1 and c.id = ids.id and c.closed_at is null
     order by coalesce(c.due_at, 'infinity'::timestamptz), c.id limit $8`,
    [actor.town, actor.unitIds, actor.roles, wide, areas, areas.map(codeAfter), [...new Set(areas.map((a) => a.slice(0, 12)))], most.cases],
  )
}

const openedStatement = prepared(`select ${columns} from "case".action a join "case".cases c on c.town = a.town and c.id = a.case_id
   where a.town = $1 and a.person_id = $2 and a.action = '${OPEN}' and a.at > $3 order by a.at desc limit ${most.opened}`)

/**
 * Everything of cases one person needs for a shift without a line: what waits, with raw state and acts, so that the same
 * fold runs on the phone; the definitions and the calendar it needs; what the person reported in the last 30 days.
 */
export async function shiftOf(tx: Tx, platform: Platform, actor: Actor, now: Date): Promise<Shift> {
  const since = new Date(now.getTime() - 30 * 86_400_000)
  const [found, opened, calendar] = await Promise.all([
    openCases(tx, actor),
    actor.personId ? tx.query<CaseRow>(openedStatement, [actor.town, actor.personId, since]) : [],
    getCalendar(tx, actor.town),
  ])
  const rows = found.filter((row) => canRead(platform, actor, row))
  const [cards, openedCards, timelines] = await Promise.all([
    cardsOf(tx, platform, actor.town, rows),
    cardsOf(tx, platform, actor.town, opened),
    Promise.all(rows.map((row) => timelineOf(tx, platform, row))),
  ])
  const processes = new Map<string, Process>()
  for (const { process, version } of rows)
    processes.set(`${process}/${version}`, await getProcess(tx, platform, actor.town, process, version))
  const { personId, unitId, unitIds, roles, areas } = actor
  return {
    at: now.getTime(),
    actor: { kind: 'person', personId, unitId, unitIds: [...unitIds], roles: [...roles], areas: [...areas] },
    calendar,
    processes: [...processes.values()],
    cases: rows.map((row, i) => ({ card: cards[i]!, version: row.version, state: row.state, acts: timelines[i]!.acts })),
    opened: openedCards,
    full: found.length >= most.cases,
  }
}
