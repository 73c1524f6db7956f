import { useEffect, useRef, useState } from 'react'
import type { OwnTicket } from '../contract.ts'
import { type Unanswered, faultOf, newKey } from './ask.ts'
import { readTicket, sendLeave } from './door.ts'
import { Fault } from './Fault.tsx'
import { standing } from './words.ts'

const over = ({ state }: OwnTicket): boolean => state === 'done' || state === 'abandoned'

/** 我的号: how many before me, about how long, which window. Read again every few seconds while it is seen. */
export function TicketPage({ id }: { readonly id: string }) {
  const [ticket, setTicket] = useState<OwnTicket>()
  const [fault, setFault] = useState<Unanswered>()
  const [leaving, setLeaving] = useState(false)
  const called = useRef(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let shown = true
    const read = (): void => {
      readTicket(id)
        .then(
          (found) => {
            setTicket(found)
            setFault(undefined)
            // Whoever looks away feels it.
            if (found.state === 'called' && !called.current) navigator.vibrate?.([300, 150, 300])
            called.current = found.state === 'called'
            return !over(found)
          },
          (error: unknown) => {
            const refused = faultOf(error)
            setFault(refused)
            return refused.status !== 404
          },
        )
        .then((more) => {
          if (shown && more) timer = setTimeout(read, document.visibilityState === 'visible' ? 5_000 : 20_000)
        })
    }
    read()
    return () => {
      shown = false
      clearTimeout(timer)
    }
  }, [id])
  const leave = async (): Promise<void> => {
    try {
      setTicket(await sendLeave(id, newKey()))
    } catch (error) {
      setFault(faultOf(error))
    }
    setLeaving(false)
  }
  if (!ticket) return fault ? <Fault fault={fault} /> : <p className="loading">正在打开……</p>
  const { title, words } = standing(ticket)
  const waiting = ticket.state === 'waiting' || ticket.state === 'missed'
  return (
    <article className="hall-ticket" data-state={ticket.state}>
      <p className="hall-ticket-what">
        {ticket.domainTitle}
        {ticket.first && <b>优先</b>}
      </p>
      <p className="hall-ticket-number">{ticket.number}</p>
      <h1 aria-live="polite">{title}</h1>
      <p>{words}</p>
      {fault && <p className="hall-hint">正在重新连接，刚才的情况可能已有变化。</p>}
      {waiting &&
        (leaving ? (
          <div className="hall-sure">
            <p>不等了？这个号会作废。</p>
            <button type="button" className="hall-danger" onClick={() => void leave()}>
              退掉这个号
            </button>
            <button type="button" className="hall-plain" onClick={() => setLeaving(false)}>
              继续等
            </button>
          </div>
        ) : (
          <button type="button" className="hall-plain" onClick={() => setLeaving(true)}>
            不等了
          </button>
        ))}
      {over(ticket) && (
        <a className="hall-plain" href="#/hall">
          重新取号
        </a>
      )}
    </article>
  )
}
