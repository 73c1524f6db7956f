import { Link } from '@tanstack/react-router'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { bearingWords, distanceWords, locatePoint } from '#core/area/contract.ts'
import type { LngLat } from '#platform/client/map/map-point.ts'
import type { MapTheme } from '#platform/client/map/tones.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { sinceText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { findNearby, readMapCard } from '../../contract.ts'
import { ToneMark } from './ToneMark.tsx'
import { glyphOf } from './glyph-of.ts'
import type { ShownLayer } from './use-map-layers.ts'

interface MapCardProps {
  readonly pick: { readonly layer: string; readonly id: string }
  readonly layer: ShownLayer['entry'] | undefined
  readonly theme: MapTheme
  readonly nearby: readonly { readonly sort: string; readonly title: string }[]
  readonly onFly: (at: LngLat) => void
  readonly onClose: () => void
}

/** What a click on a thing opens: its facts, what is near it, the way to its page. */
export function MapCard({ pick, layer, theme, nearby, onFly, onClose }: MapCardProps) {
  const { data, error, isPending } = useEndpoint(readMapCard, { params: { key: pick.layer, id: pick.id } })
  if (error)
    return (
      <Frame title="没有读到" onClose={onClose}>
        <Alert type="warning" title={problemText(error)} />
      </Frame>
    )
  if (isPending || !data)
    return (
      <Frame title="读取中" onClose={onClose}>
        <Skeleton active paragraph={{ rows: 4 }} />
      </Frame>
    )
  const kind = layer?.kinds.find(({ key }) => key === data.kind)
  return (
    <Frame
      title={data.title}
      mark={layer && <ToneMark glyph={glyphOf(layer)} tone={data.tone} theme={theme} size={26} />}
      remark={[layer?.title, kind?.title].filter(Boolean).join(' · ')}
      onClose={onClose}
    >
      <dl className="map-facts">
        {data.lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="map-card-acts">
        {data.href && (
          <Link to={data.href} className="ant-btn ant-btn-primary map-open">
            打开详情
          </Link>
        )}
        <Button onClick={() => onFly(data.at)}>在图上居中</Button>
      </div>
      <Nearbies at={data.at} sorts={nearby} onFly={onFly} />
    </Frame>
  )
}

interface PlaceCardProps extends Pick<MapCardProps, 'nearby' | 'onFly' | 'onClose'> {
  readonly at: LngLat
  readonly title?: string | undefined
}

/** 实时点调: a place on the ground, its grid chain and who answers for it, and what is near. */
export function PlaceCard({ at, title, nearby, onFly, onClose }: PlaceCardProps) {
  const { data, isPending } = useEndpoint(locatePoint, { query: { lng: at[0], lat: at[1] } })
  return (
    <Frame title={title ?? '此处'} remark={`${at[0].toFixed(5)}, ${at[1].toFixed(5)}`} onClose={onClose}>
      {isPending && <Skeleton active paragraph={{ rows: 3 }} />}
      {data?.outside && <p>在镇界以外。</p>}
      <dl className="map-facts">
        {data?.answering.map(({ code, name, people }) => (
          <div key={code}>
            <dt>{name}</dt>
            <dd>{people.map((person) => `${person.name}（${person.postTitle}）`).join('、') || '无人负责'}</dd>
          </div>
        ))}
      </dl>
      <Nearbies at={at} sorts={nearby} onFly={onFly} />
    </Frame>
  )
}

interface FrameProps {
  readonly title: string
  readonly mark?: ReactNode
  readonly remark?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

function Frame({ title, mark, remark, onClose, children }: FrameProps) {
  return (
    <section className="map-panel map-card" aria-label={title}>
      <header>
        {mark}
        <div>
          <h2>{title}</h2>
          {remark && <p className="map-quiet">{remark}</p>}
        </div>
        <Button type="text" size="small" onClick={onClose} aria-label="关闭卡片">
          关闭
        </Button>
      </header>
      {children}
    </section>
  )
}

function Nearbies({ at, sorts, onFly }: { at: LngLat; sorts: MapCardProps['nearby']; onFly: MapCardProps['onFly'] }) {
  return sorts.map(({ sort, title }) => <NearbyList key={sort} at={at} sort={sort} title={title} onFly={onFly} />)
}

function NearbyList({ at, sort, title, onFly }: { at: LngLat; sort: string; title: string; onFly: MapCardProps['onFly'] }) {
  const { data } = useEndpoint(findNearby, { query: { lng: at[0], lat: at[1], sort: sort as 'people' } }, { staleTime: 10_000 })
  if (!data?.found.length) return null
  return (
    <section className="map-nearby">
      <h3>最近的{title}</h3>
      <ul>
        {data.found.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => onFly(each.at)}>
              <b>{each.title}</b>
              <span className="num">
                {bearingWords(each.bearing)} {distanceWords(each.distance)}
              </span>
              <small className={each.stale ? 'map-stale' : ''}>
                {[each.remark, each.seenAt === undefined ? '' : `${sinceText(each.seenAt)}的位置${each.stale ? '，已过时' : ''}`]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
