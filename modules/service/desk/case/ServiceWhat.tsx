import { EyeOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Descriptions, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { CaseDetail } from '#core/case/contract.ts'
import { limitText } from '#core/calendar/contract.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/client/call.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { exactText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readServiceCase, revealApplicant } from '../../case.ts'
import { channelTitles } from '../../matter.ts'
import { MaterialList } from './MaterialList.tsx'
import './service-case.css'

type One = ReplyOf<typeof readServiceCase>

/** The case for whoever handles it: who (masked), papers in and out, every limit explained to the day. */
export function ServiceWhat({ detail }: { readonly detail: CaseDetail }) {
  const { id, seq } = detail.card
  const found = useEndpoint(readServiceCase, { params: { id } })
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={8} />
  const one = found.data
  return (
    <section className="panel service-what" key={seq}>
      <h2 className="panel-head">办件</h2>
      <div className="panel-body">
        {one.deemedWhy && <Alert type="warning" showIcon title="依法视为受理" description={one.deemedWhy} className="service-alert" />}
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'matter', label: '事项', children: `${one.matterName}（${one.matterCode}）`, span: 2 },
            {
              key: 'applicant',
              label: '申请人',
              span: 2,
              children: (
                <>
                  {one.applicant}
                  <span className="quiet num service-mask">{one.idMask}</span>
                  <span className="quiet num service-mask">{one.phoneMask}</span>
                  <Reveal id={id} />
                </>
              ),
            },
            { key: 'channel', label: '渠道', children: channelTitles[one.channel] },
            {
              key: 'mode',
              label: '方式',
              children: (
                <>
                  {one.soleOfficer ? <Tag color="blue">独任审批</Tag> : '两人审查、决定'}
                  {one.joint && <Tag color="purple">联合办理</Tag>}
                </>
              ),
            },
            { key: 'promise', label: '承诺时限', children: one.promise.n === 0 ? '当日办结' : limitText(one.promise) },
            { key: 'statutory', label: '法定时限', children: limitText(one.statutory) },
            ...(one.documentNumber ? [{ key: 'document', label: '决定文号', children: one.documentNumber, span: 2 }] : []),
          ]}
        />
        <Limits one={one} />
        <h3>材料</h3>
        <MaterialList materials={one.materials} />
        {one.gaps.length > 0 && (
          <>
            <h3>一次性告知补正的全部内容</h3>
            <ol className="service-gaps">
              {one.gaps.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          </>
        )}
        <h3>文书</h3>
        <ul className="service-papers">
          {one.papers.map((paper) => (
            <li key={paper.id}>
              <a href={`/api/service/papers/${paper.id}`} target="_blank" rel="noreferrer">
                <FilePdfOutlined /> {paper.title}
              </a>
              <span className="quiet">{paper.number}</span>
              <span className="quiet num">{exactText(paper.madeAt)}</span>
            </li>
          ))}
        </ul>
        {one.bundle.length > 1 && (
          <>
            <h3>一件事</h3>
            <ul className="service-papers">
              {one.bundle.map((part) => (
                <li key={part.id}>
                  {part.id === id ? <b>{part.matterName}</b> : <Link to={`/cases/${part.id}`}>{part.matterName}</Link>}
                  <span className="quiet num">{part.number}</span>
                  <span className="quiet">{part.stepTitle}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}

/** Every clock in one sentence of the law: which days counted, which did not and why. */
function Limits({ one }: { readonly one: One }) {
  if (one.clocks.length === 0) return null
  return (
    <>
      <h3>期限</h3>
      <ul className="service-limits">
        {one.clocks.map(({ key, title, dueDay, explanation }) => (
          <li key={key}>
            <strong>
              {title} <span className="num">{dueDay ? `至 ${dueDay}` : '暂停中'}</span>
            </strong>
            <span className="quiet">{explanation.sentence}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Reveal({ id }: { readonly id: string }) {
  const may = useMay('service.applicant.reveal')
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState<ReplyOf<typeof revealApplicant>>()
  if (!may) return null
  const look = async (): Promise<void> => {
    try {
      setShown(await call(revealApplicant, { params: { id }, body: { reason } }))
    } catch (error) {
      void message.error(error instanceof ProblemError ? problemText(error) : '没有打开，请再试一次')
    }
  }
  const close = (): void => {
    setAsking(false)
    setShown(undefined)
    setReason('')
  }
  return (
    <>
      <Button size="small" type="text" icon={<EyeOutlined />} aria-label="查看申请人完整信息" onClick={() => setAsking(true)} />
      <Modal
        open={asking}
        title="查看申请人完整信息"
        okText={shown ? '看完了' : '查看'}
        cancelText="取消"
        okButtonProps={{ disabled: !shown && reason.trim().length < 2 }}
        onOk={() => (shown ? close() : void look())}
        onCancel={close}
      >
        {shown ? (
          <Descriptions
            size="small"
            column={1}
            items={[
              ...Object.entries({ 申请人: shown.name, 证件号码: shown.number, 电话: shown.phone, 地址: shown.address }),
              ...Object.entries(shown.form),
            ].map(([label, value]) => ({ key: label, label, children: String(value) || '—' }))}
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
