import type { FeatureCollection } from 'geojson'
import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl'
import type { Area, Position } from '../contract.ts'
import { bboxOf } from '../contract.ts'
import { ringsOf } from '../shape.ts'
import { moveVertex } from '../vertex.ts'
import { collectionOf, emptyCollection, setData } from './area-layers.ts'
import type { MapEdit } from './area-map-props.ts'

const points = (places: readonly Position[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: places.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } })),
})

/** Handles of the areas being edited: their corners, and the middles of their edges, which become corners when dragged. */
export function showHandles(map: GlMap, areas: readonly Area[]): void {
  const rings = areas.flatMap(({ geometry }) => ringsOf(geometry))
  const corners = rings.flatMap((ring) => ring.slice(1))
  const middles = rings.flatMap((ring) => ring.slice(1).map(([x, y], i): Position => [(x + ring[i]![0]) / 2, (y + ring[i]![1]) / 2]))
  setData(map, 'corners', points(corners))
  setData(map, 'middles', points(middles))
}

/** The corner under the pointer, exactly as it is in the data: tiles round what they draw. */
function handleAt(map: GlMap, event: MapMouseEvent, areas: readonly Area[]): { at: Position; corner: boolean } | undefined {
  let best: { at: Position; corner: boolean } | undefined
  let near = 10
  const offer = (at: Position, corner: boolean, bonus: number): void => {
    const place = map.project(at)
    const distance = Math.hypot(place.x - event.point.x, place.y - event.point.y) + bonus
    if (distance < near) [near, best] = [distance, { at, corner }]
  }
  for (const { geometry } of areas)
    for (const ring of ringsOf(geometry))
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1]!, ring[i]!]
        offer(b, true, 0)
        if (map.getZoom() >= 13.5) offer([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], false, 3)
      }
  return best
}

const holds = (area: Area, [x, y]: Position): boolean => {
  const [west, south, east, north] = bboxOf(area.geometry)
  return x >= west - 1e-6 && x <= east + 1e-6 && y >= south - 1e-6 && y <= north + 1e-6
}

/** Dragging corners. `current` is asked at every event, since the edit changes under it. @returns takes the listeners off again */
export function dragCorners(map: GlMap, current: () => { edit: MapEdit | undefined; chosen: readonly Area[] }): () => void {
  let held: Position | undefined
  let around: Area[] = []
  const down = (event: MapMouseEvent): void => {
    const { edit, chosen } = current()
    if (edit?.tool !== 'move' || event.originalEvent.button !== 0) return
    const handle = handleAt(map, event, chosen)
    if (!handle) return
    event.preventDefault()
    held = handle.at
    around = edit.areas.filter((area) => holds(area, handle.at))
  }
  const move = (event: MapMouseEvent): void => {
    if (!held) return
    setData(
      map,
      'drag',
      collectionOf(moveVertex(around, held, [event.lngLat.lng, event.lngLat.lat]).map((drawn) => ({ ...around[0]!, ...drawn }))),
    )
  }
  const up = (event: MapMouseEvent): void => {
    if (!held) return
    const from = held
    held = undefined
    setData(map, 'drag', emptyCollection)
    const to: Position = [Number(event.lngLat.lng.toFixed(9)), Number(event.lngLat.lat.toFixed(9))]
    const [a, b] = [map.project(from), event.point]
    if (Math.hypot(a.x - b.x, a.y - b.y) > 3) current().edit?.onMove(from, to)
  }
  const context = (event: MapMouseEvent): void => {
    const { edit, chosen } = current()
    if (edit?.tool !== 'move') return
    const handle = handleAt(map, event, chosen)
    if (handle?.corner) edit.onRemove(handle.at)
  }
  const heard = [map.on('mousedown', down), map.on('mousemove', move), map.on('mouseup', up), map.on('contextmenu', context)]
  return () => {
    for (const one of heard) one.unsubscribe()
  }
}

/** Drawing the line of a cut: click by click, ended by a double click or Enter, given up by Escape. */
export function drawKnife(map: GlMap, current: () => { edit: MapEdit | undefined }): () => void {
  let line: Position[] = []
  const show = (more: readonly Position[] = []): void => {
    const coordinates = [...line, ...more]
    const features: FeatureCollection['features'] =
      coordinates.length > 1 ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }] : []
    setData(map, 'knife', { type: 'FeatureCollection', features })
  }
  const cutting = (): boolean => current().edit?.tool === 'cut'
  const at = (event: MapMouseEvent): Position => [event.lngLat.lng, event.lngLat.lat]
  const click = (event: MapMouseEvent): void => {
    if (!cutting()) return
    line.push(at(event))
    show()
  }
  const move = (event: MapMouseEvent): void => {
    if (line.length === 0) return
    if (cutting()) return show([at(event)])
    line = []
    show()
  }
  const end = (): void => {
    const drawn = line.filter((place, i) => i === 0 || place.join() !== line[i - 1]!.join())
    line = []
    show()
    if (cutting() && drawn.length > 1) current().edit?.onCut(drawn)
  }
  const double = (event: MapMouseEvent): void => {
    if (!cutting()) return
    event.preventDefault()
    end()
  }
  const key = (event: KeyboardEvent): void => {
    if (line.length === 0) return
    if (event.key === 'Enter') end()
    if (event.key !== 'Escape') return
    line = []
    show()
  }
  const heard = [map.on('click', click), map.on('mousemove', move), map.on('dblclick', double)]
  window.addEventListener('keydown', key)
  return () => {
    for (const one of heard) one.unsubscribe()
    window.removeEventListener('keydown', key)
  }
}
