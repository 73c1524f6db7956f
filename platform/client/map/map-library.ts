import type * as MapLibre from 'maplibre-gl'

export type MapLibrary = typeof MapLibre
let library: Promise<MapLibrary> | undefined

/** Loads the map library once, in a chunk of its own; the worker is a file of ours, as the CSP demands. */
export function loadMapLibrary(): Promise<MapLibrary> {
  library ??= (async () => {
    const [gl, { default: workerUrl }] = await Promise.all([
      import('maplibre-gl'),
      import('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'),
      import('maplibre-gl/dist/maplibre-gl.css'),
    ])
    gl.setWorkerUrl(workerUrl)
    return gl
  })()
  return library
}
