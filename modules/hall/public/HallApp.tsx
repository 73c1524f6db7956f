import { useEffect } from 'react'
import { BookPage } from './BookPage.tsx'
import { BookingPage } from './BookingPage.tsx'
import { Kiosk } from './Kiosk.tsx'
import { TakePage } from './TakePage.tsx'
import { TicketPage } from './TicketPage.tsx'
import { useHallInfo } from './use-hall-info.ts'
import './hall.css'

interface HallAppProps {
  /** What stands behind `#/hall/`. */
  readonly parts: readonly string[]
  readonly elder: boolean
  readonly switchElder: () => void
}

/** 取号、预约、看号: on a phone without an account, and on the machine in the hall. */
export function HallApp({ parts: [page = '', id = ''], elder, switchElder }: HallAppProps) {
  const { info, fault, again } = useHallInfo()
  useEffect(() => {
    document.title = `取号 · ${info?.name ?? '便民服务中心'}`
  }, [info])
  if (page === 'kiosk') return <Kiosk info={info} fault={fault} again={again} />
  return (
    <>
      <header className="head">
        <div className="head-row">
          <a className="brand" href="#/hall">
            <img src="/p/logo.svg" alt="" width="36" height="36" />
            <span>
              {info?.name ?? '便民服务中心'}
              {info?.demo && <small className="sample">示例</small>}
            </span>
          </a>
          <button type="button" className="elder no-print" aria-pressed={elder} onClick={switchElder}>
            {elder ? '标准模式' : '长者模式'}
          </button>
        </div>
        <nav className="tabs no-print" aria-label="页面">
          <a href="#/hall" aria-current={page === '' || page === 't' ? 'page' : undefined}>
            现在取号
          </a>
          <a href="#/hall/book" aria-current={page === 'book' || page === 'a' ? 'page' : undefined}>
            预约
          </a>
        </nav>
      </header>
      <main className="page">
        {page === 't' && id ? (
          <TicketPage key={id} id={id} />
        ) : page === 'a' && id ? (
          <BookingPage key={id} id={id} />
        ) : page === 'book' ? (
          <BookPage info={info} fault={fault} again={again} />
        ) : (
          <TakePage info={info} fault={fault} again={again} />
        )}
      </main>
      <footer className="foot no-print">
        <p>不用登录，不要姓名电话。号只在当天有效。</p>
        {info?.demo && <p>这是演示镇，单位和数字都是虚构的（示例）。</p>}
      </footer>
    </>
  )
}
