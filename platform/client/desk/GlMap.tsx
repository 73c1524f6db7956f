import { useEffect, useRef } from 'react'
import type { Map as GlMapType, Marker } from 'maplibre-gl'
import type { LngLat, MapMark, MiniMapProps } from './map-shape.ts'
import { boxAt, boxOf } from './map-shape.ts'
import { miniStyle } from './map-style.ts'

interface GlMapProps extends MiniMapProps {
  /** No WebGL 2 here, or the library did not load. */
  readonly failed: () => void
}

type Library = typeof import('maplibre-gl')
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

const NEAR_METRES = 600

/** The map drawn by MapLibre; markers are DOM, so that they keep their shape and can be read. */
export function GlMap({ point, marks = [], onPick, base, areas, failed }: GlMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ map: GlMapType; gl: Library; markers: Marker[]; framed: string } | undefined>(undefined)
  const pick = useRef(onPick)
  useEffect(() => {
    pick.current = onPick
  })
  useEffect(() => {
    let gone = false
    loadLibrary()
      .then((gl) => {
        if (gone || !box.current) return
        const map = new gl.Map({
          container: box.current,
          style: miniStyle(base, areas),
          attributionControl: false,
          dragRotate: false,
          pitchWithRotate: false,
          fadeDuration: 0,
        })
        map.addControl(new gl.NavigationControl({ showCompass: false }), 'bottom-right')
        map.on('click', (event) => pick.current?.([event.lngLat.lng, event.lngLat.lat]))
        held.current = { map, gl, markers: [], framed: '' }
        draw()
      })
      .catch(() => gone || failed())
    return () => {
      gone = true
      held.current?.map.remove()
      held.current = undefined
    }
    // The map is made once for its ground; points move on it below.
  }, [base, areas])

  const draw = (): void => {
    const now = held.current
    if (!now) return
    for (const marker of now.markers) marker.remove()
    const main: MapMark[] = point ? [{ id: 'main', point, title: '事发位置', main: true }] : []
    now.markers = [...marks, ...main].map((mark) =>
      new now.gl.Marker({ element: markElement(mark) }).setLngLat([...mark.point]).addTo(now.map),
    )
    frame(now, point, areas)
  }
  useEffect(draw)
  return <div ref={box} className="mini-map-canvas" />
}

function frame(now: { map: GlMapType; framed: string }, point: LngLat | undefined, areas: MiniMapProps['areas']): void {
  const around = point ? boxAt(point, NEAR_METRES) : boxOf(areas)
  const key = JSON.stringify(around ?? '')
  if (!around || key === now.framed) return
  // A point just picked is in sight already: moving the ground under the pointer would be unkind.
  const [west, south, east, north] = around
  const inSight = now.framed !== '' && point && now.map.getBounds().contains([...point]) && now.map.getZoom() > 11
  if (!inSight) now.map.fitBounds([west, south, east, north], { padding: 16, duration: 0 })
  now.framed = key
}

function markElement({ title, main }: MapMark): HTMLElement {
  const element = document.createElement('div')
  element.className = main ? 'map-mark map-mark-main' : 'map-mark'
  element.title = title
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', title)
  return element
}
