import { newId } from '#platform/contract/id.ts'
import { serverNow } from '../contact.ts'
import type { DeviceStore } from './device-store.ts'
import { drainOnce } from './drain.ts'
import type { OutboxItem, OutgoingFile } from './item.ts'
import { openItem, pruneItems, sealItem } from './items.ts'
import type { OutboxKind } from './kind.ts'

export interface PutOptions {
  /** What the person reads on the outbox page: 上报 河边垃圾. */
  readonly title: string
  readonly files?: readonly OutgoingFile[]
  readonly subject?: string
  /** The UUID of the tap, when the page made it earlier (a draft keeps its own). */
  readonly actionId?: string
}

/** The one way out of the phone: everything a person does, kept until the centre has answered. */
export interface Outbox {
  readonly store: DeviceStore
  readonly kinds: readonly OutboxKind[]
  /**
   * Keeps an item and starts sending.
   * @throws DOMException QuotaExceededError when the phone is full: the page still holds what was typed
   */
  put<B>(kind: OutboxKind<B>, body: B, options: PutOptions): Promise<OutboxItem>
  /** A refused item, tried again as it is. */
  retry(id: string): Promise<void>
  /** Gives an item up; the person was asked. One being sent is not given up: it may have arrived. @returns whether it went */
  drop(id: string): Promise<boolean>
  /** Sends what is due. @param hurry also what waits for its turn after a failure: the line is back */
  drain(hurry?: boolean): Promise<void>
  /** Told after items were accepted, with their kinds. */
  onDone(listener: (kinds: ReadonlySet<string>) => void): () => void
}

export interface OutboxDoors {
  readonly store: DeviceStore
  readonly kinds: readonly OutboxKind[]
  /** Runs the work when nobody else drains this store: other tabs, the worker. */
  readonly alone?: (name: string, work: () => Promise<void>) => Promise<void>
  /** Asked once before anything is sent: whether the line still carries this very person's session. */
  readonly ready?: () => Promise<boolean>
  readonly now?: () => number
  readonly dice?: () => number
}

/** Without Web Locks (old WebKit) one tab is taken for all; the server's own repeat check stands behind it. */
async function byLock(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator === 'undefined' || !navigator.locks) return work()
  // Waits its turn instead of giving up: what this tab just put may not be in the other's queue any more.
  await navigator.locks.request(name, work)
}

const always = (): Promise<boolean> => Promise.resolve(true)

/** Opens the outbox of one person. */
export function openOutbox({ store, kinds, alone = byLock, ready = always, now = Date.now, dice = Math.random }: OutboxDoors): Outbox {
  const listeners = new Set<(kinds: ReadonlySet<string>) => void>()
  let running: Promise<void> | undefined
  let again = false

  const hurryUp = async (): Promise<void> => {
    await store.db.items.where('state').equals('waiting').modify({ nextAt: 0 })
  }
  const run = async (): Promise<void> => {
    const done = new Set<string>()
    await alone(`sihe-outbox ${store.name}`, async () => {
      await drainOnce({ store, kinds, ready, now, dice, done })
      await pruneItems(store, now())
    })
    if (done.size > 0) for (const listener of listeners) listener(done)
  }
  const drain = async (hurry = false): Promise<void> => {
    if (hurry) await hurryUp()
    if (running) {
      // Put while sending: looked at once more, or it would wait for the next timer.
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await run()
      } while (again)
    })().finally(() => (running = undefined))
    return running
  }

  return {
    store,
    kinds,
    async put(kind, body, { title, files = [], subject, actionId = newId() }) {
      const item: OutboxItem = {
        id: actionId,
        kind: kind.key,
        state: 'waiting',
        at: now(),
        nextAt: 0,
        tries: 0,
        tap: { actionId, at: new Date(now() + (serverNow() - Date.now())).toISOString() },
        title,
        ...(subject === undefined ? {} : { subject }),
        body,
        files,
      }
      // A draft sent twice by two quick taps is one item: the first stands.
      const row = await sealItem(store, item)
      await store.db.items.add(row).catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'ConstraintError')) throw error
      })
      void drain()
      return item
    },
    async retry(id) {
      await store.db.items
        .where('id')
        .equals(id)
        .and((row) => row.state === 'refused')
        .modify({ state: 'waiting', nextAt: 0 })
      await drain()
    },
    async drop(id) {
      const gone = await store.db.items
        .where('id')
        .equals(id)
        .and((row) => row.state !== 'sending')
        .delete()
      return gone > 0
    },
    drain,
    onDone(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** All items, newest first. */
export async function listItems(store: DeviceStore): Promise<OutboxItem[]> {
  const rows = await store.db.items.orderBy('at').reverse().toArray()
  return Promise.all(rows.map((row) => openItem(store, row)))
}
