import { useState } from 'react'
import { GlMap } from './GlMap.tsx'
import type { MiniMapProps } from './map-shape.ts'
import { SvgMap } from './SvgMap.tsx'
import './mini-map.css'

export type { LngLat, MapArea, MapMark, MiniMapProps } from './map-shape.ts'

/** A small map of the town: WebGL where the machine has it, a drawn SVG where not. Both place a point by a click. */
export function MiniMap(props: MiniMapProps) {
  const [plain, setPlain] = useState(false)
  const { id, label, height = 200, onPick } = props
  return (
    <div className={onPick ? 'mini-map mini-map-pick' : 'mini-map'} id={id} role="group" aria-label={label} style={{ height }}>
      {plain ? <SvgMap {...props} /> : <GlMap {...props} failed={() => setPlain(true)} />}
    </div>
  )
}
