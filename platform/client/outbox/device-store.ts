import Dexie, { type Table } from 'dexie'
import type { ItemState } from './item.ts'
import { type Sealed, openBytes, openJson, sealBytes, sealJson } from './seal.ts'

/** What an index needs stands in the clear (state, time, kind); all else is sealed. */
export interface ItemRow {
  readonly id: string
  readonly kind: string
  readonly state: ItemState
  /** Epoch ms of the tap on this device: the order things are sent in. */
  readonly at: number
  /** Not before, epoch ms. */
  readonly nextAt: number
  readonly tries: number
  readonly sealed: Sealed
}
export interface FileRow {
  readonly sha256: string
  readonly at: number
  readonly size: number
  readonly sealed: Sealed
}
export interface KeptRow {
  readonly key: string
  /** Epoch ms by the device. */
  readonly at: number
  readonly sealed: Sealed
}

class DeviceDatabase extends Dexie {
  readonly items!: Table<ItemRow, string>
  readonly files!: Table<FileRow, string>
  readonly parts!: Table<KeptRow, string>
  readonly drafts!: Table<KeptRow, string>
  constructor(name: string) {
    super(name)
    this.version(1).stores({ items: 'id, state, at', files: 'sha256, at', parts: 'key', drafts: 'key, at' })
  }
}

/** One person's data on this device: a database of its own, opened with the person's key. */
export interface DeviceStore {
  readonly name: string
  readonly db: DeviceDatabase
  seal(value: unknown): Promise<Sealed>
  open<T>(sealed: Sealed): Promise<T>
  sealFile(bytes: BufferSource): Promise<Sealed>
  openFile(sealed: Sealed): Promise<ArrayBuffer>
}

/** The database of one person in one town. */
export const storeName = (town: string, personId: string): string => `sihe-field-${town}-${personId}`

/** Opens a person's data; nothing can be read without the right key. */
export function openDeviceStore(name: string, key: CryptoKey): DeviceStore {
  return {
    name,
    db: new DeviceDatabase(name),
    seal: (value) => sealJson(key, value),
    open: (sealed) => openJson(key, sealed),
    sealFile: (bytes) => sealBytes(key, bytes),
    openFile: (sealed) => openBytes(key, sealed),
  }
}

/**
 * Leaves only what the person has not yet sent: sealed, its key gone with the session, so that nobody but the same person
 * signing in again can open it.
 * @returns how many items stay
 */
export async function emptyStore({ db }: DeviceStore): Promise<number> {
  await Promise.all([db.parts.clear(), db.items.where('state').equals('done').delete()])
  const left = await db.items.count()
  if (left === 0 && (await db.drafts.count()) === 0) await db.delete()
  else db.close()
  return left
}
