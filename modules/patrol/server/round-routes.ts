import { route } from '#core/org/server/index.ts'
import { createChecklist, listChecklists, publishChecklist, readChecklist } from '../checklist.ts'
import { middleOf } from '../coverage.ts'
import { createObject, listObjects, printStickers, readObject, scanObject, updateObject } from '../object.ts'
import { createPlan, listPlans, readCalendar, updatePlan } from '../plan.ts'
import { assignRound, endRound, listFindings, listRounds, listVisits, readHeat, readRound, recordVisit, startRound } from '../round.ts'
import { addChecklist, getChecklist, listChecklistRows, publishVersion } from './checklists.ts'
import { addObject, changeObject, listObjectRows, openObject } from './objects.ts'
import { addPlan, changePlan, listPlanRows } from './plans.ts'
import { asPerson } from './position-routes.ts'
import { beginRound, calendarOf, finishRound, getRoundRow, handOver, listRoundRows, roundDetail } from './rounds.ts'
import { stickers } from './stickers.ts'
import { keepVisit, listFindingRows, listVisitRows } from './visits.ts'

export const roundRoutes = [
  route(listChecklists, ({ tx, actor, query }) => listChecklistRows(tx, actor.town, query)),
  route(readChecklist, ({ tx, actor, params }) => getChecklist(tx, actor.town, params.id, params.version)),
  route(createChecklist, ({ tx, actor, body, now }) => addChecklist(tx, actor, body, now)),
  route(publishChecklist, ({ tx, actor, params, body, now }) => publishVersion(tx, actor, params.id, body.seen, body, now)),
  route(listObjects, ({ tx, actor, query, now }) => listObjectRows(tx, actor, query, now)),
  route(printStickers, stickers),
  route(readObject, ({ tx, actor, params, now }) => openObject(tx, actor, { id: params.id }, now)),
  route(scanObject, ({ tx, actor, params, now }) => openObject(tx, actor, { code: params.code }, now)),
  route(createObject, ({ tx, actor, body, now }) => addObject(tx, actor, body, now)),
  route(updateObject, ({ tx, actor, params, body, now }) => changeObject(tx, actor, params.id, body, now)),
  route(listPlans, ({ tx, actor, query, now }) => listPlanRows(tx, actor, query, now)),
  route(createPlan, ({ tx, platform, actor, body, now }) => addPlan(tx, platform, actor, body.plan, now)),
  route(updatePlan, ({ tx, platform, actor, params, body, now }) => changePlan(tx, platform, actor, params.id, body, now)),
  route(readCalendar, ({ tx, actor, query }) => calendarOf(tx, actor, query.from, query.to, query.areaCode)),
  route(listRounds, ({ tx, actor, query, now }) => listRoundRows(tx, actor, query, now)),
  route(readRound, async ({ tx, actor, params }) => roundDetail(tx, actor.town, await getRoundRow(tx, actor, params.id))),
  route(startRound, ({ tx, actor, params, body, now }) => beginRound(tx, { actor: asPerson(actor), id: params.id, at: body.at, now })),
  route(endRound, ({ tx, actor, params, body, now }) =>
    finishRound(tx, { actor: asPerson(actor), id: params.id, at: body.at, note: body.note, now }),
  ),
  route(assignRound, ({ tx, actor, params, body, now }) => handOver(tx, actor, params.id, body.personId, now)),
  route(recordVisit, ({ tx, platform, actor, body, now, from }) => keepVisit(tx, platform, asPerson(actor), body, now, from.terminal)),
  route(listVisits, ({ tx, actor, query }) => listVisitRows(tx, actor, query)),
  route(listFindings, ({ tx, actor, query }) => listFindingRows(tx, actor, query)),
  route(readHeat, async ({ tx, actor, query }) => {
    const rows = await tx.query<{ cell_x: number; cell_y: number; passes: number }>(
      `select cell_x, cell_y, sum(passes)::int as passes from patrol.trodden where town = $1 and day >= $2 and day <= $3 group by cell_x, cell_y order by passes desc limit 20000`,
      [actor.town, query.from, query.to],
    )
    return {
      cells: rows.map(({ cell_x, cell_y, passes }): [number, number, number] => [...middleOf({ x: cell_x, y: cell_y }), passes]),
      sideMetres: 100,
    }
  }),
]
