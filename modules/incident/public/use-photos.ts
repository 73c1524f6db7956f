import { useEffect, useRef, useState } from 'react'
import { sendPhoto } from './door.ts'
import { photoKeeper } from './photo-keeper.ts'
import type { DraftPhoto } from './report-draft.ts'
import type { Report } from './use-report.ts'
import { faultOf, newKey } from './request.ts'

export interface PhotoState {
  /** An address of the picture on this phone. */
  readonly preview?: string
  /** 0–1 while it is being sent. */
  readonly share?: number
  readonly failed?: string
}

export const MOST_PHOTOS = 6

/** Takes photos in, shows them at once, sends each as soon as it is there; what did not arrive is sent again by a tap. */
export function usePhotos({ draft, change }: Report) {
  const [states, setStates] = useState<Readonly<Record<string, PhotoState>>>({})
  const restored = useRef(false)
  const set = (key: string, state: PhotoState) => setStates((all) => ({ ...all, [key]: { ...all[key], ...state } }))

  const send = async (photo: DraftPhoto, given?: Blob) => {
    const file = given ?? (await photoKeeper.find(photo.key))
    if (!file) return set(photo.key, { failed: '这张照片没有保存下来，请删除后重新拍' })
    setStates((all) => ({ ...all, [photo.key]: { preview: all[photo.key]?.preview ?? URL.createObjectURL(file), share: 0 } }))
    try {
      const { sha256, mime } = await sendPhoto(file, photo.name, (share) => set(photo.key, { share }))
      change((now) => ({ photos: now.photos.map((p) => (p.key === photo.key ? { ...p, sha256, mime } : p)) }))
      setStates(({ [photo.key]: done, ...rest }) => ({ ...rest, [photo.key]: { ...(done?.preview ? { preview: done.preview } : {}) } }))
    } catch (error) {
      const { message, way } = faultOf(error)
      setStates(({ [photo.key]: old, ...rest }) => ({
        ...rest,
        [photo.key]: { ...(old?.preview ? { preview: old.preview } : {}), failed: `${message}。${way}` },
      }))
    }
  }

  // After a reload: show what was kept, and go on with what had not arrived.
  useEffect(() => {
    if (restored.current) return
    restored.current = true
    for (const photo of draft.photos) {
      if (!photo.sha256) void send(photo)
      else void photoKeeper.find(photo.key).then((file) => file && set(photo.key, { preview: URL.createObjectURL(file) }))
    }
    // oxlint-disable-next-line react/exhaustive-deps -- only what lay in the draft when the page opened
  }, [])

  const add = (files: readonly File[]) => {
    for (const file of files.slice(0, MOST_PHOTOS - draft.photos.length)) {
      const photo: DraftPhoto = { key: newKey(), name: file.name || '照片.jpg', mime: file.type || 'image/jpeg' }
      change((now) => ({ photos: [...now.photos, photo] }))
      void photoKeeper.keep(photo.key, file)
      void send(photo, file)
    }
  }
  const remove = (key: string) => {
    change((now) => ({ photos: now.photos.filter((p) => p.key !== key) }))
    void photoKeeper.drop(key)
  }
  return { states, add, remove, again: (photo: DraftPhoto) => void send(photo) }
}
