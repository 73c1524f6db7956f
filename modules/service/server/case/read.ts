import { dateOf, explainWhole } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { failCase, findStep } from '#core/case/contract.ts'
import { getReadable } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { PaperRow, readServiceCase } from '../../case.ts'
import { gapsOf, materialsOf } from '../../case-material.ts'
import { PaperKind, paperKinds } from '../../paper.ts'
import { serviceProcess } from '../../processes/service.ts'
import { getMatter } from '../matter/index.ts'
import { findRow, viewOf } from './list.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** The papers of a case, in the order they were made. */
export async function papersOf(tx: Tx, town: string, caseId: string): Promise<PaperRow[]> {
  const rows = await tx.query<{ id: string; kind: string; number: string; made_at: Date }>(
    `select id, kind, number, made_at from service.paper where town = $1 and case_id = $2 order by seq, number`,
    [town, caseId],
  )
  return rows.map(({ id, kind, number, made_at }) => {
    const known = PaperKind.parse(kind)
    return { id, kind: known, title: paperKinds[known].title, number, madeAt: made_at.toISOString() }
  })
}

/** One case as its page shows it. @throws Fault case.not-found */
export async function readOne(tx: Tx, platform: Platform, actor: Actor, id: string, now: Date): Promise<AnswerOf<typeof readServiceCase>> {
  const { state } = await getReadable(tx, platform, actor, id)
  const row = await findRow(tx, actor.town, id)
  if (!row) throw failCase('case.not-found')
  const [matter, papers, calendar, bundle] = await Promise.all([
    getMatter(tx, actor.town, row.matter_code, row.matter_from),
    papersOf(tx, actor.town, id),
    getCalendar(tx, actor.town),
    row.one_thing_id
      ? tx.query<{ case_id: string; number: string; matter_name: string; step: string; open: boolean }>(
          `select case_id, number, matter_name, step, open from service.office_case where town = $1 and one_thing_id = $2 order by number`,
          [actor.town, row.one_thing_id],
        )
      : [],
  ])
  const deemedWhy = text(state.data['deemedWhy'])
  return {
    ...viewOf(row, now),
    level: row.level,
    phoneMask: row.phone_mask,
    materials: materialsOf(state.data),
    gaps: gapsOf(state.data),
    ...(deemedWhy ? { deemedWhy } : {}),
    special: matter.special,
    promise: matter.promised,
    statutory: matter.statutory,
    soleOfficer: matter.soleOfficer,
    joint: state.data['joint'] === true,
    papers,
    clocks: serviceProcess.clocks.flatMap(({ key, title }) => {
      const clock = state.clocks[key]
      if (!clock) return []
      const explanation = explainWhole(
        calendar,
        clock.startedAt,
        clock.limit,
        clock.pauses,
        clock.stoppedAt ?? now.getTime(),
        clock.extensions,
      )
      return [{ key, title, ...(clock.dueAt === undefined ? {} : { dueDay: dateOf(clock.dueAt - 1) }), explanation }]
    }),
    bundle: bundle.map(({ case_id, number, matter_name, step, open }) => ({
      id: case_id,
      number,
      matterName: matter_name,
      stepTitle: findStep(serviceProcess, step)?.title ?? step,
      open,
    })),
  }
}
