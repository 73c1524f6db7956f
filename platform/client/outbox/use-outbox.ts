import { useDevice } from '../field/device.ts'
import { useRows } from '../field/use-rows.ts'
import type { OutboxItem } from './item.ts'
import { openItem } from './items.ts'
import type { Outbox } from './outbox.ts'

/** The one way out; see `Outbox.put`. */
export const useOutbox = (): Outbox => useDevice().outbox

/** What was sent or waits, newest first, renewed as it moves. @param kind only of this kind */
export function useItems(kind?: string): readonly OutboxItem[] {
  const { store } = useOutbox()
  const items = useRows(
    `${store.name} items ${kind ?? ''}`,
    () => store.db.items.orderBy('at').reverse().toArray(),
    (rows) => Promise.all(rows.filter((row) => !kind || row.kind === kind).map((row) => openItem(store, row))),
  )
  return items ?? []
}

/** How many wait and how many the centre refused, for the bar; nothing is opened. */
export function useItemCounts(): { readonly waiting: number; readonly refused: number } {
  const { store } = useOutbox()
  const counts = useRows(
    `${store.name} counts`,
    async () => ({
      waiting: await store.db.items.where('state').anyOf('waiting', 'sending').count(),
      refused: await store.db.items.where('state').equals('refused').count(),
    }),
    async (found) => found,
  )
  return counts ?? { waiting: 0, refused: 0 }
}
