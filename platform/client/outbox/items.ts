import type { DeviceStore, ItemRow } from './device-store.ts'
import type { ItemContent, OutboxItem } from './item.ts'

/** A row as the app reads it. */
export async function openItem(store: DeviceStore, row: ItemRow): Promise<OutboxItem> {
  const { id, kind, state, at, nextAt, tries } = row
  return { ...(await store.open<ItemContent>(row.sealed)), id, kind, state, at, nextAt, tries }
}

/** An item as it is put away. */
export async function sealItem(store: DeviceStore, item: OutboxItem): Promise<ItemRow> {
  const { id, kind, state, at, nextAt, tries, ...content } = item
  return { id, kind, state, at, nextAt, tries, sealed: await store.seal(content satisfies ItemContent) }
}

/** Done items are shown for three days; their photos go at once. */
const SHOWN_MS = 3 * 86_400_000
/** A photo just taken may not be in any draft yet. */
const GRACE_MS = 60_000

/** Forgets what is no longer shown, and photos that no unsent item and no draft needs. @param now device clock, epoch ms */
export async function pruneItems(store: DeviceStore, now: number): Promise<void> {
  const { db } = store
  const old = await db.items
    .where('state')
    .equals('done')
    .and((row) => row.at < now - SHOWN_MS)
    .primaryKeys()
  await db.items.bulkDelete(old)
  const loose = await db.files
    .where('at')
    .below(now - GRACE_MS)
    .primaryKeys()
  if (loose.length === 0) return
  const [rows, drafts] = await Promise.all([db.items.where('state').notEqual('done').toArray(), db.drafts.toArray()])
  const holders: { files?: readonly { sha256: string }[] }[] = [
    ...(await Promise.all(rows.map((row) => openItem(store, row)))),
    ...(await Promise.all(drafts.map((draft) => store.open<{ files?: { sha256: string }[] }>(draft.sealed)))),
  ]
  const needed = new Set(holders.flatMap(({ files }) => (files ?? []).map((file) => file.sha256)))
  await db.files.bulkDelete(loose.filter((sha256) => !needed.has(sha256)))
}
