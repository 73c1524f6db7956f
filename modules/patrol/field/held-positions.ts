import { call } from '#platform/client/call.ts'
import { type BatchReceipt, type SentPoint, sendPositions } from '../contract.ts'

/** A shift without a line: more would be a day old by then. */
const MOST = 2000

/** Positions on their way; in memory only, never on disk, and gone with the duty. */
export interface HeldPositions {
  add(point: SentPoint): void
  /** Everything not yet taken by the centre. Answers whether nothing is left; a line that is down leaves all for the next time. */
  flush(): Promise<boolean>
  /** The duty ended or somebody else took the phone. */
  clear(): void
  /** The vehicle this phone speaks for. */
  drive(vehicleId: string | undefined): void
}

type Send = (points: readonly SentPoint[], vehicleId: string | undefined) => Promise<BatchReceipt | undefined>

/** @param send answers undefined when nobody heard */
export function holdPositions(send: Send): HeldPositions {
  let held: readonly SentPoint[] = []
  let vehicle: string | undefined
  let running: Promise<boolean> = Promise.resolve(true)
  const once = async (): Promise<boolean> => {
    const points = held
    if (points.length === 0) return true
    const receipt = await send(points, vehicle)
    if (!receipt) return false
    held = held.filter((point) => !points.includes(point))
    return held.length === 0
  }
  return {
    add(point) {
      if (held.at(-1)?.at !== point.at) held = [...held.slice(1 - MOST), point]
    },
    // One at a time: a batch under way is not sent a second time by a hasty tap.
    flush: () => (running = running.then(once, once)),
    clear() {
      held = []
      vehicle = undefined
    },
    drive(vehicleId) {
      vehicle = vehicleId
    },
  }
}

/** This phone's own. */
export const myPositions = holdPositions((points, vehicleId) =>
  // Repeats are known by their second: no idempotency key is kept for these.
  call(
    sendPositions,
    { body: { sentAt: new Date().toISOString(), points: [...points], ...(vehicleId ? { vehicleId } : {}) } },
    { reads: true, background: true },
  ).catch(() => undefined),
)
