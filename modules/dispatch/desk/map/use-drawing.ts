import { useEffect, useState } from 'react'
import type { FeatureCollection } from 'geojson'
import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl'
import { distanceBetween, groundArea } from '#core/area/contract.ts'
import type { LngLat } from '#platform/client/map/map-point.ts'

export type DrawTool = 'distance' | 'area' | 'select'
type Corner = [number, number]

const SOURCE = 'drawn'
const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** `1.23 公里`, `356 米`. */
export const lengthWords = (metres: number): string => (metres < 1_000 ? `${Math.round(metres)} 米` : `${(metres / 1_000).toFixed(2)} 公里`)
/** `12.3 公顷（184 亩）`, `850 平方米`. 1 亩 = 2000/3 m². */
export const areaText = (square: number): string =>
  square < 10_000
    ? `${Math.round(square)} 平方米（${((square * 3) / 2_000).toFixed(1)} 亩）`
    : square < 1e6
      ? `${(square / 10_000).toFixed(2)} 公顷（${Math.round((square * 3) / 2_000)} 亩）`
      : `${(square / 1e6).toFixed(2)} 平方公里`

export const lengthOf = (line: readonly LngLat[]): number =>
  line.slice(1).reduce((sum, at, i) => sum + distanceBetween([...line[i]!] as Corner, [...at] as Corner), 0)

export const areaOfRing = (ring: readonly LngLat[]): number =>
  ring.length < 3 ? 0 : groundArea({ type: 'Polygon', coordinates: [[...ring, ring[0]!].map(([x, y]): Corner => [x, y])] })

function pictureOf(corners: readonly LngLat[], tool: DrawTool, done: boolean): FeatureCollection {
  const places = corners.map(([x, y]): Corner => [x, y])
  const ring = tool !== 'distance' && places.length > 2
  const first = places[0]
  return {
    type: 'FeatureCollection',
    features: [
      ...(ring
        ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Polygon' as const, coordinates: [[...places, first!]] } }]
        : []),
      ...(places.length > 1 && !ring
        ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: places } }]
        : []),
      ...(done && tool === 'select'
        ? []
        : places.map((at) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: at } }))),
    ],
  }
}

function install(map: GlMap): void {
  if (map.getSource(SOURCE)) return
  map.addSource(SOURCE, { type: 'geojson', data: empty })
  const paint = { 'line-color': '#ffd84d', 'line-width': 2.5 }
  map.addLayer({
    id: 'drawn-fill',
    type: 'fill',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#ffd84d', 'fill-opacity': 0.12 },
  })
  map.addLayer({ id: 'drawn-line', type: 'line', source: SOURCE, filter: ['!=', ['geometry-type'], 'Point'], paint })
  map.addLayer({
    id: 'drawn-corner',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 4.5, 'circle-color': '#ffffff', 'circle-stroke-color': '#c28a00', 'circle-stroke-width': 2 },
  })
}

function show(map: GlMap, data: FeatureCollection): void {
  const source = map.getSource(SOURCE)
  if (source && 'setData' in source) (source as { setData(data: FeatureCollection): void }).setData(data)
}

export interface Drawing {
  readonly corners: readonly LngLat[]
  readonly done: boolean
}

const begun: Drawing = { corners: [], done: false }

/**
 * Drawing on the living map: a click sets a corner, a double click or Enter ends, Backspace takes the last corner back, Escape gives up.
 * What is drawn stays until the tool is put away.
 */
export function useDrawing(map: GlMap | undefined, tool: DrawTool | undefined, quit: () => void) {
  const [drawing, setDrawing] = useState<Drawing>(begun)
  const [before, setBefore] = useState(tool)
  if (before !== tool) {
    setBefore(tool)
    setDrawing(begun)
  }
  useEffect(() => {
    if (!map || !tool) return undefined
    install(map)
    map.doubleClickZoom.disable()
    const least = tool === 'distance' ? 2 : 3
    const end = (): void => setDrawing((now) => (now.corners.length >= least ? { ...now, done: true } : now))
    const click = ({ lngLat, originalEvent }: MapMouseEvent): void => {
      // The second click of a double click ends; it sets no corner of its own.
      if (originalEvent.detail > 1) return end()
      const at: LngLat = [lngLat.lng, lngLat.lat]
      setDrawing((now) => (now.done ? { corners: [at], done: false } : { ...now, corners: [...now.corners, at] }))
    }
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA)$/u.test(event.target.tagName)) return
      if (event.key === 'Enter') end()
      if (event.key === 'Escape') quit()
      if (event.key === 'Backspace') setDrawing((now) => (now.done ? now : { ...now, corners: now.corners.slice(0, -1) }))
    }
    map.on('click', click)
    addEventListener('keydown', key)
    return () => {
      map.off('click', click)
      removeEventListener('keydown', key)
      map.doubleClickZoom.enable()
      if (map.getSource(SOURCE)) show(map, empty)
    }
  }, [map, tool, quit])
  useEffect(() => {
    if (!map || !tool) return undefined
    show(map, pictureOf(drawing.corners, tool, drawing.done))
    if (drawing.done || drawing.corners.length === 0) return undefined
    const move = ({ lngLat }: MapMouseEvent): void => show(map, pictureOf([...drawing.corners, [lngLat.lng, lngLat.lat]], tool, false))
    map.on('mousemove', move)
    return () => void map.off('mousemove', move)
  }, [map, tool, drawing])
  return { drawing, finish: () => setDrawing((now) => ({ ...now, done: true })), again: () => setDrawing(begun) }
}
