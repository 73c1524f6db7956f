import type { Feature, Point } from 'geojson'
import type { GeoJSONFeatureDiff, GeoJSONSource } from 'maplibre-gl'
import type { LngLat, MapPoint } from './map-point.ts'

const featureOf = ({ id, at, title, kind, tone, stale, heading }: MapPoint): Feature<Point> => ({
  type: 'Feature',
  properties: { id, title, kind, tone, ...(stale ? { stale } : {}), ...(heading === undefined ? {} : { heading }) },
  geometry: { type: 'Point', coordinates: [at[0], at[1]] },
})

const samePlace = (a: LngLat, b: LngLat): boolean => a[0] === b[0] && a[1] === b[1]
const sameLook = (a: MapPoint, b: MapPoint): boolean =>
  a.tone === b.tone && a.stale === b.stale && a.title === b.title && a.heading === b.heading && a.kind === b.kind

/** What turns one set of points into another. */
export interface PointChange {
  readonly added: readonly MapPoint[]
  readonly gone: readonly string[]
  /** The same thing, elsewhere or looking otherwise. */
  readonly changed: readonly { readonly from: MapPoint; readonly to: MapPoint }[]
}

/** Compares by id. */
export function changeOf(before: ReadonlyMap<string, MapPoint>, after: readonly MapPoint[]): PointChange {
  const added: MapPoint[] = []
  const changed: { from: MapPoint; to: MapPoint }[] = []
  const seen = new Set<string>()
  for (const to of after) {
    seen.add(to.id)
    const from = before.get(to.id)
    if (!from) added.push(to)
    else if (!samePlace(from.at, to.at) || !sameLook(from, to)) changed.push({ from, to })
  }
  const gone = [...before.keys()].filter((id) => !seen.has(id))
  return { added, gone, changed }
}

const STEP_MS = 125
const GLIDE_MS = 1_500
/** About 300 m: farther than anything moves between two fixes, so a jump is a jump. */
const FARTHEST = 0.003

const update = (id: string, at: LngLat, to?: MapPoint): GeoJSONFeatureDiff => ({
  id,
  newGeometry: { type: 'Point', coordinates: [at[0], at[1]] },
  ...(to
    ? { addOrUpdateProperties: Object.entries(featureOf(to).properties ?? {}).map(([key, value]) => ({ key, value: value as unknown })) }
    : {}),
  ...(to && !to.stale ? { removeProperties: ['stale'] } : {}),
})

interface Glide {
  readonly from: LngLat
  readonly to: LngLat
  readonly start: number
}

function along({ from, to, start }: Glide, now: number): LngLat {
  // A page nobody looks at jumps to the end: it is there when somebody looks again.
  const part = document.hidden ? 1 : Math.min(1, (now - start) / GLIDE_MS)
  const eased = 1 - (1 - part) ** 2
  return part === 1 ? to : [from[0] + (to[0] - from[0]) * eased, from[1] + (to[1] - from[1]) * eased]
}

const glidable = (from: LngLat, to: LngLat): boolean => Math.abs(from[0] - to[0]) < FARTHEST && Math.abs(from[1] - to[1]) < FARTHEST

/**
 * Keeps one GeoJSON source equal to a list of points, sending only what changed: setting 10,000 points anew for one that
 * moved costs a re-index of all. Movers glide to their new place in steps of an eighth of a second.
 */
export class PointFeed {
  readonly #source: GeoJSONSource
  readonly #glides: boolean
  readonly #gliding = new Map<string, Glide>()
  #known = new Map<string, MapPoint>()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(source: GeoJSONSource, glides: boolean) {
    this.#source = source
    this.#glides = glides
  }

  set(points: readonly MapPoint[]): void {
    const { added, gone, changed } = changeOf(this.#known, points)
    const count = added.length + gone.length + changed.length
    this.#known = new Map(points.map((point) => [point.id, point]))
    for (const id of gone) this.#gliding.delete(id)
    if (count === 0) return
    if (count > points.length / 2 && !(this.#glides && added.length === 0)) {
      this.#gliding.clear()
      void this.#source.setData({ type: 'FeatureCollection', features: points.map(featureOf) })
      return
    }
    const now = performance.now()
    void this.#source.updateData({
      add: added.map(featureOf),
      remove: [...gone],
      update: changed.map(({ from, to }) => update(to.id, this.#begin(from, to, now), to)),
    })
  }

  /** Sets a thing going if it glides; answers where to draw it now. */
  #begin(from: MapPoint, to: MapPoint, now: number): LngLat {
    const under = this.#gliding.get(to.id)
    const at = under ? along(under, now) : from.at
    this.#gliding.delete(to.id)
    if (!this.#glides || samePlace(at, to.at) || !glidable(at, to.at)) return to.at
    this.#gliding.set(to.id, { from: at, to: to.at, start: now })
    this.#timer ??= setInterval(() => this.#step(), STEP_MS)
    return at
  }

  #step(): void {
    const now = performance.now()
    const moved: GeoJSONFeatureDiff[] = []
    for (const [id, glide] of this.#gliding) {
      const at = along(glide, now)
      moved.push(update(id, at))
      if (at === glide.to) this.#gliding.delete(id)
    }
    void this.#source.updateData({ update: moved })
    if (this.#gliding.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  end(): void {
    clearInterval(this.#timer)
    this.#gliding.clear()
  }
}
