import type { Actor } from '#core/org/contract.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Call } from '#platform/server/module.ts'
import { dayAt, refOf } from '../area.ts'
import type { redrawBoundaries, retireBoundary } from '../boundary-endpoints.ts'
import type { BoundaryChange } from '../change.ts'
import { applyChange } from '../change.ts'
import { failArea } from '../fault.ts'
import type { SeenVersion } from '../record.ts'
import { listAreas, lockAreas } from './store.ts'
import type { Writing } from './write-change.ts'
import { checkSeen, judgeChange, writeRedraw } from './write-change.ts'

type Accept = { readonly reason: string } | undefined
type Changed = AnswerOf<typeof redrawBoundaries>

/** New versions from a day on, neighbours together: all of it or nothing. */
export async function redraw(call: Call<typeof redrawBoundaries, Actor>): Promise<Changed> {
  const { actionId: _, seen, accept, ...change } = call.body
  return applyAndWrite(call, change, seen, accept, 'area.boundaries-redrawn')
}

/** Ends one area; what lies in it is left without a parent unless that is changed as well, and the check says so. */
export async function retire(call: Call<typeof retireBoundary, Actor>): Promise<Changed> {
  const { code, on, seen, accept } = call.body
  const change = { from: on, areas: [], added: [], retired: [code] }
  return applyAndWrite(call, change, seen ? [seen] : undefined, accept, 'area.area-retired')
}

async function applyAndWrite(
  writing: Writing,
  change: BoundaryChange,
  seen: readonly SeenVersion[] | undefined,
  accept: Accept,
  kind: string,
): Promise<Changed> {
  const { tx, actor } = writing
  const touched = [...change.areas.map(({ code }) => code), ...change.retired]
  if (touched.length + change.added.length === 0) throw failArea('area.unknown', { detail: '没有任何改动', way: '先改动边界再保存' })
  const twice = touched.find((code, i) => touched.indexOf(code) !== i)
  if (twice !== undefined) throw failArea('area.unknown', { detail: `编码 ${twice} 在一次调整里出现了两次`, way: '每个编码只列一次' })
  await lockAreas(tx, actor.town)
  const all = await listAreas(tx, actor.town)
  if (seen) checkSeen(all, touched, seen, change.from)
  const redrawn = applyChange(all, change, dayAt(writing.now))
  const accepted = await judgeChange(all, redrawn, change.from, accept)
  await writeRedraw(writing, redrawn, {
    kind,
    ...(change.retired.length === 1 && touched.length === 1 ? { object: `area:${touched[0]}` } : {}),
    reason: accept?.reason,
    detail: { from: change.from, retired: change.retired, acceptedErrors: accepted.map(({ text }) => text).slice(0, 50) },
  })
  return { from: change.from, opened: redrawn.opened.map(refOf), retired: change.retired, accepted }
}
