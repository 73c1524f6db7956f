import { useState } from 'react'
import { useContact } from '#platform/client/contact.ts'
import { useDevice } from '#platform/client/field/device.ts'
import { go } from '#platform/client/field/address.ts'
import { useItemCounts } from '#platform/client/outbox/use-outbox.ts'
import { sinceText, spanText, useNow } from '#platform/client/time.ts'
import { SignInAgain } from './SignInAgain.tsx'
import { useSessionHold } from './session-context.ts'
import { useNewVersion } from './worker.ts'

const WRONG_CLOCK_MS = 2 * 60_000

/** The honest bar: whether the centre hears us, since when not, what waits; on duty and help from the modules. */
export function Bar() {
  const { modules } = useDevice()
  const { up, lastAt, skew } = useContact()
  const { waiting, refused } = useItemCounts()
  const { used } = useSessionHold()
  const now = useNow()
  const [asking, setAsking] = useState(false)
  const renew = useNewVersion()
  const line =
    up === false
      ? lastAt === undefined
        ? '没有信号'
        : `没有信号，${sinceText(lastAt, now)}联系过中心`
      : lastAt === undefined
        ? '正在联系中心'
        : '已连上中心'
  return (
    <header className="bar">
      <div className="bar-line">
        <p className={up === false ? 'line down' : 'line'} role="status">
          <span className="dot" aria-hidden="true" />
          {line}
        </p>
        {modules.map(({ key, bar: Part }) => Part && <Part key={key} />)}
      </div>
      {(waiting > 0 || refused > 0) && (
        <button type="button" className={refused > 0 ? 'bar-note bad' : 'bar-note'} onClick={() => go('/outbox')}>
          {refused > 0 && `${refused} 条没被接受，请看一下`}
          {refused > 0 && waiting > 0 && '；'}
          {waiting > 0 && `${waiting} 条等着发到中心`}
        </button>
      )}
      {used.ended && (
        <button type="button" className="bar-note bad" onClick={() => setAsking(true)}>
          登录已过期，点这里重新登录；您做的都在手机里
        </button>
      )}
      {Math.abs(skew) > WRONG_CLOCK_MS && (
        <p className="bar-note">
          手机时间{skew < 0 ? '快' : '慢'}了 {spanText(skew)}，已按中心的时间记
        </p>
      )}
      {renew && (
        <button type="button" className="bar-note" onClick={renew}>
          有新版本，点这里更新
        </button>
      )}
      {asking && <SignInAgain onClose={() => setAsking(false)} />}
    </header>
  )
}
