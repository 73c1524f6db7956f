import { type Tx, prepared } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Actor, reaches } from '#core/org/contract.ts'
import { namesOf } from '#core/org/server/index.ts'
import { allowed } from '../allowed.ts'
import { failCase } from '../faults.ts'
import { type Process, findStep } from '../process.ts'
import type { CaseDetail, LinkView } from '../views.ts'
import { cardOf, clockView } from './cards.ts'
import { getProcess, guardsOf, readPermissionOf } from './definitions.ts'
import { linksOf } from './links.ts'
import { type CaseRow, findCase } from './store.ts'

/** Whether this post may see the case: by the reach of the process's read permission. */
export function canRead(platform: Platform, actor: Actor, row: CaseRow): boolean {
  const permission = readPermissionOf(platform, row.process)
  const now = [row.state.holder.unitId, ...row.state.tasks.map((t) => t.unitId)].filter((u): u is string => Boolean(u))
  const people = [row.state.holder.personId, ...Object.values(row.state.done).flatMap((d) => d.persons)].filter((p): p is string =>
    Boolean(p),
  )
  if (reaches(actor, permission, { unitIds: now, areaCode: row.area_code, personIds: people })) return true
  // Took part earlier: units keep sight of what they once held.
  const reach = actor.reach.get(permission) ?? []
  const who = [...(reach.includes('unit') ? actor.unitIds : []), ...(reach.includes('own') && actor.personId ? [actor.personId] : [])]
  return who.some((id) => row.involved.includes(id))
}

/**
 * A case the actor may see.
 * @throws Fault case.not-found, also when it is outside the actor's reach: its existence is not told
 */
export async function getReadable(tx: Tx, platform: Platform, actor: Actor, id: string): Promise<CaseRow> {
  const row = await findCase(tx, actor.town, id)
  if (!row || !canRead(platform, actor, row)) throw failCase('case.not-found')
  return row
}

async function linkViews(tx: Tx, platform: Platform, row: CaseRow): Promise<LinkView[]> {
  const links = await linksOf(tx, row.town, row.id)
  return Promise.all(
    links.map(async (link) => {
      const to = link.case_id === row.id
      const other = (await findCase(tx, row.town, to ? link.other_id : link.case_id))!
      const process = await getProcess(tx, platform, row.town, other.process, other.version)
      return {
        kind: link.kind,
        direction: to ? ('to' as const) : ('from' as const),
        at: link.at.toISOString(),
        case: {
          id: other.id,
          number: other.number,
          title: other.title,
          stepTitle: findStep(process, other.step)?.title ?? other.step,
          openedAt: other.opened_at.toISOString(),
        },
      }
    }),
  )
}

/** Photos of this case that another case had before, with that case's number (昨天的照片). */
async function reusedFiles(tx: Tx, row: CaseRow): Promise<CaseDetail['reusedFiles']> {
  return tx.query(reusedStatement, [row.town, row.id])
}

const reusedStatement = prepared(`select distinct on (mine.sha256) mine.sha256, other.case_id as "caseId", c.number
     from "case".file_use mine join "case".file_use other on other.town = mine.town and other.sha256 = mine.sha256 and other.case_id <> mine.case_id
     join "case".cases c on c.town = other.town and c.id = other.case_id
     where mine.town = $1 and mine.case_id = $2 order by mine.sha256, other.at`)

function clocksOf(row: CaseRow, process: Process, now: number) {
  return process.clocks.flatMap((definition) => {
    const clock = row.state.clocks[definition.key]
    return clock ? [clockView(definition.key, definition.title, clock, now)] : []
  })
}

/** Everything the case page needs, with what this reader may do next. */
export async function detailOf(tx: Tx, platform: Platform, actor: Actor, row: CaseRow, now: Date): Promise<CaseDetail> {
  const process = await getProcess(tx, platform, row.town, row.process, row.version)
  const { state } = row
  const units = [row.unit_id, ...state.tasks.map((t) => t.unitId)].filter((u): u is string => Boolean(u))
  const [names, links, reused] = await Promise.all([
    namesOf(tx, row.town, units, row.person_id ? [row.person_id] : []),
    linkViews(tx, platform, row),
    reusedFiles(tx, row),
  ])
  return {
    card: await cardOf(tx, platform, row, names),
    processTitle: process.title,
    version: process.version,
    data: state.data,
    clocks: clocksOf(row, process, now.getTime()),
    tasks: state.tasks.map(({ unitId, ...task }) => ({ ...task, unit: { id: unitId, name: names.unit(unitId) } })),
    links,
    allowed: allowed(process, state, actor, now.getTime(), guardsOf(platform)).map(({ action, blocked }) => ({
      key: action.key,
      title: action.title,
      tone: action.tone ?? 'plain',
      form: action.form.filter((f) => !f.derived && !f.handset),
      ...(blocked ? { blocked } : {}),
    })),
    reusedFiles: reused,
  }
}
