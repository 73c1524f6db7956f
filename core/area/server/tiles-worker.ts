import { gzipSync } from 'node:zlib'
import { parentPort } from 'node:worker_threads'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { tileLayers } from '../tile-content.ts'
import { tileZooms } from '../tile-range.ts'
import type { TileAnswer, TileAsk } from './tiles.ts'

interface Index {
  readonly name: string
  readonly minZoom: number
  readonly index: GeoJSONVT
}

// The grounds of the towns this process draws; a new stamp replaces a town's old one.
const grounds = new Map<string, readonly Index[]>()

/** 8 px of margin at 512 px: strokes up to that width meet across tile borders. */
const options = { maxZoom: tileZooms.max, indexMaxZoom: 6, tolerance: 3, extent: 4096, buffer: 64 }

function load({ town, base, areas, places }: Extract<TileAsk, { kind: 'load' }>): void {
  grounds.set(
    town,
    tileLayers(base, areas, places).map(({ name, minZoom, features }) => ({
      name,
      minZoom,
      index: new GeoJSONVT({ type: 'FeatureCollection', features: [...features] } as GeoJSON.FeatureCollection, {
        ...options,
        // Names are points: simplifying has nothing to do there, and a wide margin keeps a name whose text reaches over.
        ...(name === 'name' || name === 'place' ? { buffer: 128 } : {}),
      }),
    })),
  )
}

function encode({ town, z, x, y }: Extract<TileAsk, { kind: 'tile' }>): Uint8Array {
  const layers = (grounds.get(town) ?? []).flatMap(({ name, minZoom, index }) => {
    const tile = z >= minZoom ? index.getTile(z, x, y) : null
    return tile ? [[name, tile] as const] : []
  })
  return gzipSync(fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: 4096 }), { level: 6 })
}

parentPort?.on('message', (ask: TileAsk) => {
  let answer: TileAnswer
  try {
    if (ask.kind === 'load') load(ask)
    answer = { id: ask.id, bytes: ask.kind === 'tile' ? encode(ask) : new Uint8Array() }
  } catch (error) {
    answer = { id: ask.id, failed: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
