import { createContext, useContext } from 'react'
import type { FieldModule, PackagePart } from '../field-module.ts'
import type { Outbox } from '../outbox/outbox.ts'

/** What every phone page stands on. */
export interface Device {
  readonly outbox: Outbox
  readonly modules: readonly FieldModule[]
  /** Pulls parts afresh; all due ones when none is named. Never throws: what failed keeps its old value and its age. */
  readonly pull: (parts?: readonly PackagePart[]) => Promise<void>
  readonly signOut: () => Promise<void>
}

const DeviceContext = createContext<Device | undefined>(undefined)
export const DeviceProvider = DeviceContext.Provider

/** @throws outside the signed-in phone app */
export function useDevice(): Device {
  const device = useContext(DeviceContext)
  if (!device) throw new Error('no device: this page must stand inside the phone app')
  return device
}
