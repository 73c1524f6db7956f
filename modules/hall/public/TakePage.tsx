import { useState } from 'react'
import type { Priority } from '../contract.ts'
import { DomainKeys } from './DomainKeys.tsx'
import { Fault } from './Fault.tsx'
import type { InfoState } from './use-hall-info.ts'
import { useTake } from './use-take.ts'
import { priorities } from './words.ts'

/** 现在取号, on one's own phone: one tap on the business. */
export function TakePage({ info, fault: noInfo, again }: InfoState) {
  const [priority, setPriority] = useState<Priority>('none')
  const { take, busy, fault } = useTake('phone', ({ id }) => {
    location.assign(`#/hall/t/${id}`)
  })
  if (noInfo) return <Fault fault={noInfo} again={again} />
  if (!info) return <p className="loading">正在打开……</p>
  return (
    <>
      <h1 className="hall-title">您要办什么？</h1>
      {!info.open && (
        <p className="hall-closed" role="status">
          现在不在办公时间（工作日 {info.hours.join('、')}），不能取号，可以<a href="#/hall/book">预约</a>。
        </p>
      )}
      <label className="hall-priority">
        <span>需要优先吗？</span>
        <select value={priority} onChange={({ target }) => setPriority(target.value as Priority)}>
          <option value="none">不需要</option>
          {priorities.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {priority !== 'none' && <p className="hall-hint">到窗口时请出示证件或说明情况。</p>}
      {fault && <Fault fault={fault} />}
      <DomainKeys domains={info.domains} busy={busy || !info.open} choose={(key) => void take(key, priority)} />
      <p className="hall-hint">
        叫号 {info.rule.calls} 次没到算过号，自动往后排 {info.rule.steps} 位，不用重新取号（示例规则）。
      </p>
    </>
  )
}
