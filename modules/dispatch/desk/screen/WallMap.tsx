import { useEffect, useMemo, useRef, useState } from 'react'
import { type MapPoint, type PointLayer, TownMapGl } from '#core/area/desk/index.tsx'
import type { ScreenLayer } from '../../screen-record.ts'
import type { WallSize } from './use-wall-size.ts'

const glyphs: Readonly<Record<string, PointLayer['glyph']>> = {
  case: 'case',
  people: 'people',
  device: 'device',
  video: 'video',
  place: 'place',
  enterprise: 'enterprise',
}
const none: readonly ScreenLayer[] = []

interface WallMapProps {
  readonly layers: readonly ScreenLayer[] | undefined
  readonly heat: Readonly<Record<string, number>> | undefined
  /** Words that may stand beside a point: the class of an urgent case, by its id. */
  readonly names: ReadonlyMap<string, string>
  readonly size: WallSize
  readonly still: boolean
}

/** The map is the screen: what was not on it a moment ago rings once. */
export function WallMap({ layers = none, heat, names, size, still }: WallMapProps) {
  const drawn = useMemo(
    () =>
      layers.map(({ key, group, moving, points }): PointLayer => {
        const titled = points.map((point): MapPoint => ({ ...point, title: names.get(point.id) ?? '' }))
        return { key, glyph: glyphs[group] ?? 'place', points: titled, moving, cluster: group === 'device' }
      }),
    [layers, names],
  )
  const news = useNewPoints(layers)
  const { rem, width, height, wide } = size
  const side = (wide ? 51.5 : 26.5) * rem
  const padding = useMemo(() => ({ top: 6 * rem, right: side, bottom: 6.5 * rem, left: side }), [rem, side])
  return (
    // Another size is another fit of the town.
    <TownMapGl
      key={`${width}×${height}`}
      label="全镇态势图"
      theme="night"
      layers={drawn}
      news={news}
      pitch={still ? 48 : 50}
      padding={padding}
      still={still}
      controls={false}
      {...(heat === undefined ? {} : { heat })}
    />
  )
}

/** The cases that came since the last look, the last few of them; nothing on the first look. */
function useNewPoints(layers: readonly ScreenLayer[]): readonly { readonly id: string; readonly at: readonly [number, number] }[] {
  const known = useRef<ReadonlyMap<string, ReadonlySet<string>>>(new Map())
  const [news, setNews] = useState<readonly { readonly id: string; readonly at: readonly [number, number] }[]>([])
  useEffect(() => {
    const before = known.current
    const cases = layers.filter(({ group }) => group === 'case')
    const fresh = cases.flatMap(({ key, points }) => {
      const seen = before.get(key)
      return seen ? points.filter(({ id }) => !seen.has(id)) : []
    })
    known.current = new Map([...before, ...cases.map(({ key, points }) => [key, new Set(points.map(({ id }) => id))] as const)])
    if (fresh.length > 0) setNews(fresh.slice(0, 5).map(({ id, at }) => ({ id, at })))
  }, [layers])
  return news
}
