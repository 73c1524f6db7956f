import { MiniMap } from '#platform/client/desk/MiniMap.tsx'
import type { MiniMapProps } from '#platform/client/desk/MiniMap.tsx'
import { useTownMap } from './use-town-map.ts'

/** The small map with the town's own ground. */
export function TownMap(props: Omit<MiniMapProps, 'base' | 'areas'>) {
  return <MiniMap {...props} {...useTownMap()} />
}
