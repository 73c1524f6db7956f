import { FilePdfOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { addressOf } from '#platform/client/call.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { type CasePaperView, listPapers, readPaper } from '../papers/endpoints.ts'
import { volumeTitles } from '../papers/template.ts'

const volumes = ['main', 'side'] as const

/** 文书: what the case has formed so far, 正卷 and 副卷 apart, each a PDF; gaps are said, not hidden. */
export function PapersList({ id }: { readonly id: string }) {
  const found = useEndpoint(listPapers, { params: { id } })
  return (
    <section className="panel enforcement-papers">
      <h2 className="panel-head">文书</h2>
      <div className="panel-body">
        {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
        {found.isPending && <LoadingSkeleton rows={3} />}
        {found.data?.rows.length === 0 && <EmptyState title="还没有形成文书" />}
        {volumes.map((volume) => {
          const rows = found.data?.rows.filter((row) => row.volume === volume) ?? []
          return rows.length === 0 ? null : (
            <div key={volume}>
              <h3>{volumeTitles[volume]}</h3>
              <ol>
                {rows.map((row) => (
                  <li key={`${row.code}-${row.seq}`}>
                    <PaperLink id={id} row={row} />
                  </li>
                ))}
              </ol>
            </div>
          )
        })}
      </div>
    </section>
  )
}

function PaperLink({ id, row }: { readonly id: string; readonly row: CasePaperView }) {
  return (
    <>
      <a href={addressOf(readPaper, { params: { id, code: row.code }, query: { seq: row.seq } })} target="_blank" rel="noreferrer">
        <FilePdfOutlined /> {row.title}
      </a>{' '}
      <span className="quiet num">{row.number}</span>
      {row.missing.length > 0 && (
        <Tooltip title={`待手工填写：${row.missing.join('、')}`}>
          <span className="quiet"> · {row.missing.length} 处留空</span>
        </Tooltip>
      )}
    </>
  )
}
