import { useEffect, useRef, useState } from 'react'
import type * as MapLibre from 'maplibre-gl'
import { hitOf, isStill, makeTownMap, markArea, mutable, openHeap, PointStack, ringElement, shadeVillages, showBorders } from './gl-town.ts'
import type { MapLibrary } from './map-library.ts'
import { loadMapLibrary } from './map-library.ts'
import type { MapHit, MapView } from './map-point.ts'
import { viewOf } from './map-view.ts'
import { handleOf } from './town-map-handle.ts'
import type { TownMapProps } from './town-map-props.ts'

interface Held {
  readonly map: MapLibre.Map
  readonly gl: MapLibrary
  readonly stack: PointStack
  readonly still: boolean
}

interface GlTownProps extends TownMapProps {
  /** No WebGL 2 here, or the library did not load. */
  readonly failed: () => void
  /** Outlives the map: where it looked. */
  readonly kept: Map<'view', MapView>
}

const none: readonly never[] = []
const RING_MS = 2_400

/** The town on WebGL. Its parent makes a new one for another ground, theme or base; everything else is given to the living map. */
export function GlTown(props: GlTownProps) {
  const { layers = none, borders = none, heat, chosenArea, chosen, news = none, placing = false, kept } = props
  const box = useRef<HTMLDivElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Held>()
  // Listeners live longer than one drawing of the page: they ask for what is true now.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    let made: MapLibre.Map | undefined
    let stack: PointStack | undefined
    let gone = false
    const make = async (): Promise<void> => {
      const gl = await loadMapLibrary()
      if (gone || !box.current) return
      const { theme = 'night', still: wish } = latest.current
      const still = isStill(wish)
      const map = makeTownMap(gl, box.current, { ...latest.current, view: kept.get('view') ?? latest.current.view })
      made = map
      stack = new PointStack(map, theme, still)
      const own = stack
      hear(map, own, still, latest, tip)
      map.once('load', () => {
        if (gone) return
        setHeld({ map, gl, stack: own, still })
        latest.current.onReady?.(handleOf({ map, gl, still, props: latest.current }))
      })
      map.once('idle', () => {
        box.current?.setAttribute('data-painted', 'true')
        performance.mark('sihe:map-painted')
      })
    }
    make().catch(() => gone || latest.current.failed())
    return () => {
      gone = true
      if (made) kept.set('view', viewOf(made))
      stack?.end()
      made?.remove()
      setHeld(undefined)
    }
  }, [kept])
  useEffect(() => held?.stack.set(layers), [held, layers])
  useEffect(() => held && showBorders(held.map, borders), [held, borders])
  useEffect(() => {
    if (held && heat) shadeVillages(held.map, heat)
  }, [held, heat])
  useEffect(() => held && markArea(held.map, chosenArea), [held, chosenArea])
  useEffect(() => {
    if (held) held.map.getCanvas().style.cursor = placing ? 'crosshair' : ''
  }, [held, placing])
  useEffect(() => {
    if (!held || !chosen) return undefined
    const marker = new held.gl.Marker({ element: ringElement('chosen') }).setLngLat(mutable(chosen)).addTo(held.map)
    return () => void marker.remove()
  }, [held, chosen])
  useNews(held, news)
  return (
    <>
      <div ref={box} className="town-map-canvas" data-ready={held !== undefined} />
      <div ref={tip} className="town-map-tip" hidden />
    </>
  )
}

/** A ring runs out once for each new id, never for what was there when the map opened. */
function useNews(held: Held | undefined, news: NonNullable<TownMapProps['news']>): void {
  const seen = useRef(new Set<string>())
  useEffect(() => {
    if (!held) return
    for (const { id, at } of news) {
      if (seen.current.has(id)) continue
      seen.current.add(id)
      if (held.still) continue
      const marker = new held.gl.Marker({ element: ringElement('news') }).setLngLat(mutable(at)).addTo(held.map)
      setTimeout(() => marker.remove(), RING_MS)
    }
  }, [held, news])
}

type Latest = { readonly current: TownMapProps }

function hear(
  map: MapLibre.Map,
  stack: PointStack,
  still: boolean,
  latest: Latest,
  tip: { readonly current: HTMLDivElement | null },
): void {
  let frame = 0
  let hovered: MapHit | undefined
  const hover = (point: MapLibre.Point): void => {
    frame = 0
    const feature = latest.current.placing || map.isMoving() ? undefined : stack.under(point)
    const hit = hitOf(feature)
    map.getCanvas().style.cursor = latest.current.placing ? 'crosshair' : feature ? 'pointer' : ''
    showTip(tip.current, hit, point)
    if (hit?.id !== hovered?.id) latest.current.onHover?.(hit)
    hovered = hit
  }
  map.on('mousemove', ({ point }) => {
    // One look a frame at most: a mouse reports a thousand times a second.
    if (!frame) frame = requestAnimationFrame(() => hover(point))
  })
  map.on('mouseout', () => showTip(tip.current, undefined))
  map.on('click', ({ point, lngLat }) => {
    const { placing, onPick, onGround } = latest.current
    const feature = placing ? undefined : stack.under(point)
    const hit = hitOf(feature)
    if (hit) onPick?.(hit)
    else if (feature) void openHeap(map, feature, still)
    else onGround?.([lngLat.lng, lngLat.lat])
  })
  map.on('moveend', (event) => latest.current.onView?.(viewOf(map), 'originalEvent' in event && event.originalEvent !== undefined))
}

function showTip(tip: HTMLDivElement | null, hit: MapHit | undefined, at?: MapLibre.Point): void {
  if (!tip) return
  tip.hidden = !hit
  if (!hit || !at) return
  tip.textContent = hit.title
  tip.style.transform = `translate(${Math.round(at.x + 14)}px, ${Math.round(at.y + 14)}px)`
}
