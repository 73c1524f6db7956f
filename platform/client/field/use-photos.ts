import { useState } from 'react'
import type { OutgoingFile } from '../outbox/item.ts'
import { useOutbox } from '../outbox/use-outbox.ts'
import { keepFault, keepPhoto } from './photo.ts'

export interface HeldPhotos {
  readonly photos: readonly OutgoingFile[]
  readonly busy: boolean
  /** Why the last one could not be kept. */
  readonly fault: string | undefined
  readonly add: (files: readonly File[]) => Promise<void>
  readonly remove: (sha256: string) => void
  readonly set: (photos: readonly OutgoingFile[]) => void
}

/** Photos of one form: kept on the device at once, so that a killed app loses none. @param most at most this many */
export function usePhotos(first: readonly OutgoingFile[] = [], most = 12): HeldPhotos {
  const { store } = useOutbox()
  const [photos, set] = useState(first)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const add = async (files: readonly File[]): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      for (const file of files) {
        const kept = await keepPhoto(store, file)
        set((all) => (all.length >= most || all.some((one) => one.sha256 === kept.sha256) ? all : [...all, kept]))
      }
    } catch (error) {
      setFault(keepFault(error))
    } finally {
      setBusy(false)
    }
  }
  return { photos, busy, fault, add, set, remove: (sha256) => set((all) => all.filter((one) => one.sha256 !== sha256)) }
}
