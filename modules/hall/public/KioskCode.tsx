import { useState } from 'react'

const keys = [...'23456789ABCDEFGHJKMNPQRSTUVWXYZ']
const length = 6

/** The appointment's code on the machine's own keys: a hall has no keyboard. */
export function KioskCode({ send }: { readonly send: (code: string) => void }) {
  const [code, setCode] = useState('')
  return (
    <section className="kiosk-ask">
      <h2>请输入 6 位预约码</h2>
      <p className="kiosk-typed" aria-live="polite">
        {code.padEnd(length, '·')}
      </p>
      <div className="kiosk-letters">
        {keys.map((key) => (
          <button key={key} type="button" disabled={code.length >= length} onClick={() => setCode(code + key)}>
            {key}
          </button>
        ))}
        <button type="button" className="kiosk-wide" onClick={() => setCode(code.slice(0, -1))}>
          删除
        </button>
      </div>
      <div className="kiosk-ways">
        <button type="button" className="kiosk-done" disabled={code.length < length} onClick={() => send(code)}>
          签到取号
        </button>
      </div>
    </section>
  )
}
