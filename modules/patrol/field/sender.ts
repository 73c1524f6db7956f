import { useEffect, useRef } from 'react'
import { call } from '#platform/client/call.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { sendPositions } from '../contract.ts'

/** A shift without a line: more would be a day old by then. */
const MOST = 2000
const LOW_BATTERY_FACTOR = 4

interface Battery {
  readonly level: number
  readonly charging: boolean
}

async function tired(): Promise<boolean> {
  const ask =
    'getBattery' in navigator && typeof navigator.getBattery === 'function' ? (navigator.getBattery as () => Promise<Battery>) : undefined
  const battery = await ask?.call(navigator).catch(() => undefined)
  return battery !== undefined && !battery.charging && battery.level < 0.2
}

interface Held {
  readonly at: string
  readonly place: [number, number]
  readonly accuracy: number
  readonly mocked: boolean
}

/**
 * Sends my positions in batches while I am on duty and the app is open; a weak battery is asked four times less often. What could not be sent is
 * kept in memory for the next time, never on disk.
 */
export function usePositionSender(everySeconds: number, vehicleId: string | undefined): { readonly fault: string | undefined } {
  const { fix, oddities, fault } = usePosition()
  const held = useRef<Held[]>([])
  useEffect(() => {
    if (!fix) return
    const last = held.current.at(-1)
    const at = new Date(fix.at).toISOString()
    if (last?.at === at) return
    held.current = [
      ...held.current.slice(1 - MOST),
      { at, place: [fix.point[0], fix.point[1]], accuracy: fix.accuracy, mocked: oddities.some((one) => one.includes('模拟')) },
    ]
  }, [fix, oddities])
  useEffect(() => {
    let rounds = 0
    let busy = false
    const timer = setInterval(() => {
      void (async () => {
        rounds++
        if (busy || held.current.length === 0 || (rounds % LOW_BATTERY_FACTOR !== 0 && (await tired()))) return
        busy = true
        const points = held.current
        try {
          // Repeats are known by their second: no idempotency key is kept for these.
          await call(
            sendPositions,
            { body: { sentAt: new Date().toISOString(), points, ...(vehicleId ? { vehicleId } : {}) } },
            { reads: true, background: true },
          )
          held.current = held.current.filter((point) => !points.includes(point))
        } catch {
          // Stays for the next time.
        }
        busy = false
      })()
    }, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds, vehicleId])
  return { fault }
}
