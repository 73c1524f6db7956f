import { useState } from 'react'
import type { MapView } from './map-point.ts'
import { GlTown } from './GlTown.tsx'
import { PlainTown } from './PlainTown.tsx'
import type { TownMapProps } from './town-map-props.ts'
import './town-map.css'

export type { Glyph, LngLat, MapBox, MapGround, MapHit, MapPoint, MapView, PointLayer } from './map-point.ts'
export type { ExtraBorder, PlainGround, TownMapHandle, TownMapProps } from './town-map-props.ts'
export type { MapTheme, Tone } from './tones.ts'

/** The town's map: WebGL where the machine has it, a drawn one where not. Fills its box. */
export function TownMapGl(props: TownMapProps) {
  const [plain, setPlain] = useState(false)
  // Where the map looked, across being made anew for another style.
  const [kept] = useState(() => new Map<'view', MapView>())
  const { theme = 'night', base = 'town', label, ground } = props
  return (
    <div className={`town-map town-map-${theme}`} role="region" aria-label={label}>
      {plain ? (
        <PlainTown {...props} />
      ) : (
        <GlTown
          key={`${theme}/${base}/${ground.version}/${ground.raster?.version ?? 0}`}
          {...props}
          kept={kept}
          failed={() => setPlain(true)}
        />
      )}
    </div>
  )
}
