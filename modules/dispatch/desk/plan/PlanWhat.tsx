import { Link } from '@tanstack/react-router'
import type { CaseDetail } from '#core/case/contract.ts'
import { DrillMark } from './LevelTag.tsx'
import './board.css'
import './plan.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a plan asked, on the case page of the activation and of each of its tasks. */
export function PlanWhat({ detail: { card, data } }: { readonly detail: CaseDetail }) {
  const board = text(data['activation']) || card.id
  const role = text(data['role'])
  return (
    <section className="panel">
      <h2 className="panel-head">
        {data['drill'] === true && <DrillMark />} {role ? '任务要求' : '启动原因'}
        <Link className="panel-more" to={`/boards/${board}`}>
          看启动板
        </Link>
      </h2>
      <div className="panel-body">
        <p className="board-words">{text(data['description']) || '没有填写说明'}</p>
        <p className="quiet">{[text(data['planTitle']), role && `角色：${role}`, text(data['source'])].filter(Boolean).join(' · ')}</p>
      </div>
    </section>
  )
}
