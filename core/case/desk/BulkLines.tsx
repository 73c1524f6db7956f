import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, LoadingOutlined, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Prospect } from '#core/case/contract.ts'
import type { Outcome } from './use-bulk-acts.ts'

interface BulkLinesProps {
  readonly prospects: readonly Prospect[]
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/** Every case of a bulk act on a line: what will become of it or why not, then what became of it. */
export function BulkLines({ prospects, outcomes }: BulkLinesProps) {
  // What needs attention stands first.
  const rank = (one: Prospect): number => {
    const at = outcomes.get(one.id)?.at
    return at === 'refused' || at === 'unanswered' ? 0 : one.refused === undefined ? 2 : 1
  }
  return (
    <ul className="bulk-lines">
      {[...prospects]
        .sort((a, b) => rank(a) - rank(b))
        .map((one) => (
          <li key={one.id}>
            <span className="num bulk-number">{one.number || '（不可见）'}</span>
            <span className="bulk-title" title={one.title}>
              {one.title}
            </span>
            <Words prospect={one} outcome={outcomes.get(one.id)} />
          </li>
        ))}
    </ul>
  )
}

function Words({ prospect, outcome }: { readonly prospect: Prospect; readonly outcome: Outcome | undefined }) {
  const { stepTitle, becomes, refused } = prospect
  const said = (tone: string, icon: ReactNode, text: string) => (
    <span className={`bulk-words bulk-${tone}`}>
      {icon} {text}
    </span>
  )
  if (refused !== undefined) return said('refused', <MinusCircleOutlined />, `不能办：${refused}`)
  switch (outcome?.at) {
    case undefined:
      return said('ready', <ClockCircleOutlined />, becomes === stepTitle ? `${stepTitle}（环节不变）` : `${stepTitle} → ${becomes ?? ''}`)
    case 'waiting':
      return said('ready', <ClockCircleOutlined />, '排队中')
    case 'going':
      return said('ready', <LoadingOutlined />, '办理中')
    case 'done':
      return said('done', <CheckCircleFilled />, `已办，现为 ${outcome.stepTitle}`)
    case 'refused':
      return said('failed', <CloseCircleFilled />, `未办成：${outcome.text}`)
    case 'unanswered':
      return said('failed', <CloseCircleFilled />, `没有回音：${outcome.text}`)
  }
}
