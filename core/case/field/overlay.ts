import type { OutboxItem } from '#platform/client/outbox/item.ts'
import { type NamedGuard, allowed, refusal } from '../allowed.ts'
import { apply } from '../fold.ts'
import { findAction } from '../process.ts'
import type { Shift, ShiftCase } from '../shift.ts'
import { CaseDetail } from '../views.ts'
import { PhoneAct } from './act-kind.ts'
import type { FieldCase } from './field-case.ts'
import type { FieldPreparation } from './registries.ts'

type Held = Pick<Shift, 'actor' | 'calendar' | 'processes'>

interface OwnAct {
  readonly item: OutboxItem
  readonly act: PhoneAct
}

function ownActs(items: readonly OutboxItem[], caseId: string): OwnAct[] {
  return items
    .flatMap((item) => {
      const act = PhoneAct.safeParse(item.body)
      return act.success && act.data.caseId === caseId ? [{ item, act: act.data }] : []
    })
    .toSorted((a, b) => a.item.at - b.item.at)
}

const Seen = CaseDetail.pick({ card: true })

/** An accepted act the held copy does not show yet: its answer is newer than the package. */
function isNewer({ item }: OwnAct, one: ShiftCase): boolean {
  const reply = Seen.safeParse(item.reply)
  return item.state === 'done' && reply.success && reply.data.card.seq > one.card.seq
}

/**
 * The case with this phone's own acts folded in, by the same fold the server runs. An act that no longer fits (the case went
 * another way meanwhile) is left out here, and the centre's refusal will say so to the person.
 * @param now server clock, epoch ms
 * @param preparations what modules derive from the case alone
 */
export function overlay(
  held: Held,
  one: ShiftCase,
  items: readonly OutboxItem[],
  guards: ReadonlyMap<string, NamedGuard>,
  now: number,
  preparations: readonly FieldPreparation[] = [],
): FieldCase | undefined {
  const process = held.processes.find((p) => p.key === one.card.process && p.version === one.version)
  if (!process) return undefined
  const own = ownActs(items, one.card.id)
  let state = one.state
  for (const mine of own) {
    const { item, act } = mine
    if (item.state === 'refused' || (item.state === 'done' && !isNewer(mine, one))) continue
    const action = findAction(process, act.action)
    const at = Math.max(Date.parse(item.tap.at), state.since)
    if (!action || refusal({ process, action, state, actor: held.actor, now: at, input: act.input }, guards)) continue
    const { personId, unitId } = held.actor
    const derived = preparations
      .filter((one_) => one_.process === process.key && one_.action === act.action)
      .map(({ prepare }) => prepare({ state, actor: held.actor, input: act.input }))
    state = apply(process, held.calendar, state, {
      seq: state.seq + 1,
      actionId: item.id,
      action: act.action,
      at,
      personId,
      unitId,
      input: Object.assign({}, act.input, ...derived) as Record<string, unknown>,
    })
  }
  return {
    card: one.card,
    process,
    state,
    acts: one.acts,
    allowed: allowed(process, state, held.actor, now, guards),
    waiting: own.filter((m) => m.item.state === 'waiting' || m.item.state === 'sending').map((m) => m.item),
    refused: own.filter((m) => m.item.state === 'refused').map((m) => m.item),
  }
}
