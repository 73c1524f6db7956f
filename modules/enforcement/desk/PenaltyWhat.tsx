import { EyeOutlined } from '@ant-design/icons'
import { App, Button, Descriptions, Input, Modal } from 'antd'
import { useState } from 'react'
import type { CaseDetail } from '#core/case/contract.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/client/call.ts'
import { PhotoGrid } from '#platform/client/desk/PhotoGrid.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { yuanText } from '../money.ts'
import { PapersList } from './PapersList.tsx'
import { clueSources, readPenalty, revealParty } from '../penalty.ts'
import './enforcement.css'

/** What it is about, who the party is (masked), by which power, and the sums. */
export function PenaltyWhat({ detail }: { readonly detail: CaseDetail }) {
  const { id } = detail.card
  const found = useEndpoint(readPenalty, { params: { id } })
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={6} />
  const row = found.data
  return (
    <>
      <section className="panel enforcement-what">
        <h2 className="panel-head">案情</h2>
        <div className="panel-body">
          <p className="enforcement-words">{row.description}</p>
          <Descriptions
            size="small"
            column={2}
            items={[
              {
                key: 'party',
                label: '当事人',
                children: (
                  <>
                    {row.party}（{row.partyKind === 'citizen' ? '公民' : '组织'}） <span className="quiet num">{row.partyNumber}</span>{' '}
                    <Reveal id={id} />
                  </>
                ),
              },
              { key: 'earlier', label: '以往处罚', children: row.earlier === 0 ? '本镇没有处罚记录' : `本镇处罚过 ${row.earlier} 次` },
              { key: 'source', label: '来源', children: clueSources[row.source] },
              { key: 'address', label: '地址', children: row.address || '未填写' },
              { key: 'power', label: '处罚事项', children: row.powerTitle || '立案时确定', span: 2 },
              ...(row.powerText ? [{ key: 'text', label: '依据', children: row.powerText, span: 2 }] : []),
              ...(row.hearingReason ? [{ key: 'hearing', label: '听证', children: row.hearingReason, span: 2 }] : []),
              ...(row.documentNumber ? [{ key: 'number', label: '文号', children: row.documentNumber }] : []),
              ...(row.fine === undefined
                ? []
                : [{ key: 'fine', label: '罚款', children: <span className="num">{yuanText(row.fine)} 元</span> }]),
              ...(row.owed === undefined
                ? []
                : [
                    {
                      key: 'paid',
                      label: '缴款',
                      span: 2,
                      children: (
                        <span className="num">
                          应缴 {yuanText(row.owed)} 元{row.late ? `（含加处罚款 ${yuanText(row.late)} 元，第七十二条）` : ''}，已缴{' '}
                          {yuanText(row.paid ?? 0)} 元
                        </span>
                      ),
                    },
                  ]),
            ]}
          />
          <PhotoGrid files={row.files} size={112} />
        </div>
      </section>
      <PapersList id={id} />
    </>
  )
}

function Reveal({ id }: { readonly id: string }) {
  const may = useMay('enforcement.party.reveal')
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [party, setParty] = useState<ReplyOf<typeof revealParty>>()
  if (!may) return null
  const look = async (): Promise<void> => {
    try {
      setParty(await call(revealParty, { params: { id }, body: { reason } }))
    } catch (error) {
      void message.error(error instanceof ProblemError ? problemText(error) : '没有打开，请再试一次')
    }
  }
  const close = (): void => {
    setAsking(false)
    setParty(undefined)
    setReason('')
  }
  return (
    <>
      <Button size="small" type="text" icon={<EyeOutlined />} aria-label="查看当事人完整信息" onClick={() => setAsking(true)} />
      <Modal
        open={asking}
        title="查看当事人完整信息"
        okText={party ? '看完了' : '查看'}
        cancelText="取消"
        okButtonProps={{ disabled: !party && reason.trim().length < 2 }}
        onOk={() => (party ? close() : void look())}
        onCancel={close}
      >
        {party ? (
          <Descriptions
            size="small"
            column={1}
            items={Object.entries({ 姓名或名称: party.name, 证件号码: party.number, 电话: party.phone, 地址: party.address }).map(
              ([label, children]) => ({
                key: label,
                label,
                children: children || '—',
              }),
            )}
          />
        ) : (
          <Input
            aria-label="理由"
            placeholder="写明理由，将记入审计日志"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Modal>
    </>
  )
}
