import { useEffect, useSyncExternalStore } from 'react'
import { type Fix, findOddities } from './fixes.ts'

/** Where the phone is, or why that is not known. */
export interface PositionState {
  readonly fix: Fix | undefined
  readonly oddities: readonly string[]
  /** In words for the person, with the way out. */
  readonly fault: string | undefined
}

const KEPT = 12
const listeners = new Set<() => void>()
let fixes: Fix[] = []
let state: PositionState = { fix: undefined, oddities: [], fault: undefined }
let watch: number | undefined
let users = 0

function set(next: PositionState): void {
  state = next
  for (const listener of listeners) listener()
}

const faults: Readonly<Record<number, string>> = {
  1: '没有定位权限。可在手机设置里允许，或在地图上指一下位置',
  2: '现在收不到定位。走到空旷处再试，或在地图上指一下位置',
  3: '定位超时。走到空旷处再试，或在地图上指一下位置',
}

function start(): void {
  if (typeof navigator === 'undefined' || !navigator.geolocation) {
    set({ ...state, fault: '这部手机不能定位，请在地图上指一下位置' })
    return
  }
  watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      const fix: Fix = { point: [coords.longitude, coords.latitude], accuracy: coords.accuracy, at: timestamp }
      fixes = [...fixes.slice(1 - KEPT), fix]
      set({ fix, oddities: findOddities(fixes, Date.now()), fault: undefined })
    },
    (error) => set({ ...state, fault: faults[error.code] ?? faults[2]! }),
    // Ten seconds old is good enough to show at once; the watch brings a better one.
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 },
  )
}

/** Watches the position while the page is open; pages share one watch, and none runs when nobody asks: the battery is the worker's. */
export function usePosition(): PositionState {
  useEffect(() => {
    if (users++ === 0) start()
    return () => {
      if (--users > 0) return
      if (watch !== undefined) navigator.geolocation.clearWatch(watch)
      watch = undefined
    }
  }, [])
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    () => state,
  )
}

/** One reading as soon as there is one, for a button that cannot wait longer than `patience` ms. */
export function findFix(patience: number): Promise<Fix | undefined> {
  if (state.fix && Date.now() - state.fix.at < 30_000) return Promise.resolve(state.fix)
  return new Promise((resolve) => {
    if (typeof navigator === 'undefined' || !navigator.geolocation) return resolve(undefined)
    const timer = setTimeout(() => resolve(state.fix), patience)
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => {
        clearTimeout(timer)
        resolve({ point: [coords.longitude, coords.latitude], accuracy: coords.accuracy, at: timestamp })
      },
      () => {
        clearTimeout(timer)
        resolve(undefined)
      },
      { enableHighAccuracy: true, maximumAge: 30_000, timeout: patience },
    )
  })
}

/** `±8 米`. */
export const accuracyText = (metres: number): string => `±${Math.max(1, Math.round(metres))} 米`
