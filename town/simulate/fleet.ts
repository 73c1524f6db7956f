import type { SimulatedDevice } from './device.ts'
import { DueQueue } from './due-queue.ts'
import type { Line } from './line.ts'

export interface Counts {
  sent: number
  failed: number
  open: number
}

export interface FleetOptions {
  readonly devices: readonly SimulatedDevice[]
  readonly connect: (device: SimulatedDevice) => Promise<Line>
  readonly topicOf: (device: SimulatedDevice) => string
  /** Keeps the line of a device open between messages; a battery device hangs up, as its radio would. */
  readonly staysOpen: (device: SimulatedDevice) => boolean
  /** At most so many messages under way at once: a small machine plays a whole town. */
  readonly atOnce?: number
  readonly now?: () => number
  readonly onTrouble?: (device: SimulatedDevice, error: unknown) => void
}

export interface Fleet {
  readonly counts: Readonly<Counts>
  stop(): Promise<void>
}

const BEAT = 250
/** After a refused line: a minute or two, each its own, or seven thousand come back in the same second. */
const pause = (): number => 60_000 + Math.random() * 60_000

/** Lets every device speak at its own time over its own line until stopped. A message that was not acknowledged is said again later, as a new reading. */
export function runFleet(options: FleetOptions): Fleet {
  const { devices, connect, topicOf, staysOpen, atOnce = 64, now = Date.now } = options
  const counts: Counts = { sent: 0, failed: 0, open: 0 }
  const lines = new Map<string, Line>()
  const speaking = new Set<Promise<void>>()
  const due = new DueQueue<SimulatedDevice>()
  for (const device of devices) due.put(device, device.nextAt)
  let stopped = false

  async function lineOf(device: SimulatedDevice): Promise<Line> {
    const kept = lines.get(device.id)
    if (kept?.open) return kept
    const line = await connect(device)
    counts.open++
    if (staysOpen(device)) lines.set(device.id, line)
    return line
  }

  /** @returns when it will speak again */
  async function speak(device: SimulatedDevice): Promise<number> {
    try {
      const line = await lineOf(device)
      await line.publish(topicOf(device), JSON.stringify(device.speak(now())))
      counts.sent++
      if (!staysOpen(device)) {
        line.end()
        counts.open--
      }
      return device.nextAt
    } catch (error) {
      counts.failed++
      if (lines.delete(device.id)) counts.open--
      options.onTrouble?.(device, error)
      return Math.max(device.nextAt, now() + pause())
    }
  }

  async function turn(device: SimulatedDevice): Promise<void> {
    due.put(device, await speak(device))
  }

  function beat(): void {
    const at = now()
    while (!stopped && speaking.size < atOnce) {
      const device = due.takeDue(at)
      if (!device) return
      const done: Promise<void> = turn(device).finally(() => speaking.delete(done))
      speaking.add(done)
    }
  }

  const timer = setInterval(beat, BEAT)
  return {
    counts,
    async stop() {
      stopped = true
      clearInterval(timer)
      await Promise.allSettled(speaking)
      for (const line of lines.values()) line.end()
    },
  }
}
