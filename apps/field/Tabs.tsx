import { useEffect, useRef } from 'react'
import { useUnread } from '#core/notice/field/index.tsx'
import { Icon, type IconName } from '#platform/client/field/Icon.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { giveShots } from '#platform/client/field/shots.ts'
import { useMay } from '#platform/client/viewer.ts'

interface TabProps {
  readonly path: string
  readonly icon: IconName
  readonly title: string
  readonly count?: number
}

function Tab({ path, icon, title, count = 0 }: TabProps) {
  const here = useAddress().path === path
  return (
    <button type="button" className="tab" aria-current={here ? 'page' : undefined} onClick={() => go(path)}>
      <Icon name={icon} />
      {title}
      {count > 0 && <span className="badge">{count > 99 ? '99+' : count}</span>}
    </button>
  )
}

/** The first pages under the thumb. 上报 opens the camera at once: the photo is the first thing, not the form. */
export function Tabs() {
  const camera = useRef<HTMLInputElement>(null)
  const unread = useUnread()
  const mayReport = useMay('incident.case.report')
  const { path } = useAddress()
  useEffect(() => {
    const input = camera.current
    // No photo wanted, or no camera allowed: words alone are a report too. React knows no `cancel` of a file input.
    const without = (): void => go('/report')
    input?.addEventListener('cancel', without)
    return () => input?.removeEventListener('cancel', without)
  })
  // A page with a main button of its own at the bottom keeps that place.
  if (!['/', '/notices', '/scan', '/me', '/outbox'].includes(path)) return null
  const shot = (files: readonly File[]): void => {
    giveShots(files)
    go('/report')
  }
  return (
    <nav className="tabs" aria-label="主要页面">
      <Tab path="/" icon="today" title="今天" />
      <Tab path="/notices" icon="bell" title="消息" count={unread} />
      {mayReport && (
        <>
          <button type="button" className="tab report" onClick={() => camera.current?.click()}>
            <Icon name="camera" />
            上报
          </button>
          <input
            ref={camera}
            type="file"
            accept="image/*"
            capture="environment"
            hidden
            aria-label="拍照上报"
            onChange={(event) => {
              shot([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </>
      )}
      <Tab path="/scan" icon="scan" title="扫码" />
      <Tab path="/me" icon="me" title="我的" />
    </nav>
  )
}
