import type { PackagePart } from '../field-module.ts'
import type { DeviceStore } from '../outbox/device-store.ts'

/** A part as it lies on the device. */
export interface HeldPart<T> {
  readonly value: T
  /** Device clock, epoch ms, of the pull. */
  readonly at: number
}

export async function readPart<T>(store: DeviceStore, part: PackagePart<T>): Promise<HeldPart<T> | undefined> {
  const row = await store.db.parts.get(part.key)
  return row && { at: row.at, value: await store.open<T>(row.sealed) }
}

export async function writePart<T>(store: DeviceStore, part: PackagePart<T>, value: T, at: number): Promise<void> {
  await store.db.parts.put({ key: part.key, at, sealed: await store.seal(value) })
}

/** What changes by the minute is read anew whenever somebody looks, unless that was just done. */
const LIVELY_MINUTES = 5
const JUST_NOW_MS = 10_000

/** The parts older than they may be. @param looked somebody just opened the app: lively parts are due almost at once */
export async function dueParts(store: DeviceStore, parts: readonly PackagePart[], now: number, looked = false): Promise<PackagePart[]> {
  const ages = new Map((await store.db.parts.toArray()).map((row) => [row.key, now - row.at]))
  return parts.filter((part) => {
    const age = ages.get(part.key)
    // A clock set back makes an age negative: pull rather than trust it.
    const most = looked && part.everyMinutes <= LIVELY_MINUTES ? JUST_NOW_MS : part.everyMinutes * 60_000
    return age === undefined || age < 0 || age > most
  })
}

/**
 * Pulls parts one after another, so that a thin line carries one at a time and the first are there soonest.
 * @returns the keys that failed
 */
export async function pullParts(store: DeviceStore, parts: readonly PackagePart[], signal: AbortSignal): Promise<string[]> {
  const failed: string[] = []
  for (const part of parts) {
    try {
      const before = part.merge ? (await readPart(store, part))?.value : undefined
      const pulled = await part.pull(signal)
      const value = part.merge ? await part.merge(pulled, before) : pulled
      await writePart(store, part, value, Date.now())
    } catch (error) {
      if (signal.aborted) throw error
      failed.push(part.key)
    }
  }
  return failed
}
