import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { officialCode, readArea, readAreaVersions, surfaceWords, tierWords } from '../contract.ts'
import { AnsweringList } from './AnsweringList.tsx'

interface AreaCardProps {
  readonly code: string
  readonly at: string
  readonly choose: (code: string) => void
  readonly showDay: (day: string) => void
  readonly close: () => void
}

/** One area on a day: what it is, who answers for it, and its versions. */
export function AreaCard({ code, at, choose, showDay, close }: AreaCardProps) {
  const card = useEndpoint(readArea, { params: { code }, query: { at } }, { keep: true })
  const history = useEndpoint(readAreaVersions, { params: { code } })
  if (card.isPending) return <LoadingSkeleton rows={5} />
  if (card.isError) return <FailedState error={card.error} />
  const { area, parent, children, squareMetres, answering } = card.data
  return (
    <article className="area-card" aria-label={area.name}>
      <header>
        <h2>{area.name}</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label="关闭" onClick={close} />
      </header>
      <dl>
        <dt>层级</dt>
        <dd>
          {tierWords[area.tier]}
          {area.overlay && '（叠加）'}
        </dd>
        <dt>编码</dt>
        <dd className="num">{officialCode(area.tier, area.code)}</dd>
        <dt>上级</dt>
        <dd>
          {parent ? (
            <Button type="link" size="small" onClick={() => choose(parent.code)}>
              {parent.name}
            </Button>
          ) : (
            '无'
          )}
        </dd>
        <dt>面积</dt>
        <dd className="num">{surfaceWords(squareMetres)}</dd>
        <dt>下级</dt>
        <dd>{children.length === 0 ? '无' : `${children.length} 个`}</dd>
        <dt>负责人</dt>
        <dd>
          <AnsweringList people={answering.people} tier={area.tier} />
        </dd>
      </dl>
      <h3>历次边界</h3>
      <ol className="area-versions">
        {(history.data?.versions ?? []).map((version) => (
          <li key={version.id} aria-current={version.id === area.id}>
            <Button type="link" size="small" onClick={() => showDay(version.validFrom)}>
              {version.validFrom} 起{version.validTo === undefined ? '' : `，至 ${version.validTo} 前`}
            </Button>
            <span className="quiet num">
              {surfaceWords(version.squareMetres)} · {version.changedBy}
            </span>
          </li>
        ))}
      </ol>
    </article>
  )
}
