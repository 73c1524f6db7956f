import { useEffect, useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { useDevice } from '#platform/client/field/device.ts'
import { useRows } from '#platform/client/field/use-rows.ts'
import { may } from '#platform/client/desk-module.ts'
import { bytesText } from '#platform/client/amount.ts'
import { sinceText, useNow } from '#platform/client/time.ts'
import { useViewer } from '#platform/client/viewer.ts'

/** What lies on the phone, how old it is and how much room it takes. */
export function DevicePage() {
  const { outbox, modules, pull } = useDevice()
  const { permissions } = useViewer()
  const now = useNow()
  const { store } = outbox
  const [busy, setBusy] = useState(false)
  const [room, setRoom] = useState<{ usage?: number; quota?: number; kept: boolean }>()
  const ages = useRows(
    `${store.name} ages`,
    () => store.db.parts.toArray(),
    async (rows) => new Map(rows.map((row) => [row.key, row.at])),
  )
  const photos = useRows(
    `${store.name} photos`,
    () => store.db.files.toArray(),
    async (rows) => ({ count: rows.length, size: rows.reduce((sum, row) => sum + row.size, 0) }),
  )
  const parts = modules.flatMap((module) => module.parts ?? []).filter((part) => may(permissions, part.needs))
  useEffect(() => {
    void Promise.all([navigator.storage?.estimate?.(), navigator.storage?.persisted?.()]).then(([estimate, kept]) =>
      setRoom({ ...estimate, kept: kept === true }),
    )
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what was written is the reason to measure again
  }, [ages, photos])
  const renew = async (): Promise<void> => {
    setBusy(true)
    await pull(parts)
    setBusy(false)
  }
  const left = room?.quota !== undefined && room.usage !== undefined ? room.quota - room.usage : undefined
  return (
    <Screen
      title="手机里的资料"
      foot={
        <BigButton tone="primary" disabled={busy} onClick={() => void renew()}>
          {busy ? '正在更新' : '全部更新'}
        </BigButton>
      }
    >
      <section className="card">
        {parts.map((part) => {
          const at = ages?.get(part.key)
          return (
            <p key={part.key} className="line-of">
              <span>{part.title}</span>
              <span className={at === undefined ? 'fault' : 'quiet'}>{at === undefined ? '还没有' : `${sinceText(at, now)}更新`}</span>
            </p>
          )
        })}
        <p className="line-of">
          <span>没发出的照片</span>
          <span className="quiet">{photos ? `${photos.count} 张，${photos.count === 0 ? '0 KB' : bytesText(photos.size)}` : ''}</span>
        </p>
      </section>
      {left !== undefined && (
        <section className="card">
          <p className="line-of">
            <span>已占用</span>
            <span className="quiet">{bytesText(room?.usage ?? 0)}</span>
          </p>
          <p className="line-of">
            <span>还可以放</span>
            <span className={left < 50_000_000 ? 'fault' : 'quiet'}>{bytesText(left)}</span>
          </p>
          {left < 50_000_000 && <p className="fault">手机快满了，照片可能存不下，请删掉不用的照片或视频。</p>}
          {room?.kept === false && <p className="help">手机空间紧张时系统可能清掉没发出的资料。把它装到桌面后会更稳妥。</p>}
        </section>
      )}
      <p className="about">资料都加密存放，退出登录后打不开。</p>
    </Screen>
  )
}
