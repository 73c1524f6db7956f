import type { Actor } from '#core/org/contract.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Call } from '#platform/server/module.ts'
import { areaWords, dayAt, refOf } from '../area.ts'
import { failArea } from '../fault.ts'
import { plannedChanges, withdrawChange } from '../planned.ts'
import type { listPlannedChanges, withdrawPlannedChange } from '../planned-endpoints.ts'
import { listAreas, lockAreas } from './store.ts'
import { writeRedraw } from './write-change.ts'

/** What lies ahead, the nearest day first. */
export async function plannedOf(call: Call<typeof listPlannedChanges, Actor>): Promise<AnswerOf<typeof listPlannedChanges>> {
  const all = await listAreas(call.tx, call.actor.town)
  return {
    changes: plannedChanges(all, dayAt(call.now)).map(({ on, opened, retired }) => ({
      on,
      opened: opened.map(refOf),
      retired: retired.map(refOf),
    })),
  }
}

/**
 * Withdraws a planned change. The latest first: a later one was drawn on the borders of this one.
 * @throws Fault area.not-planned, area.later-plan
 */
export async function withdraw(call: Call<typeof withdrawPlannedChange, Actor>): Promise<AnswerOf<typeof withdrawPlannedChange>> {
  const { tx, actor, body, now } = call
  await lockAreas(tx, actor.town)
  const all = await listAreas(tx, actor.town)
  const planned = plannedChanges(all, dayAt(now))
  const mine = planned.find(({ on }) => on === body.on)
  if (!mine) throw failArea('area.not-planned', { detail: `${body.on} 没有待生效的边界调整` })
  const last = planned.at(-1)!
  if (last !== mine) throw failArea('area.later-plan', { detail: `${last.on} 还有一次待生效的调整` })
  const redraw = withdrawChange(all, body.on)
  await writeRedraw(call, redraw, {
    kind: 'area.change-withdrawn',
    reason: body.reason,
    detail: { on: body.on, names: [...mine.opened, ...mine.retired].slice(0, 50).map(areaWords) },
  })
  return { on: body.on, removed: redraw.removed?.length ?? 0, reopened: redraw.closed.length }
}
