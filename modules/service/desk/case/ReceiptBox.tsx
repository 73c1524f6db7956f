import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Page } from '#platform/client/desk/Page.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { type CaseReceipt, readServiceCase } from '../../case.ts'
import './service-case.css'

interface ReceiptBoxProps {
  readonly receipt: CaseReceipt
  readonly again: () => void
  readonly goOn: () => void
}

/** What is handed to the applicant: the same number and check code as online; without a printer they are read out and written down. */
export function ReceiptBox({ receipt, again, goOn }: ReceiptBoxProps) {
  const found = useEndpoint(readServiceCase, { params: { id: receipt.id } })
  const paper = found.data?.papers.find(({ kind }) => kind === 'receipt')
  const query = receipt.code ? `?code=${receipt.code}` : ''
  return (
    <Page title={receipt.accepted ? '已受理' : '已收件'}>
      <section className="panel service-box" role="status">
        <p className="quiet">受理号</p>
        <p className="service-receipt-number num">{receipt.number}</p>
        {receipt.code && (
          <>
            <p className="quiet">查询码（只显示这一次，印在凭证上）</p>
            <p className="service-receipt-number num">{receipt.code}</p>
          </>
        )}
        {receipt.promiseDue && <p>承诺 {receipt.promiseDue} 前办结。</p>}
        <div className="service-foot" style={{ justifyContent: 'flex-start' }}>
          {paper && (
            <Button type="primary" icon={<PrinterOutlined />} href={`/api/service/papers/${paper.id}${query}`} target="_blank">
              打印凭证
            </Button>
          )}
          <Button onClick={goOn}>{receipt.accepted ? '查看办件' : '去告知补正'}</Button>
          <Button type="primary" ghost autoFocus onClick={again}>
            下一位
          </Button>
        </div>
      </section>
    </Page>
  )
}
