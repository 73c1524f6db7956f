import { useEffect, useRef, useState } from 'react'
import type * as MapLibre from 'maplibre-gl'
import type { LngLat, MapMark, MiniMapProps } from './map-shape.ts'
import { boxAt, boxOf } from './map-shape.ts'
import { miniStyle } from './map-style.ts'

interface GlMapProps extends MiniMapProps {
  /** No WebGL 2 here, or the library did not load. */
  readonly failed: () => void
}

type Library = typeof MapLibre
let library: Promise<Library> | undefined

/** Loads the map library once, in a chunk of its own; the worker is a file of ours, as the CSP demands. */
function loadLibrary(): Promise<Library> {
  library ??= (async () => {
    const [gl, { default: workerUrl }] = await Promise.all([
      import('maplibre-gl'),
      import('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'),
      import('maplibre-gl/dist/maplibre-gl.css'),
    ])
    gl.setWorkerUrl(workerUrl)
    return gl
  })()
  return library
}

interface Held {
  readonly map: MapLibre.Map
  readonly gl: Library
  markers: MapLibre.Marker[]
  framed: string
}

const NEAR_METRES = 600
const none: readonly MapMark[] = []

/** The map drawn by MapLibre; markers are DOM, so that they keep their shape and can be read. */
export function GlMap({ point, marks = none, onPick, base, areas, failed }: GlMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Held>()
  const pick = useRef(onPick)
  const fail = useRef(failed)
  // A map that only shows a place needs the ground around it, not the whole town's.
  const around = useRef(onPick ? undefined : point)
  useEffect(() => {
    pick.current = onPick
    fail.current = failed
  })
  useEffect(() => {
    let made: MapLibre.Map | undefined
    let gone = false
    const make = async (): Promise<void> => {
      const gl = await loadLibrary()
      if (gone || !box.current) return
      made = new gl.Map({
        container: box.current,
        style: miniStyle(base, areas, around.current),
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        fadeDuration: 0,
      })
      made.addControl(new gl.NavigationControl({ showCompass: false }), 'bottom-right')
      made.on('click', (event) => pick.current?.([event.lngLat.lng, event.lngLat.lat]))
      setHeld({ map: made, gl, markers: [], framed: '' })
    }
    make().catch(() => gone || fail.current())
    return () => {
      gone = true
      made?.remove()
      setHeld(undefined)
    }
  }, [base, areas])
  useEffect(() => {
    if (held) draw(held, point, marks, areas)
  }, [held, point, marks, areas])
  return <div ref={box} className="mini-map-canvas" />
}

function draw(held: Held, point: LngLat | undefined, marks: readonly MapMark[], areas: MiniMapProps['areas']): void {
  for (const marker of held.markers) marker.remove()
  const main: MapMark[] = point ? [{ id: 'main', point, title: '事发位置', main: true }] : []
  held.markers = [...marks, ...main].map((mark) =>
    new held.gl.Marker({ element: markElement(mark) }).setLngLat([...mark.point]).addTo(held.map),
  )
  frame(held, point, areas)
}

function frame(held: Held, point: LngLat | undefined, areas: MiniMapProps['areas']): void {
  const around = point ? boxAt(point, NEAR_METRES) : boxOf(areas)
  const key = JSON.stringify(around ?? '')
  if (!around || key === held.framed) return
  // A point just picked is in sight already: moving the ground under the pointer would be unkind.
  const [west, south, east, north] = around
  const inSight = held.framed !== '' && point && held.map.getBounds().contains([...point]) && held.map.getZoom() > 11
  if (!inSight) held.map.fitBounds([west, south, east, north], { padding: 16, duration: 0 })
  held.framed = key
}

function markElement({ title, main }: MapMark): HTMLElement {
  const element = document.createElement('div')
  element.className = main ? 'map-mark map-mark-main' : 'map-mark'
  element.title = title
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', title)
  return element
}
