import { useEffect, useRef, useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Field } from '#platform/client/field/Field.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { go } from '#platform/client/field/address.ts'
import { useDevice } from '#platform/client/field/device.ts'
import { may } from '#platform/client/desk-module.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { findCode } from './find-code.ts'

const EVERY_MS = 250

/** Scans a device's, a place's or a case's code and opens its page; without a camera a photo or the number does. */
export function ScanPage() {
  const { modules } = useDevice()
  const { permissions } = useViewer()
  const video = useRef<HTMLVideoElement>(null)
  const [fault, setFault] = useState<string>()
  const [strange, setStrange] = useState<string>()
  const [typed, setTyped] = useState('')

  const open = (text: string): boolean => {
    for (const target of modules.flatMap((module) => module.scans ?? [])) {
      const path = may(permissions, target.needs) ? target.find(text) : undefined
      if (path) {
        go(path, { instead: true })
        return true
      }
    }
    setStrange(text)
    return false
  }
  const opening = useRef(open)
  useEffect(() => {
    opening.current = open
  })

  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const look = async (): Promise<void> => {
      const text = video.current && video.current.readyState >= 2 ? await findCode(video.current) : undefined
      if (gone || (text && opening.current(text))) return
      timer = setTimeout(() => void look(), EVERY_MS)
    }
    // Without HTTPS a browser has no mediaDevices at all: the same words as a refusal.
    const camera = navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } }) ?? Promise.reject(new Error('no camera'))
    camera.then(
      (found) => {
        stream = found
        if (gone || !video.current) return found.getTracks().forEach((track) => track.stop())
        video.current.srcObject = found
        void video.current.play().catch(() => undefined)
        void look()
      },
      () => setFault('打不开相机，可能没有权限。可在手机设置里允许，也可以拍一张二维码照片，或输入编号'),
    )
    return () => {
      gone = true
      clearTimeout(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])

  const fromPhoto = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const text = await createImageBitmap(file).then(findCode, () => undefined)
    if (text) open(text)
    else setFault('照片里没有找到二维码，请靠近些、对正了再拍')
  }
  return (
    <Screen title="扫码" first>
      {!fault && (
        <div className="viewfinder">
          <video ref={video} muted playsInline aria-label="相机画面" />
          <span aria-hidden="true" />
        </div>
      )}
      {!fault && <p className="about">把设备、场所或案件的二维码放进框里</p>}
      {fault && (
        <p className="card refused" role="alert">
          {fault}
        </p>
      )}
      {strange && (
        <p className="card refused" role="alert">
          这个码不是本系统的：{strange.slice(0, 60)}
        </p>
      )}
      <label className="big plain">
        拍一张二维码照片
        <input type="file" accept="image/*" hidden onChange={(event) => void fromPhoto(event.target.files?.[0])} />
      </label>
      <form
        className="card form"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) open(typed.trim())
        }}
      >
        <Field title="或者输入码下面的编号">{({ id }) => <input id={id} value={typed} onChange={(e) => setTyped(e.target.value)} />}</Field>
        <BigButton type="submit">打开</BigButton>
      </form>
    </Screen>
  )
}
