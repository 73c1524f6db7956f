import Dexie, { type Table } from 'dexie'
import type { Session as SessionType } from './session-shape.ts'
import { readDeviceKey } from '#platform/contract/device-key.ts'
import { call } from '../call.ts'
import { type DeviceStore, emptyStore, openDeviceStore, storeName } from '../outbox/device-store.ts'
import { type Sealed, importKey, openJson, sealJson } from '../outbox/seal.ts'

interface SessionRow {
  readonly id: 'now'
  readonly store: string
  /** Not readable by anybody, usable until sign-out: a killed app goes on without a line. */
  readonly key: CryptoKey
  readonly sealed: Sealed
}

class SessionDatabase extends Dexie {
  readonly sessions!: Table<SessionRow, string>
  constructor() {
    super('sihe-field')
    this.version(1).stores({ sessions: 'id' })
  }
}
const database = new SessionDatabase()

/** Who is signed in on this phone, and their data opened. */
export interface KeptSession<S> {
  readonly session: S
  readonly store: DeviceStore
}

/** The person this phone belongs to now, without asking the server; undefined when nobody is signed in. */
export async function findKeptSession<S extends SessionType>(): Promise<KeptSession<S> | undefined> {
  const row = await database.sessions.get('now')
  if (!row) return undefined
  return { session: await openJson<S>(row.key, row.sealed), store: openDeviceStore(row.store, row.key) }
}

/** Keeps a fresh sign-in: asks for the person's key once, then works without a line until sign-out. @throws ProblemError */
export async function keepSession<S extends SessionType>(session: S): Promise<KeptSession<S>> {
  const { key: hex } = await call(readDeviceKey, {})
  const key = await importKey(hex)
  const store = storeName(session.town.code, session.person.id)
  await database.sessions.put({ id: 'now', store, key, sealed: await sealJson(key, session) })
  return { session, store: openDeviceStore(store, key) }
}

/** The session changed (another post): the key stays. */
export async function renewSession(session: SessionType): Promise<void> {
  const row = await database.sessions.get('now')
  if (row) await database.sessions.put({ ...row, sealed: await sealJson(row.key, session) })
}

/** Puts the key away: what is left on the device cannot be read by anybody here. @returns how many unsent items stay sealed */
export async function forgetSession(store: DeviceStore): Promise<number> {
  const left = await emptyStore(store)
  await database.sessions.clear()
  if (typeof caches !== 'undefined') for (const name of await caches.keys()) if (name.startsWith('pictures')) await caches.delete(name)
  return left
}
