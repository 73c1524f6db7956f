import { Worker } from 'node:worker_threads'
import type { Tx } from '#platform/server/database.ts'
import { type Area, dayAt, isValidOn } from '../area.ts'
import type { Bbox } from '../shape.ts'
import { bboxOf } from '../shape.ts'
import type { TilePlace } from '../tile-content.ts'
import { tileTouches, tileZooms } from '../tile-range.ts'
import { groundStamp, listAreas, listPlaceNames, readBaseMap } from './store.ts'

export type TileAsk = { readonly id: number; readonly town: string } & (
  | {
      readonly kind: 'load'
      readonly base: Record<string, unknown>
      readonly areas: readonly Area[]
      readonly places: readonly TilePlace[]
    }
  | { readonly kind: 'tile'; readonly z: number; readonly x: number; readonly y: number }
)
export type TileAnswer = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly failed: string }
type Question = TileAsk extends infer A ? (A extends TileAsk ? Omit<A, 'id'> : never) : never

/** The town's ground as it is drawn today. */
export interface Ground {
  /** Changes whenever any tile may look different. */
  readonly version: string
  /** Undefined while the town has neither borders nor places. */
  readonly bounds: Bbox | undefined
  readonly areas: readonly Area[]
}

interface Kept extends Ground {
  readonly tiles: Map<string, Promise<Buffer>>
  readonly loaded: Promise<unknown>
}

const kept = new Map<string, Kept>()
const checked = new Map<string, number>()
const pending = new Map<string, Promise<Kept>>()
const recheckMs = 5_000
/** A town of 100 km² has about 250 tiles of 3 kB; a county would still stay under 30 MB. */
const mostTiles = 4_000

let worker: Worker | undefined
let asked = 0
const waiting = new Map<number, { resolve: (bytes: Buffer) => void; reject: (error: Error) => void }>()

/** Encoding takes 5–40 ms a tile: it runs beside the server's own thread, in one that lives on (the index costs half a second). */
function ask(question: Question): Promise<Buffer> {
  worker ??= startWorker()
  const id = ++asked
  const answer = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }))
  worker.postMessage({ ...question, id })
  return answer
}

function startWorker(): Worker {
  const made = new Worker(new URL('./tiles-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } })
  made.unref()
  made.on('message', (answer: TileAnswer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('failed' in answer) asker?.reject(new Error(`tile not drawn: ${answer.failed}`))
    else asker?.resolve(Buffer.from(answer.bytes))
  })
  const lost = (error: Error): void => {
    if (worker === made) worker = undefined
    kept.clear()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  made.on('error', lost)
  made.on('exit', () => lost(new Error('the tile worker ended')))
  return made
}

async function load(tx: Tx, town: string, now: Date): Promise<Kept> {
  const day = dayAt(now)
  const version = `${await groundStamp(tx, town)}/${day}`
  checked.set(town, Date.now())
  const known = kept.get(town)
  if (known?.version === version) return known
  const areas = (await listAreas(tx, town)).filter((area) => isValidOn(area, day))
  const [base, places] = [await readBaseMap(tx, town), await listPlaceNames(tx, town)]
  const loaded = ask({ kind: 'load', town, base, areas, places })
  const bounds = boundsOf(areas, places)
  const ground: Kept = { version, bounds, areas, tiles: new Map(), loaded }
  // Where the town lies is known at once; only a tile waits for the index.
  loaded.catch(() => kept.delete(town))
  kept.set(town, ground)
  return ground
}

function boundsOf(areas: readonly Area[], places: readonly TilePlace[]): Bbox | undefined {
  const boxes = [...areas.map(({ geometry }) => bboxOf(geometry)), ...places.map(({ point: [x, y] }): Bbox => [x, y, x, y])]
  return boxes.reduce<Bbox | undefined>(
    (all, [w, s, e, n]) => (all ? [Math.min(all[0], w), Math.min(all[1], s), Math.max(all[2], e), Math.max(all[3], n)] : [w, s, e, n]),
    undefined,
  )
}

/** The ground of a town, at most five seconds old. */
export async function getGround(tx: Tx, town: string, now: Date): Promise<Ground> {
  return keptGround(tx, town, now)
}

async function keptGround(tx: Tx, town: string, now: Date): Promise<Kept> {
  const known = kept.get(town)
  if (known && Date.now() - (checked.get(town) ?? 0) < recheckMs) return known
  let loading = pending.get(town)
  if (!loading) {
    loading = load(tx, town, now).finally(() => pending.delete(town))
    pending.set(town, loading)
  }
  return loading
}

/** Looks at once whether the ground has changed, instead of within five seconds. */
export function forgetGround(town: string): void {
  checked.delete(town)
}

/** Beyond the borders a strip is drawn too: roads and rivers do not end at the town's edge on a map. */
const margin = 0.02

/**
 * One vector tile (MVT 2, gzip) and its version; undefined outside the town or its zooms. Each is drawn once for a version.
 */
export async function findTile(
  tx: Tx,
  town: string,
  now: Date,
  { z, x, y }: { z: number; x: number; y: number },
): Promise<{ bytes: Buffer; version: string } | undefined> {
  const ground = await keptGround(tx, town, now)
  if (!ground.bounds || z < tileZooms.min || z > tileZooms.max) return undefined
  const [w, s, e, n] = ground.bounds
  if (!tileTouches([w - margin, s - margin, e + margin, n + margin], z, x, y)) return undefined
  await ground.loaded
  const key = `${z}/${x}/${y}`
  let tile = ground.tiles.get(key)
  if (!tile) {
    if (ground.tiles.size >= mostTiles) ground.tiles.clear()
    tile = ask({ kind: 'tile', town, z, x, y })
    ground.tiles.set(key, tile)
    tile.catch(() => ground.tiles.delete(key))
  }
  return { bytes: await tile, version: ground.version }
}
