import { call } from '#platform/client/call.ts'
import { readPart, writePart } from '#platform/client/field/package.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import type { DeviceStore } from '#platform/client/outbox/device-store.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { caseActed } from '../facts.ts'
import { type Shift, readShift, readShiftCase } from '../shift.ts'
import type { CaseCard } from '../views.ts'

/** A case of mine that went elsewhere while I did not look (并单、改派、结案). */
export interface Gone {
  readonly id: string
  readonly title: string
  readonly words: string
  /** Device clock. */
  readonly at: number
}

/** The shift as the phone keeps it. */
export interface HeldShift extends Shift {
  readonly gone: readonly Gone[]
}

/** More than a few at once is a holiday's worth: one line says so. */
const ASKED = 5
const KEPT_MS = 24 * 3_600_000

const titles = { closed: '已结案', merged: '已并入另一件' }

/** Where a case went, in words. */
export function wentWhere(card: CaseCard): string {
  if (card.closedAt) return titles.closed
  if (card.step === 'merged') return titles.merged
  const holder = card.holder.person?.name ?? card.holder.unit?.name ?? card.holder.role?.title
  return holder ? `现在由${holder}办理（${card.stepTitle}）` : `现在是“${card.stepTitle}”`
}

async function look(id: string): Promise<CaseCard | undefined> {
  return call(readShiftCase, { params: { id } }, { background: true }).then(
    (found) => found.one.card,
    () => undefined,
  )
}

/** What the unit held before and holds no longer, and not by an act of this phone's own making. */
export async function findGone(pulled: Shift, before: HeldShift | undefined): Promise<Gone[]> {
  if (!before) return []
  const now = Date.now()
  const kept = before.gone.filter((one) => one.at > now - KEPT_MS)
  const here = new Set(pulled.cases.map((one) => one.card.id))
  const mine = (one: HeldShift['cases'][number]): boolean => {
    const { unitId, personId } = one.state.holder
    return personId ? personId === before.actor.personId : unitId !== undefined && before.actor.unitIds.includes(unitId)
  }
  const missing = before.cases.filter((one) => mine(one) && !here.has(one.card.id) && !kept.some((k) => k.id === one.card.id))
  const found = await Promise.all(
    missing.slice(0, ASKED).map(async ({ card }): Promise<Gone> => {
      const seen = await look(card.id)
      return { id: card.id, title: card.title, at: now, words: seen ? wentWhere(seen) : '已不在您这里，可能改派、并单或结案了' }
    }),
  )
  return [...found, ...kept]
}

/** The cases of my shift. */
export const shiftPart: PackagePart<HeldShift> = {
  key: 'case.shift',
  title: '我的待办和我的上报',
  everyMinutes: 2,
  renewOn: [caseActed.name],
  // Whatever was accepted may have opened or moved a case.
  renewAfter: ['*'],
  pull: async (signal) => ({ ...(await call(readShift, {}, { signal, background: true })), gone: [] }),
  merge: async (pulled, before) => ({ ...pulled, gone: await findGone(pulled, before) }),
}

/** Puts one case read from the centre among those on the device, in place of an older copy. */
export async function keepCase(store: DeviceStore, { process, one }: ReplyOf<typeof readShiftCase>): Promise<void> {
  const held = await readPart(store, shiftPart)
  if (!held) return
  const old = held.value.cases.find((kept) => kept.card.id === one.card.id)
  if (old && old.card.seq >= one.card.seq) return
  const { cases, processes } = held.value
  const known = processes.some((p) => p.key === process.key && p.version === process.version)
  const value = {
    ...held.value,
    cases: [...cases.filter((kept) => kept.card.id !== one.card.id), one],
    processes: known ? processes : [...processes, process],
  }
  await writePart(store, shiftPart, value, held.at)
}
