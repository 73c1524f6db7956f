import { useMemo } from 'react'
import { useRegistry } from '#platform/client/contributions.ts'
import { contact } from '#platform/client/contact.ts'
import type { OutboxItem } from '#platform/client/outbox/item.ts'
import { useItems } from '#platform/client/outbox/use-outbox.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useNow } from '#platform/client/time.ts'
import type { NamedGuard } from '../allowed.ts'
import type { ShiftCase } from '../shift.ts'
import type { Process } from '../process.ts'
import { actKind } from './act-kind.ts'
import { type FieldCase, findDue, isMine } from './field-case.ts'
import { overlay } from './overlay.ts'
import { type FieldPreparation, fieldGuards, fieldPreparations } from './registries.ts'
import { type HeldShift, shiftPart } from './shift-part.ts'

/** The rules of the installed modules, by name. */
export function useGuards(): ReadonlyMap<string, NamedGuard> {
  const guards = useRegistry(fieldGuards)
  return useMemo(() => new Map(guards.map((guard) => [guard.name, guard])), [guards])
}

/** The server's present, renewed every 15 seconds. */
export const useServerNow = (): number => useNow() + contact.state().skew

export interface UsedShift {
  readonly held: HeldShift | undefined
  readonly at: number | undefined
  readonly read: boolean
  /** Everything held, by due time. */
  readonly cases: readonly FieldCase[]
  /** What waits for me. */
  readonly mine: readonly FieldCase[]
  readonly pull: () => Promise<void>
}

/** The cases of the shift as this phone knows them now. */
export function useShift(): UsedShift {
  const { value: held, at, read, pull } = usePart(shiftPart)
  const items = useItems(actKind.key)
  const guards = useGuards()
  const preparations = useRegistry(fieldPreparations)
  const now = useServerNow()
  const cases = useMemo(() => {
    if (!held) return []
    const all = held.cases.flatMap((one) => overlay(held, one, items, guards, now, preparations) ?? [])
    return all.toSorted((a, b) => (findDue(a)?.dueAt ?? Infinity) - (findDue(b)?.dueAt ?? Infinity))
  }, [held, items, guards, now, preparations])
  return { held, at, read, cases, mine: cases.filter((one) => isMine(one)), pull }
}

/** A case read from the centre just now, seen as one of the shift. */
export function asFieldCase(
  held: HeldShift,
  found: { readonly process: Process; readonly one: ShiftCase },
  items: readonly OutboxItem[],
  guards: ReadonlyMap<string, NamedGuard>,
  now: number,
  preparations: readonly FieldPreparation[],
): FieldCase | undefined {
  return overlay({ ...held, processes: [found.process] }, found.one, items, guards, now, preparations)
}
