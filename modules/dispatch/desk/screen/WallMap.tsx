import { useEffect, useMemo, useRef, useState } from 'react'
import { type MapPoint, type PointLayer, type TownMapHandle, TownMapGl } from '#core/area/desk/index.tsx'
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

const pressing = new Set(['critical', 'urgent', 'late'])

/** A layer as the wall draws it: what presses large and on top, the ordinary small beneath. */
function drawnOf({ key, group, moving, points }: ScreenLayer, names: ReadonlyMap<string, string>): PointLayer[] {
  const shared = { glyph: glyphs[group] ?? 'place', moving, cluster: group === 'device' }
  const titled = points.map((point): MapPoint => ({ ...point, title: names.get(point.id) ?? '' }))
  if (group !== 'case') return [{ ...shared, key, points: titled, size: group === 'people' ? 0.72 : 0.85 }]
  return [
    { ...shared, key: `${key}.ordinary`, points: titled.filter(({ tone }) => !pressing.has(tone)), size: 0.58 },
    { ...shared, key: `${key}.pressing`, points: titled.filter(({ tone }) => pressing.has(tone)), size: 1.15 },
  ]
}

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
  const drawn = useMemo(() => layers.flatMap((layer) => drawnOf(layer, names)), [layers, names])
  const [handle, setHandle] = useState<TownMapHandle>()
  useEffect(() => {
    // Names stay readable among many marks.
    if (drawn.length > 0 && handle?.map?.getLayer('village-name')) handle.map.moveLayer('village-name')
  }, [handle, drawn])
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
      onReady={setHandle}
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
