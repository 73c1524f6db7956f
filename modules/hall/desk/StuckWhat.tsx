import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { CaseDetail } from '#core/case/contract.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { causeTitles, readStuck } from '../contract.ts'
import './hall.css'

/** What could not be done, why, and where it went. */
export function StuckWhat({ detail }: { readonly detail: CaseDetail }) {
  const found = useEndpoint(readStuck, { params: { id: detail.card.id } })
  const stuck = found.data
  if (found.isError) return <FailedState error={found.error} />
  if (!stuck) return <LoadingSkeleton rows={5} />
  return (
    <section className="panel hall-stuck">
      <h2>{stuck.matter}</h2>
      <p>
        <Tag color="warning">{causeTitles[stuck.cause]}</Tag>
        {stuck.supervised && <Tag color="error">已督办</Tag>}
        {stuck.ticket && <Tag>号 {stuck.ticket}</Tag>}
      </p>
      <p>{stuck.description}</p>
      {stuck.refusedBy && <p className="quiet">先前去过：{stuck.refusedBy}</p>}
      {stuck.transferredTo && (
        <p>
          已转事件中心：<Link to={`/cases/${stuck.transferredTo.id}` as never}>{stuck.transferredTo.number}</Link>
        </p>
      )}
      <p className="quiet">不记姓名电话，群众凭编号 {detail.card.number} 回窗口查询。时限 5 个工作日为示例。</p>
    </section>
  )
}
