import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { roleTitles } from '#core/org/contract.ts'
import { type Names, namesOf } from '#core/org/server/index.ts'
import { findStep } from '../process.ts'
import type { ClockState, Holder } from '../state.ts'
import type { CaseCard, ClockView, HolderView } from '../views.ts'
import { getProcess } from './definitions.ts'
import type { CaseRow } from './store.ts'

const titles: Readonly<Record<string, string>> = roleTitles

/** A holder with names. */
export function holderView(holder: Holder, names: Names): HolderView {
  return {
    ...(holder.unitId ? { unit: { id: holder.unitId, name: names.unit(holder.unitId) } } : {}),
    ...(holder.personId ? { person: { id: holder.personId, name: names.person(holder.personId) } } : {}),
    ...(holder.role ? { role: { key: holder.role, title: titles[holder.role] ?? holder.role } } : {}),
  }
}

/** A clock as a screen draws it. */
export function clockView(key: string, title: string, clock: ClockState, now: number): ClockView {
  const paused = clock.stoppedAt === undefined ? clock.pauses.find((p) => p.to === undefined) : undefined
  return {
    key,
    title,
    limit: clock.limit,
    startedAt: clock.startedAt,
    ...(clock.dueAt !== undefined ? { dueAt: clock.dueAt } : {}),
    ...(clock.stoppedAt !== undefined ? { stoppedAt: clock.stoppedAt } : {}),
    ...(paused ? { pausedSince: paused.from } : {}),
    extended: clock.extensions.length > 0,
    late: clock.dueAt !== undefined && (clock.stoppedAt ?? now) > clock.dueAt,
  }
}

/** The cards of rows, with names looked up once for all. */
export async function cardsOf(tx: Tx, platform: Platform, town: string, rows: readonly CaseRow[]): Promise<CaseCard[]> {
  const defined = (ids: (string | null | undefined)[]): string[] => ids.filter((id): id is string => Boolean(id))
  const names = await namesOf(tx, town, defined(rows.map((r) => r.unit_id)), defined(rows.map((r) => r.person_id)))
  return Promise.all(rows.map((row) => cardOf(tx, platform, row, names)))
}

/** One row as a card. */
export async function cardOf(tx: Tx, platform: Platform, row: CaseRow, names: Names): Promise<CaseCard> {
  const process = await getProcess(tx, platform, row.town, row.process, row.version)
  const running = Object.values(row.state.clocks).filter((c) => c.stoppedAt === undefined)
  const due = row.due_clock ? row.state.clocks[row.due_clock] : undefined
  const { areaName } = row.state.data
  return {
    id: row.id,
    number: row.number,
    process: row.process,
    title: row.title,
    step: row.step,
    stepTitle: findStep(process, row.step)?.title ?? row.step,
    urgency: row.urgency,
    areaCode: row.area_code,
    areaName: typeof areaName === 'string' ? areaName : '',
    holder: holderView(row.state.holder, names),
    ...(row.due_at ? { dueAt: row.due_at.getTime() } : {}),
    ...(row.due_clock ? { dueClock: process.clocks.find((c) => c.key === row.due_clock)?.title ?? row.due_clock } : {}),
    ...(due ? { dueFrom: due.startedAt } : {}),
    paused: !row.closed_at && running.some((c) => c.pauses.some((p) => p.to === undefined)),
    openedAt: row.opened_at.toISOString(),
    since: row.since.toISOString(),
    ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
    ...(row.result ? { result: row.result, resultTitle: process.results[row.result] ?? row.result } : {}),
    seq: row.seq,
  }
}
