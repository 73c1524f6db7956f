import { useEffect } from 'react'
import { usePosition } from '#platform/client/field/position.ts'
import { myPositions } from './held-positions.ts'

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

/** Sends my positions in batches while I am on duty and the app is open; a weak battery is asked four times less often. */
export function usePositionSender(everySeconds: number, vehicleId: string | undefined): { readonly fault: string | undefined } {
  const { fix, oddities, fault } = usePosition()
  useEffect(() => {
    if (!fix) return
    const mocked = oddities.some((one) => one.includes('模拟'))
    myPositions.add({ at: new Date(fix.at).toISOString(), place: [fix.point[0], fix.point[1]], accuracy: fix.accuracy, mocked })
  }, [fix, oddities])
  useEffect(() => {
    // What was seen on foot is not the vehicle's.
    void myPositions.flush().then(() => myPositions.drive(vehicleId))
  }, [vehicleId])
  useEffect(() => {
    let rounds = 0
    const timer = setInterval(() => {
      rounds++
      void (async () => {
        if (rounds % LOW_BATTERY_FACTOR === 0 || !(await tired())) await myPositions.flush()
      })()
    }, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds])
  useEffect(() => () => void myPositions.flush().then(() => myPositions.clear()), [])
  return { fault }
}
