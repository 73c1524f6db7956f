import { useEffect, useRef, useState } from 'react'
import type { OwnTicket, Priority } from '../contract.ts'
import { type Unanswered, faultOf, newKey } from './ask.ts'
import { DomainKeys } from './DomainKeys.tsx'
import { sendCheckIn } from './door.ts'
import { Fault } from './Fault.tsx'
import { KioskCode } from './KioskCode.tsx'
import { TicketQr } from './TicketQr.tsx'
import type { InfoState } from './use-hall-info.ts'
import { useTake } from './use-take.ts'
import { priorities, turnWords } from './words.ts'
import './kiosk.css'

/**
 * 取号机: large keys, three ways in, back to the first page by itself. A browser cannot know whether a printer hangs on it, so the number and its
 * QR code are always on the screen and printing is offered beside them.
 */
export function Kiosk({ info, fault: noInfo, again }: InfoState) {
  const [priority, setPriority] = useState<Priority | 'ask'>('none')
  const [coding, setCoding] = useState(false)
  const [ticket, setTicket] = useState<OwnTicket>()
  const [refused, setRefused] = useState<Unanswered>()
  const { take, busy, fault, clear } = useTake('kiosk', setTicket)
  const home = (): void => {
    setPriority('none')
    setCoding(false)
    setTicket(undefined)
    setRefused(undefined)
    clear()
    again()
  }
  const away = ticket !== undefined || coding || priority !== 'none' || refused !== undefined || fault !== undefined
  useIdle(away, (info?.idleSeconds ?? 40) * 1_000, home)
  const checkIn = async (code: string): Promise<void> => {
    setRefused(undefined)
    try {
      setTicket(await sendCheckIn({ actionId: newKey(), code, channel: 'kiosk' }))
      setCoding(false)
    } catch (error) {
      setRefused(faultOf(error))
    }
  }
  return (
    <main className="kiosk">
      <header>
        <h1>
          {info?.name ?? '便民服务中心'}
          {info?.demo && <small className="sample">示例</small>}
        </h1>
        {away && (
          <button type="button" className="kiosk-back" onClick={home}>
            返回首页
          </button>
        )}
      </header>
      {noInfo && <Fault fault={noInfo} again={again} />}
      {(refused ?? fault) && <Fault fault={(refused ?? fault)!} />}
      {ticket ? (
        <Taken ticket={ticket} done={home} />
      ) : coding ? (
        <KioskCode send={(code) => void checkIn(code)} />
      ) : priority === 'ask' ? (
        <section className="kiosk-ask">
          <h2>您是哪一种情况？</h2>
          <div className="hall-keys">
            {priorities.map(({ key, title }) => (
              <button key={key} type="button" onClick={() => setPriority(key)}>
                <strong>{title}</strong>
              </button>
            ))}
          </div>
          <p>到窗口时请出示证件或说明情况。</p>
        </section>
      ) : (
        info && (
          <section className="kiosk-ask">
            <h2>{priority === 'none' ? '请选择您要办的业务' : '优先号：请选择您要办的业务'}</h2>
            {!info.open && <p className="hall-closed">现在不在办公时间（工作日 {info.hours.join('、')}）。</p>}
            <DomainKeys domains={info.domains} busy={busy || !info.open} choose={(key) => void take(key, priority)} />
            <div className="kiosk-ways">
              {priority === 'none' && (
                <button type="button" onClick={() => setPriority('ask')}>
                  老年人、残疾人、孕妇、军人等优先取号
                </button>
              )}
              <button type="button" onClick={() => setCoding(true)}>
                我有预约，凭预约码签到
              </button>
            </div>
          </section>
        )
      )}
      <footer>不用身份证，不要姓名电话。不会用请找导服台。</footer>
    </main>
  )
}

function Taken({ ticket, done }: { readonly ticket: OwnTicket; readonly done: () => void }) {
  const [tried, setTried] = useState(false)
  return (
    <section className="kiosk-taken" aria-live="polite">
      <p className="kiosk-what">
        {ticket.domainTitle}
        {ticket.first && <b>优先</b>}
      </p>
      <p className="kiosk-number">{ticket.number}</p>
      <p className="kiosk-turn">
        前面 {ticket.ahead ?? 0} 人。{turnWords(ticket.minutes)}
      </p>
      <TicketQr id={ticket.id} />
      <p className="kiosk-turn">微信扫一扫，手机上看前面几人</p>
      <div className="kiosk-ways no-print">
        <button
          type="button"
          onClick={() => {
            setTried(true)
            print()
          }}
        >
          打印小票
        </button>
        <button type="button" className="kiosk-done" onClick={done}>
          好了
        </button>
      </div>
      <p className="no-print">
        {tried ? '没有出纸，说明打印机没有接好：请记住号码，或扫码带走。' : '没有打印机也不要紧：记住号码，或扫码带走。'}
      </p>
    </section>
  )
}

/** Somebody who walks away leaves the machine to the next. */
function useIdle(active: boolean, ms: number, home: () => void): void {
  const latest = useRef(home)
  useEffect(() => {
    latest.current = home
  })
  useEffect(() => {
    const leave = (): void => latest.current()
    if (!active) return undefined
    let timer = setTimeout(leave, ms)
    const touched = (): void => {
      clearTimeout(timer)
      timer = setTimeout(leave, ms)
    }
    addEventListener('pointerdown', touched)
    addEventListener('keydown', touched)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointerdown', touched)
      removeEventListener('keydown', touched)
    }
  }, [active, ms])
}
