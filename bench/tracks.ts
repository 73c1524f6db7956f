import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destinationFrom } from '#core/area/contract.ts'
import { cleanTrack, encodeChunk } from '#modules/patrol/contract.ts'
import { readPoints } from '#modules/patrol/server/index.ts'
import { copyRows } from '#platform/server/copy-rows.ts'
import { newId } from '#platform/contract/id.ts'
import { findServer, query, startCluster } from './cluster.ts'
import { keepResult, percentile } from './machine.ts'
import { benchConfig, town, withPlatform } from './town.ts'

// One officer's day among fifty million positions: COPY of synthetic one-minute chunks in the order a town would write them (minute by minute,
// everybody at once, so that a day lies scattered over the table), then the read of a day with decoding and cleaning.
//   node bench/tracks.ts [--positions=50000000] [--movers=400] [--days=60]

const argument = (name: string, otherwise: number): number =>
  Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)
const positions = argument('positions', 50_000_000)
const movers = argument('movers', 400)
/** One every ten seconds. */
const PER_MINUTE = 6
const MINUTES = 480
const days = Math.max(1, Math.ceil(positions / (movers * MINUTES * PER_MINUTE)))
const first = Date.parse('2026-01-01T08:00:00+08:00')

const ids = Array.from({ length: movers }, () => newId())

/** The chunk of one mover in one minute: a walk in a bearing of its own. */
function chunkOf(mover: number, day: number, minute: number): Buffer {
  const at = first + day * 86_400_000 + minute * 60_000
  const points = Array.from({ length: PER_MINUTE }, (_, k) => {
    const [lng, lat] = destinationFrom(
      [120.55 + (mover % 20) * 0.01, 30.95 + Math.floor(mover / 20) * 0.005],
      (mover * 37) % 360,
      (minute * PER_MINUTE + k) * 13,
    )
    return { at: at + k * 10_000, lng, lat, accuracy: 6, mocked: false }
  })
  return Buffer.from(encodeChunk(points))
}

function* rowsOf(day: number) {
  for (let minute = 0; minute < MINUTES; minute++)
    for (let mover = 0; mover < movers; mover++)
      yield [town, ids[mover]!, new Date(first + day * 86_400_000 + minute * 60_000), chunkOf(mover, day, minute)]
}

const binaries = findServer()
if (!binaries) {
  console.log('tracks: needs the PostgreSQL server package of the system; nothing measured')
} else {
  const cluster = await startCluster(binaries)
  try {
    const dataDir = join(cluster.folder, 'dir-tracks')
    mkdirSync(dataDir, { recursive: true })
    const url = cluster.url('bench_tracks')
    await query(cluster.url('postgres'), 'drop database if exists bench_tracks')
    await query(cluster.url('postgres'), 'create database bench_tracks')
    const result = await withPlatform(benchConfig(url, dataDir), async (platform) => {
      const begun = performance.now()
      for (let day = 0; day < days; day++)
        await platform.db.transaction((tx) => copyRows(tx, { target: 'patrol.track (town, mover_id, minute, points)', rows: rowsOf(day) }))
      const filled = (performance.now() - begun) / 1000
      await query(url, 'vacuum analyze patrol.track')
      const took: number[] = []
      let metres = 0
      for (let n = 0; n < 60; n++) {
        const from = new Date(first + ((n * 7) % days) * 86_400_000)
        const start = performance.now()
        const points = await readPoints(platform.db.read, town, ids[(n * 53) % movers]!, from, new Date(from.getTime() + MINUTES * 60_000))
        metres = cleanTrack(points).length
        took.push(performance.now() - start)
      }
      const [size] = await query<{ rows: number; bytes: string }>(
        url,
        `select count(*)::int as rows, pg_size_pretty(pg_total_relation_size('patrol.track')) as bytes from patrol.track`,
      )
      return {
        positions: days * movers * MINUTES * PER_MINUTE,
        days,
        movers,
        ...size,
        fillSeconds: Math.round(filled),
        metres: Math.round(metres),
        milliseconds: { p50: percentile(took, 0.5), p95: percentile(took, 0.95), worst: percentile(took, 1) },
      }
    })
    keepResult('tracks', { postgres: cluster.version, ...result })
    if (result.milliseconds.p95 > 100) {
      console.error('tracks: a day takes more than 100 ms')
      process.exitCode = 1
    }
  } finally {
    cluster.stop()
  }
}
