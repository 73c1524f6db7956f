import { go } from '#platform/client/field/address.ts'
import { findStep } from '../process.ts'
import { DueText } from './DueText.tsx'
import type { FieldCase } from './field-case.ts'

const grades: Readonly<Record<number, string>> = { 1: '特急', 2: '紧急' }

/** One case in a list: what, where, how long left. The whole row is the target. */
export function CaseRow({ one }: { readonly one: FieldCase }) {
  const { card, state, process, waiting, refused } = one
  const grade = grades[card.urgency]
  const address = typeof state.data['address'] === 'string' ? state.data['address'] : ''
  return (
    <button type="button" className="row" onClick={() => go(`/cases/${card.id}`)}>
      <span className="row-title">
        {grade && <span className={`grade g${card.urgency}`}>{grade}</span>}
        {card.title}
      </span>
      <span className="row-where">{[address, card.areaName.split(' · ').at(-1)].filter(Boolean).join(' · ')}</span>
      <span className="row-foot">
        <span className="step">{findStep(process, state.step)?.title ?? card.stepTitle}</span>
        <DueText one={one} />
        {waiting.length > 0 && <span className="mark waiting">待发送</span>}
        {refused.length > 0 && <span className="mark refused">没被接受</span>}
      </span>
    </button>
  )
}
