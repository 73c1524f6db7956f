import { useEffect, useState } from 'react'
import { type Unanswered, faultOf, newKey } from './ask.ts'
import { DomainKeys } from './DomainKeys.tsx'
import { type Slots, readSlots, sendBooking } from './door.ts'
import { Fault } from './Fault.tsx'
import type { InfoState } from './use-hall-info.ts'
import { clock, dayWords } from './words.ts'

/** 预约: business, day, slot. */
export function BookPage({ info, fault: noInfo, again }: InfoState) {
  const [domain, setDomain] = useState<string>()
  const [day, setDay] = useState<string>()
  const [found, setFound] = useState<{ readonly of: string; readonly slots: Slots }>()
  const [fault, setFault] = useState<Unanswered>()
  const [busy, setBusy] = useState(false)
  const chosen = day ?? info?.days[0]
  const asked = `${domain ?? ''} ${chosen ?? ''}`
  const slots = found?.of === asked ? found.slots : undefined
  useEffect(() => {
    if (!domain || !chosen) return undefined
    let wanted = true
    readSlots(domain, chosen).then(
      (answer) => wanted && setFound({ of: `${domain} ${chosen}`, slots: answer.slots }),
      (error: unknown) => wanted && setFault(faultOf(error)),
    )
    return () => {
      wanted = false
    }
  }, [domain, chosen])
  if (noInfo) return <Fault fault={noInfo} again={again} />
  if (!info) return <p className="loading">正在打开……</p>
  const book = async (minute: number): Promise<void> => {
    if (!domain || !chosen || busy) return
    setBusy(true)
    setFault(undefined)
    try {
      const { id } = await sendBooking({ actionId: newKey(), domain, day: chosen, minute })
      location.assign(`#/hall/a/${id}`)
    } catch (error) {
      setFault(faultOf(error))
      readSlots(domain, chosen).then(
        (answer) => setFound({ of: asked, slots: answer.slots }),
        () => undefined,
      )
    }
    setBusy(false)
  }
  return (
    <>
      <h1 className="hall-title">预约办什么？</h1>
      <DomainKeys domains={info.domains.filter(({ booking }) => booking)} waits={false} chosen={domain ?? ''} choose={setDomain} />
      {domain && (
        <>
          <h2 className="hall-title">哪一天？</h2>
          <div className="hall-days" role="group" aria-label="日期">
            {info.days.map((each) => (
              <button key={each} type="button" aria-pressed={each === chosen} onClick={() => setDay(each)}>
                {dayWords(each)}
              </button>
            ))}
          </div>
          <h2 className="hall-title">什么时候？</h2>
          {fault && <Fault fault={fault} />}
          {!slots && !fault && <p className="loading">正在看余号……</p>}
          {slots?.length === 0 && <p className="hall-closed">这一天没有可约的时段，请换一天。</p>}
          <div className="hall-days" role="group" aria-label="时段">
            {slots?.map(({ minute, left }) => (
              <button key={minute} type="button" disabled={left === 0 || busy} onClick={() => void book(minute)}>
                {clock(minute)}
                <small>{left === 0 ? '约满' : `余 ${left}`}</small>
              </button>
            ))}
          </div>
          <p className="hall-hint">预约前后 {info.rule.tolerance} 分钟内到大厅签到有效，凭预约码，不要姓名电话。</p>
        </>
      )}
    </>
  )
}
