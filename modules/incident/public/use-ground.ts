import { useEffect, useState } from 'react'
import type { MapArea } from '#platform/client/desk/map-shape.ts'
import { request } from './request.ts'

export interface Ground {
  /** GeoJSON collections by kind: `rivers`, `lakes`, `roads` … */
  readonly base: Readonly<Record<string, unknown>>
  readonly areas: readonly MapArea[]
}

let kept: Promise<Ground> | undefined

async function load(): Promise<Ground> {
  const [base, outline] = await Promise.all([
    // The ground may be missing; borders alone are enough to place a point.
    request<{ layers: Record<string, unknown> }>('GET', '/map/base').catch(() => ({ layers: {} })),
    request<{ areas: (MapArea & { tier: string })[] }>('GET', '/map/outline'),
  ])
  const villages = outline.areas.filter((a) => a.tier === 'village')
  return { base: base.layers, areas: villages.length > 0 ? villages : outline.areas }
}

/** The town's own map, read once. */
export function useGround(): { readonly ground: Ground | undefined; readonly failed: boolean } {
  const [ground, setGround] = useState<Ground>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    kept ??= load()
    kept.then(setGround, () => {
      kept = undefined
      setFailed(true)
    })
  }, [])
  return { ground, failed }
}
