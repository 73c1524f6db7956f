import type { DeviceStore, ItemRow } from './device-store.ts'
import type { OutboxItem } from './item.ts'
import { openItem, sealItem } from './items.ts'
import type { OutboxKind } from './kind.ts'
import { sendFile } from './send-file.ts'
import { type Verdict, verdictOf, waitAfter } from './verdict.ts'

export interface Drain {
  readonly store: DeviceStore
  readonly kinds: readonly OutboxKind[]
  readonly ready: () => Promise<boolean>
  readonly now: () => number
  readonly dice: () => number
  /** Filled with the kinds that were accepted. */
  readonly done: Set<string>
}

async function send(item: OutboxItem, { store, kinds }: Drain): Promise<unknown> {
  const kind = kinds.find((k) => k.key === item.kind)
  if (!kind) throw new Error('这个版本的应用不认识它，请更新应用后再发送')
  for (const [i, file] of item.files.entries()) {
    const row = await store.db.files.get(file.sha256)
    const bytes = row && (await store.openFile(row.sealed))
    // Not on this phone: it had arrived before the app was killed, or the server will refuse the item and say so.
    if (bytes) await sendFile(file, bytes, () => undefined)
    await note(store, { ...item, sent: i + 1 })
  }
  return kind.send(item.body, item.tap)
}

/** Writes an item back unless the person dropped it meanwhile. */
async function note(store: DeviceStore, item: OutboxItem): Promise<void> {
  const row = await sealItem(store, item)
  await store.db.items
    .where('id')
    .equals(item.id)
    .modify((_value, ref) => {
      ref.value = row
    })
}

function settled(item: OutboxItem, { fault, next }: Verdict, { now, dice }: Drain): OutboxItem {
  if (next === 'refused') return { ...item, state: 'refused', fault }
  const tries = item.tries + 1
  return { ...item, state: 'waiting', tries, nextAt: now() + waitAfter(tries, dice()), fault }
}

/** In the order they were done; those of a kind marked `first` (an emergency) before all. */
async function queue({ store, kinds }: Drain): Promise<ItemRow[]> {
  const rows = await store.db.items.where('state').anyOf('waiting', 'sending').sortBy('at')
  const urgent = new Set(kinds.filter((k) => k.first).map((k) => k.key))
  return [...rows.filter((r) => urgent.has(r.kind)), ...rows.filter((r) => !urgent.has(r.kind))]
}

/**
 * Goes once through everything that is due. An item found `sending` belongs to an app that was killed: it is sent again
 * under the same UUID, and the server knows whether it had arrived.
 */
export async function drainOnce(drain: Drain): Promise<void> {
  const { store, now, done } = drain
  const held = new Set<string>()
  let asked = false
  for (const row of await queue(drain)) {
    const item = await openItem(store, row)
    const subject = item.subject ?? item.id
    if (row.state === 'waiting' && row.nextAt > now()) held.add(subject)
    if (held.has(subject)) continue
    if (!asked && !(await drain.ready())) return
    asked = true
    const sending: OutboxItem = { ...item, state: 'sending' }
    await note(store, sending)
    try {
      const reply = await send(sending, drain)
      const { fault: _old, ...clean } = sending
      await note(store, { ...clean, state: 'done', doneAt: now(), sent: item.files.length, reply })
      done.add(item.kind)
    } catch (error) {
      const verdict = verdictOf(error)
      await note(store, settled(sending, verdict, drain))
      held.add(subject)
      if (verdict.next === 'line') return
    }
  }
}
