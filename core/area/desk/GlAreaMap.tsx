import { useEffect, useRef, useState } from 'react'
import type * as MapLibre from 'maplibre-gl'
import type { Bbox } from '../contract.ts'
import { areaStyle, collectionOf, emptyCollection, setData, shapesOf, showTiers } from './area-layers.ts'
import type { AreaMapProps } from './area-map-props.ts'
import { dragCorners, drawKnife, showHandles } from './edit-on-map.ts'
import { loadMapLibrary } from './load-map-library.ts'

interface Held {
  readonly map: MapLibre.Map
  readonly gl: MapLibre.Marker
}

/** The town's borders on WebGL. `failed` is told where that does not exist. */
export function GlAreaMap(props: AreaMapProps & { readonly failed: () => void }) {
  const { areas, tiers, base, chosen, point, marks, focus, edit, failed } = props
  const box = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Held>()
  // Listeners of the map live longer than one drawing of the page: they ask for what is true now.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    let made: MapLibre.Map | undefined
    let gone = false
    const off: (() => void)[] = []
    const make = async (): Promise<void> => {
      const gl = await loadMapLibrary()
      if (gone || !box.current) return
      const map = new gl.Map({
        container: box.current,
        style: areaStyle(base),
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        fadeDuration: 0,
        // Dragging a corner must not turn into a zoom when the cut is ended by a double click.
        doubleClickZoom: false,
        ...startingView(latest.current),
      })
      made = map
      map.addControl(new gl.NavigationControl({ showCompass: false }), 'bottom-right')
      map.addControl(new gl.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
      map.on('click', (event) => latest.current.edit?.tool !== 'cut' && latest.current.onPick([event.lngLat.lng, event.lngLat.lat]))
      const chosenAreas = () => latest.current.areas.filter(({ code }) => latest.current.chosen.includes(code))
      off.push(dragCorners(map, () => ({ edit: latest.current.edit, chosen: chosenAreas() })))
      off.push(drawKnife(map, () => ({ edit: latest.current.edit })))
      map.once('load', () => gone || setHeld({ map, gl: new gl.Marker({ color: '#c2152a' }) }))
    }
    make().catch(() => gone || failed())
    return () => {
      gone = true
      for (const end of off) end()
      made?.remove()
      setHeld(undefined)
    }
    // The map is made once for a ground; everything else is given to it below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `failed` is a setter of the page
  }, [base])
  useEffect(() => {
    if (held) setData(held.map, 'tiers', collectionOf(areas))
  }, [held, areas])
  useEffect(() => {
    if (held) showTiers(held.map, tiers)
  }, [held, tiers])
  useEffect(() => {
    if (!held) return
    const drawn = areas.filter(({ code }) => chosen.includes(code))
    setData(held.map, 'chosen', collectionOf(drawn))
    if (edit?.tool === 'move') showHandles(held.map, drawn)
    else for (const source of ['corners', 'middles']) setData(held.map, source, emptyCollection)
    held.map.getCanvas().style.cursor = edit?.tool === 'cut' ? 'crosshair' : ''
  }, [held, areas, chosen, edit?.tool])
  useEffect(() => {
    if (held) setData(held.map, 'marks', shapesOf(marks))
  }, [held, marks])
  useEffect(() => {
    if (!held) return
    if (point) held.gl.setLngLat(point).addTo(held.map)
    else held.gl.remove()
  }, [held, point])
  useEffect(() => {
    if (held && focus) held.map.fitBounds([...focus], { padding: 48, duration: 0, maxZoom: 17 })
  }, [held, focus])
  return <div ref={box} className="area-map-canvas" data-ready={held !== undefined} />
}

function startingView({ areas, focus }: AreaMapProps): { bounds?: Bbox; fitBoundsOptions?: { padding: number } } {
  const bounds = focus ?? areas.find(({ tier }) => tier === 'town')?.bbox ?? areas[0]?.bbox
  return bounds ? { bounds: [...bounds], fitBoundsOptions: { padding: 24 } } : {}
}
