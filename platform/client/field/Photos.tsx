import { useEffect, useRef, useState } from 'react'
import type { OutgoingFile } from '../outbox/item.ts'
import { useOutbox } from '../outbox/use-outbox.ts'
import { fileAddress } from '../upload.ts'
import { Icon } from './Icon.tsx'
import { photoAddress } from './photo.ts'
import type { HeldPhotos } from './use-photos.ts'

/** A photo from the device, else from the centre. */
export function PhotoView({ file, alt }: { readonly file: Pick<OutgoingFile, 'sha256' | 'mime'>; readonly alt: string }) {
  const { store } = useOutbox()
  const [address, setAddress] = useState<string>()
  const { sha256, mime } = file
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void photoAddress(store, { sha256, mime }).then((found) => {
      if (gone && found) URL.revokeObjectURL(found)
      else {
        made = found
        setAddress(found ?? fileAddress(sha256, 320))
      }
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [store, sha256, mime])
  return (
    <span className="photo-view">{address && <img src={address} alt={alt} loading="lazy" onError={() => setAddress(undefined)} />}</span>
  )
}

/** The photos of a form and the button that opens the camera. Without a camera the same button opens the album. */
export function Photos({ held, title, most = 12 }: { readonly held: HeldPhotos; readonly title: string; readonly most?: number }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="photos" role="group" aria-label={title}>
      {held.photos.map((photo, i) => (
        <div key={photo.sha256} className="photo">
          <PhotoView file={photo} alt={`${title} ${i + 1}`} />
          <button type="button" className="photo-off" aria-label={`删除${title} ${i + 1}`} onClick={() => held.remove(photo.sha256)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      {held.photos.length < most && (
        <button type="button" className="photo photo-add" disabled={held.busy} onClick={() => input.current?.click()}>
          <Icon name="camera" />
          <span>{held.busy ? '正在保存' : title}</span>
        </button>
      )}
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        hidden
        aria-label={title}
        onChange={(event) => {
          void held.add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {held.fault && (
        <p className="fault" role="alert">
          {held.fault}
        </p>
      )}
    </div>
  )
}
