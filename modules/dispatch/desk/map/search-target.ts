import type { LngLat } from '#platform/client/map/map-point.ts'

export interface FoundPlace {
  readonly at: LngLat
  readonly title: string
  readonly layer?: string
  readonly id?: string
  /** Code of the area it is, if it is one. */
  readonly area?: string
}

type Target = { readonly kind: 'case' | 'area'; readonly id: string } | { readonly kind: 'point'; readonly at: LngLat; readonly id: '' }

/** What a hit of the desk's search stands for on the map, by the page it opens; undefined: something without a place. */
export function searchTarget(path: string): Target | undefined {
  const url = new URL(path, 'http://desk/')
  const [, room, id] = url.pathname.split('/')
  if (room === 'cases' && id) return { kind: 'case', id }
  if (room !== 'areas') return undefined
  const code = url.searchParams.get('code')
  if (code) return { kind: 'area', id: code }
  const [lng, lat] = (url.searchParams.get('point') ?? '').split(',').map(Number)
  return lng !== undefined && lat !== undefined && Number.isFinite(lng) && Number.isFinite(lat) && url.searchParams.has('point')
    ? { kind: 'point', at: [lng, lat], id: '' }
    : undefined
}
