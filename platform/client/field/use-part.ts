import { useCallback } from 'react'
import type { PackagePart } from '../field-module.ts'
import { useDevice } from './device.ts'
import { useRows } from './use-rows.ts'

export interface UsedPart<T> {
  /** Undefined until the device was read, or when it was never pulled. */
  readonly value: T | undefined
  /** Device clock of the pull, epoch ms; undefined when it was never pulled. */
  readonly at: number | undefined
  /** False while the device is still being read: do not say "nothing" yet. */
  readonly read: boolean
  readonly pull: () => Promise<void>
}

/** A part of the shift's package as the device holds it, renewed when it is pulled. */
export function usePart<T>(part: PackagePart<T>): UsedPart<T> {
  const { outbox, pull } = useDevice()
  const { store } = outbox
  const held = useRows(
    `${store.name} part ${part.key}`,
    async () => [await store.db.parts.get(part.key)] as const,
    async ([row]) => (row ? { at: row.at, value: await store.open<T>(row.sealed) } : { at: undefined, value: undefined }),
  )
  const again = useCallback(() => pull([part]), [pull, part])
  return { value: held?.value, at: held?.at, read: held !== undefined, pull: again }
}
