import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import type { Position } from '../contract.ts'
import { distanceWords, locatePoint, placeWords, tierWords } from '../contract.ts'
import { AnsweringList } from './AnsweringList.tsx'

interface PlaceCardProps {
  readonly point: Position
  readonly at: string
  readonly choose: (code: string) => void
  readonly close: () => void
}

/** What a clicked place belongs to on the day shown, and who answers for each tier. */
export function PlaceCard({ point, at, choose, close }: PlaceCardProps) {
  const [lng, lat] = point
  const found = useEndpoint(locatePoint, { query: { lng, lat, at } }, { keep: true })
  return (
    <article className="area-card" aria-label="此处属于">
      <header>
        <h2>此处属于</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label="关闭" onClick={close} />
      </header>
      <p className="quiet num area-place">{placeWords(point)}</p>
      {found.isPending && <LoadingSkeleton rows={4} />}
      {found.isError && <FailedState error={found.error} />}
      {found.data?.outside && (
        <p>
          在镇域之外
          {found.data.nearest && `，最近的是${found.data.nearest.area.name}，相距${distanceWords(found.data.nearest.metres)}`}
        </p>
      )}
      {found.data && (
        <dl>
          {found.data.answering.map(({ code, name, tier, people }) => (
            <div key={code} className="area-tier-row">
              <dt>{tierWords[tier]}</dt>
              <dd>
                <Button type="link" size="small" onClick={() => choose(code)}>
                  {name}
                </Button>
                <AnsweringList people={people} tier={tier} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}
