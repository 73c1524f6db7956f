import { writeCursor } from '#platform/contract/page.ts'
import type { Route } from '#platform/server/module.ts'
import { Point } from '#core/case/contract.ts'
import { findCase } from '#core/case/server/index.ts'
import { route } from '#core/org/server/index.ts'
import { listAlerts, readAlertRules, receiveAlert, saveAlertRules } from '../alert/endpoints.ts'
import { failDispatch } from '../faults.ts'
import {
  activatePlan,
  addSamples,
  listActivations,
  listMyTasks,
  listPlans,
  listPostTasks,
  readBoard,
  readPlan,
  readPlanFigures,
  retirePlan,
  savePlan,
} from '../plan/endpoints.ts'
import { activateNow, findOpen } from './activate.ts'
import { alertRules, pageAlerts, receive } from './alerts.ts'
import { findActivation, pageActivations, pageMyTasks, planFigures, tasksOf } from './board.ts'
import { pagePostTasks } from './answers/post-tasks.ts'
import { saveConfig } from './duty-settings.ts'
import { findPlan, getInForce, getPlan, installSamples, keepPlan, pagePlans, planView, retire } from './plans.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const planRoutes: readonly Route[] = [
  route(listPlans, ({ tx, actor, query }) => pagePlans(tx, actor.town, query)),
  route(addSamples, async ({ tx, actor, now }) => ({ added: await installSamples(tx, { town: actor.town, by: actor.name, now }) })),
  route(readPlan, async ({ tx, actor, params, query, now }) =>
    planView(tx, actor.town, await getPlan(tx, actor.town, params.key, query.version), now),
  ),
  route(savePlan, async ({ tx, actor, body, now }) => {
    const row = await keepPlan(tx, { town: actor.town, by: actor.name, now }, body.card, body.publish, body.seen)
    return planView(tx, actor.town, row, now)
  }),
  route(retirePlan, async ({ tx, actor, params, now }) => planView(tx, actor.town, await retire(tx, actor, params.key, now), now)),

  route(activatePlan, async ({ tx, platform, actor, body, now, from }) => {
    await getInForce(tx, actor.town, body.plan)
    const open = await findOpen(tx, actor.town, body.plan, body.drill)
    // A second tap on the same plan would send every post the same tasks twice.
    if (open) throw failDispatch('dispatch.already-active', { detail: `${open.number} 还在进行`, extra: { id: open.caseId } })
    const { actionId, plan, level, drill, words, place, address, villages } = body
    const opened = await activateNow(
      tx,
      platform,
      {
        plan,
        level,
        drill,
        words,
        place,
        address,
        villages,
        actionId,
        actor,
        now,
        trigger: 'person',
        source: actor.name,
        terminal: from.terminal,
      },
      actor,
    )
    const found = await findActivation(tx, actor.town, opened.caseId, now)
    return { id: opened.caseId, number: opened.number, tasks: found?.line.tasks ?? 0 }
  }),
  route(listActivations, ({ tx, actor, query, now }) => pageActivations(tx, actor.town, now, query)),
  route(readBoard, async ({ tx, actor, params, now }) => {
    const [found, row] = [await findActivation(tx, actor.town, params.id, now), await findCase(tx, actor.town, params.id)]
    if (!found || !row) throw failDispatch('dispatch.activation-unknown')
    const { data } = row.state
    const place = Point.safeParse(data['place'])
    const plan = await findPlan(tx, actor.town, found.line.plan, found.version)
    const [review] = await tx.query<{ input: Record<string, unknown> }>(
      `select input from "case".act where town = $1 and case_id = $2 and action = 'review' order by seq desc limit 1`,
      [actor.town, params.id],
    )
    return {
      activation: found.line,
      words: text(data['description']),
      address: text(data['address']),
      ...(place.success ? { place: place.data } : {}),
      source: text(data['source']),
      ...(plan ? { card: plan.card } : {}),
      ...(await tasksOf(tx, actor.town, params.id, now)),
      ...(review
        ? { review: { summary: text(review.input['summary']), good: text(review.input['good']), gaps: text(review.input['gaps']) } }
        : {}),
      at: now.toISOString(),
    }
  }),
  route(listMyTasks, ({ tx, actor, query, now }) => pageMyTasks(tx, actor, now, query)),
  route(listPostTasks, ({ tx, actor, query, now }) => pagePostTasks(tx, actor.town, now, query)),
  route(readPlanFigures, async ({ tx, actor, query, now }) => ({
    ...(await planFigures(tx, actor.town, query.from, query.to)),
    at: now.toISOString(),
  })),

  route(receiveAlert, ({ tx, platform, actor, body, now }) => receive(tx, platform, actor, body.xml, now)),
  route(listAlerts, async ({ tx, actor, query }) => {
    const { rows, limit, view } = await pageAlerts(tx, actor.town, query)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(view),
      ...(rows.length > limit && last ? { next: writeCursor([last.received_at.toISOString(), last.id]) } : {}),
    }
  }),
  route(readAlertRules, async ({ tx, actor }) => {
    const { value, version } = await alertRules(tx, actor.town)
    return { table: value, version }
  }),
  route(saveAlertRules, async ({ tx, actor, body, now }) => {
    for (const key of new Set(body.table.rules.map(({ plan }) => plan))) await getPlan(tx, actor.town, key)
    return { table: body.table, version: await saveConfig(tx, actor, now, 'alert-rules', body.table, body.version) }
  }),
]
