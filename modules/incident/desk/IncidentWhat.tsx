import type { CaseDetail } from '#core/case/contract.ts'
import { PhotoGrid } from '#platform/client/desk/PhotoGrid.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readIncident } from '../endpoints.ts'
import { channelTitles } from '../record.ts'
import './incident-parts.css'

/** What happened: the first words verbatim and large, then class, source and the first photos. */
export function IncidentWhat({ detail }: { readonly detail: CaseDetail }) {
  const found = useEndpoint(readIncident, { params: { id: detail.card.id } })
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={4} />
  const { description, classPath, channel, files, external, address } = found.data
  return (
    <section className="panel incident-what">
      <h2 className="panel-head">情况</h2>
      <div className="panel-body">
        <p className="incident-words">{description}</p>
        <dl className="incident-facts">
          <div>
            <dt>地址</dt>
            <dd>{address || '未填写'}</dd>
          </div>
          <div>
            <dt>类别</dt>
            <dd>{classPath.length > 0 ? classPath.map((one) => one.name).join(' / ') : '未定'}</dd>
          </div>
          <div>
            <dt>来源</dt>
            <dd>
              {channelTitles[channel]}
              {external.map((one) => ` · ${one.system} ${one.number}`)}
            </dd>
          </div>
        </dl>
        <PhotoGrid files={files} size={112} />
      </div>
    </section>
  )
}
