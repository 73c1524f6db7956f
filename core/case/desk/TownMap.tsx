import { MiniMap } from '#platform/client/desk/MiniMap.tsx'
import type { MiniMapProps } from '#platform/client/desk/MiniMap.tsx'
import { useTownMap } from './use-town-map.ts'

/** The small map with the town's own ground. */
export function TownMap(props: Omit<MiniMapProps, 'base' | 'areas'>) {
  const { base, areas, ready } = useTownMap()
  // Made once, when its ground is there: a map built twice costs a WebGL context and a second.
  if (!ready) return <div className="mini-map" style={{ height: props.height ?? 200 }} aria-busy="true" />
  return <MiniMap {...props} base={base} areas={areas} />
}
