import { Link } from '@tanstack/react-router'
import { FilePdfOutlined, NodeIndexOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Tooltip, Typography } from 'antd'
import type { CaseDetail } from '#core/case/contract.ts'
import { readCaseFile } from '#core/case/contract.ts'
import { addressOf } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { CaseActions } from './CaseActions.tsx'
import { CaseClocks } from './CaseClocks.tsx'
import { GradeTag } from './GradeTag.tsx'
import { holderWords } from './HolderText.tsx'
import { PackageButton } from './PackageButton.tsx'
import { StateTag } from './StateTag.tsx'

interface CaseHeadProps {
  readonly detail: CaseDetail
  readonly open: (action: string) => void
  /** `a` opens the primary action; off in a workspace, which has keys of its own. */
  readonly keys: boolean
}

/** What it is, who has it since when, how long is left, and what may be done: readable from two metres. */
export function CaseHead({ detail, open, keys }: CaseHeadProps) {
  const { card } = detail
  const closed = card.closedAt !== undefined
  const held = card.holder.unit !== undefined || card.holder.person !== undefined || card.holder.role !== undefined
  return (
    <header className="case-head panel">
      <div className="case-title">
        <div className="case-tags">
          <Typography.Text copyable={{ tooltips: ['复制编号', '已复制'] }} className="num case-number">
            {card.number}
          </Typography.Text>
          <GradeTag grade={card.urgency} />
          <StateTag title={card.stepTitle} closed={closed} />
          {closed && card.resultTitle && <StateTag title={`结果：${card.resultTitle}`} closed />}
        </div>
        <h1>{card.title}</h1>
        <p className="case-holder">
          {closed ? (
            <>
              已于 <Ago at={card.closedAt ?? card.since} exact /> 结束
            </>
          ) : (
            <>
              {held ? (
                <>
                  现由 <b>{holderWords(card.holder)}</b> 承办，
                </>
              ) : (
                `${card.stepTitle}，暂无承办，`
              )}
              <Ago at={card.since} />
              {held ? '到手' : '起'} · {card.areaName || '网格未定'}
            </>
          )}
          <span className="quiet">
            {' '}
            · 登记于 <Ago at={card.openedAt} exact />
          </span>
        </p>
      </div>
      <CaseClocks detail={detail} />
      <div className="case-acts">
        <CaseActions allowed={detail.allowed} open={open} keys={keys} />
        <Tooltip title="看流程：现在走到哪一步">
          <Link to={`/processes/${card.process}/${detail.version}?step=${card.step}`}>
            <Button icon={<NodeIndexOutlined />} aria-label="看流程" />
          </Link>
        </Tooltip>
        <Tooltip title="下载案卷（PDF）">
          <Button
            icon={<FilePdfOutlined />}
            aria-label="下载案卷（PDF）"
            href={addressOf(readCaseFile, { params: { id: card.id } })}
            download
          />
        </Tooltip>
        <PackageButton id={card.id} />
        <Tooltip title="打印案卷">
          <Link to={`/cases/${card.id}/print`} target="_blank">
            <Button icon={<PrinterOutlined />} aria-label="打印案卷" />
          </Link>
        </Tooltip>
      </div>
    </header>
  )
}
