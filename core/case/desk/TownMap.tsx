import { useEffect, useState } from 'react'
import { MiniMap } from '#platform/client/desk/MiniMap.tsx'
import type { MiniMapProps } from '#platform/client/desk/MiniMap.tsx'
import { useTownMap } from './use-town-map.ts'

// Somebody who walks through a queue by keys passes ten cases a second: no map for those.
const SETTLE_MS = 250

function useSettled(wait: number): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), wait)
    return () => clearTimeout(timer)
  }, [wait])
  return settled
}

/** The small map with the town's own ground. */
export function TownMap(props: Omit<MiniMapProps, 'base' | 'areas'>) {
  const settled = useSettled(SETTLE_MS)
  const { base, areas, ready } = useTownMap()
  // Made once, when its ground is there: a map built twice costs a WebGL context and a second.
  if (!ready || !settled) return <div className="mini-map" style={{ height: props.height ?? 200 }} aria-busy="true" />
  return <MiniMap {...props} base={base} areas={areas} />
}
