import { useEffect, useState } from 'react'
import type { Appointment } from '../contract.ts'
import { type Unanswered, faultOf, newKey } from './ask.ts'
import { readBooking, sendCancel, sendCheckIn } from './door.ts'
import { Fault } from './Fault.tsx'
import { bookingStates, clock, dayWords } from './words.ts'

/** 我的预约: the code, when to come, check in, cancel. */
export function BookingPage({ id }: { readonly id: string }) {
  const [booking, setBooking] = useState<Appointment>()
  const [fault, setFault] = useState<Unanswered>()
  useEffect(() => {
    readBooking(id).then(setBooking, (error: unknown) => setFault(faultOf(error)))
  }, [id])
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(faultOf(error))
    }
  }
  if (!booking) return fault ? <Fault fault={fault} /> : <p className="loading">正在打开……</p>
  const { day, minute, tolerance, code, state } = booking
  return (
    <article className="hall-ticket" data-state={state}>
      <p className="hall-ticket-what">
        {booking.domainTitle} <b>{bookingStates[state]}</b>
      </p>
      <h1>
        {dayWords(day)} {clock(minute)}
      </h1>
      <p>
        预约码 <strong className="hall-code">{code}</strong>
      </p>
      <p className="hall-hint">
        {clock(minute - tolerance)}–{clock(minute + tolerance)} 到大厅，在取号机输入预约码，或在这里签到。请记下预约码或收藏本页。
      </p>
      {fault && <Fault fault={fault} />}
      {state === 'booked' && (
        <>
          <button
            type="button"
            className="hall-main"
            onClick={() =>
              void attempt(async () => {
                const ticket = await sendCheckIn({ actionId: newKey(), code, channel: 'phone' })
                location.assign(`#/hall/t/${ticket.id}`)
              })
            }
          >
            我到了，签到取号
          </button>
          <button type="button" className="hall-plain" onClick={() => void attempt(async () => setBooking(await sendCancel(id, newKey())))}>
            取消预约
          </button>
        </>
      )}
      {booking.ticketId && (
        <a className="hall-plain" href={`#/hall/t/${booking.ticketId}`}>
          看我的号
        </a>
      )}
    </article>
  )
}
