import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destinationFrom } from '#core/area/contract.ts'
import { cleanTrack, encodeChunk } from '#modules/patrol/contract.ts'
import { type MoverPoints, readPoints, recordPoints, trackView } from '#modules/patrol/server/index.ts'
import { copyRows } from '#platform/server/copy-rows.ts'
import { newId } from '#platform/contract/id.ts'
import { findServer, query, startCluster } from './cluster.ts'
import { keepResult, percentile } from './machine.ts'
import { benchConfig, town, withPlatform } from './town.ts'

// One officer's day among fifty million positions: COPY of synthetic one-hour chunks in the order a town would write them (hour by hour,
// everybody at once, so that a day lies scattered over the table), then the read of a day as its page asks for it: rows, decoding, cleaning,
// measuring, thinning, JSON. Cold: after a restart of PostgreSQL. Then what a minute's batch of everybody costs, at the hour's end.
//   node bench/tracks.ts [--positions=50000000] [--movers=400]

const argument = (name: string, otherwise: number): number =>
  Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)
const positions = argument('positions', 50_000_000)
const movers = argument('movers', 400)
/** One every ten seconds. */
const STEP = 10_000
const PER_HOUR = 360
const HOURS = 8
const HOUR = 3_600_000
const DAY = 24 * HOUR
const days = Math.max(1, Math.ceil(positions / (movers * HOURS * PER_HOUR)))
const first = Date.parse('2026-01-01T08:00:00+08:00')
const ids = Array.from({ length: movers }, () => newId())

/** The walk of one mover in one hour of a day: 13 m every ten seconds in lanes that turn, so that thinning has work to do. */
const walk = (mover: number, begins: number, hour: number) => {
  let place: [number, number] = [120.55 + (mover % 20) * 0.01, 30.95 + Math.floor(mover / 20) * 0.005]
  return Array.from({ length: PER_HOUR }, (_, k) => {
    const step = hour * PER_HOUR + k
    place = destinationFrom(place, (mover * 37 + Math.floor(step / 7) * 71) % 360, 13)
    return { at: begins + k * STEP, lng: place[0], lat: place[1], accuracy: 6, mocked: false }
  })
}

/** Every mover's eight chunks, walked once: another day differs in its first time only. */
const chunks = ids.map((_, mover) => Array.from({ length: HOURS }, (__, hour) => encodeChunk(walk(mover, first + hour * HOUR, hour))))

/** The same chunk some days later: behind the version stand the seconds of its first point, five bytes of seven bits each until 3058. */
function daysLater(chunk: Uint8Array, later: number): Buffer {
  const moved = Buffer.from(chunk)
  let seconds = 0
  for (let k = 5; k >= 1; k--) seconds = seconds * 128 + (moved[k]! & 127)
  seconds += later * 86_400
  for (let k = 1; k <= 5; k++) {
    moved[k] = (seconds % 128) | (k < 5 ? 128 : 0)
    seconds = Math.floor(seconds / 128)
  }
  return moved
}

function* rowsOf(day: number) {
  for (let hour = 0; hour < HOURS; hour++)
    for (let mover = 0; mover < movers; mover++)
      yield [town, ids[mover]!, new Date(first + day * DAY + hour * HOUR), daysLater(chunks[mover]![hour]!, day)]
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
    const filled = await withPlatform(benchConfig(url, dataDir), async (platform) => {
      const begun = performance.now()
      for (let day = 0; day < days; day++)
        await platform.db.transaction((tx) => copyRows(tx, { target: 'patrol.track (town, mover_id, begins, points)', rows: rowsOf(day) }))
      await query(url, 'vacuum analyze patrol.track')
      await query(url, 'checkpoint')
      return Math.round((performance.now() - begun) / 1000)
    })
    cluster.run('pg_ctl', ['-D', join(cluster.folder, 'data'), '-m', 'fast', '-w', '-l', join(cluster.folder, 'log'), 'restart'])
    const result = await withPlatform(benchConfig(url, dataDir), async (platform) => {
      const tx = platform.db.read
      let metres = 0
      let bytes = 0
      const open = async (n: number): Promise<number> => {
        const from = new Date(first + ((n * 7) % days) * DAY)
        const to = new Date(from.getTime() + HOURS * HOUR)
        const id = ids[(n * 53) % movers]!
        const start = performance.now()
        const points = await readPoints(tx, town, id, from, to)
        bytes = JSON.stringify(trackView({ id, name: '' }, from, to, points)).length
        metres = cleanTrack(points).length
        return performance.now() - start
      }
      const series = async (): Promise<{ p50: number; p95: number; worst: number }> => {
        const took: number[] = []
        for (let n = 0; n < 100; n++) took.push(await open(n))
        return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), worst: percentile(took, 1) }
      }
      const cold = await series()
      const warm = await series()
      // The dearest minute of an hour is its last: every chunk is read, lengthened and written anew.
      const last = first + days * DAY
      const upTo = (from: number, to: number): MoverPoints[] =>
        ids.map((id, mover) => ({ sort: 'person', id, points: walk(mover, last, 0).slice(from, to) }))
      for (const id of ids)
        await tx.query(
          `insert into patrol.mover (town, sort, id, name, kind, on_duty, since) values ($1, 'person', $2, '测', 'grid', true, now())`,
          [town, id],
        )
      await platform.db.transaction((write) => recordPoints(write, town, upTo(0, PER_HOUR - 30)))
      const minutes: number[] = []
      for (let minute = 5; minute > 0; minute--) {
        const start = performance.now()
        await platform.db.transaction((write) => recordPoints(write, town, upTo(PER_HOUR - minute * 6, PER_HOUR - (minute - 1) * 6)))
        minutes.push(performance.now() - start)
      }
      const [size] = await query<{ rows: number; bytes: string; table: string }>(
        url,
        `select count(*)::int as rows, pg_size_pretty(pg_total_relation_size('patrol.track')) as bytes,
           round(pg_total_relation_size('patrol.track') / ${days * movers * HOURS * PER_HOUR}::numeric, 1)::float as "bytesPerPosition" from patrol.track`,
      )
      const plan = await query<{ 'QUERY PLAN': string }>(
        url,
        `explain (analyze, buffers, timing off, costs off) select points from patrol.track
           where town = '${town}' and mover_id = '${ids[7]}' and begins >= '2026-01-03 00:00+08' and begins <= '2026-01-03 23:59:59+08' order by begins`,
      )
      return {
        positions: days * movers * HOURS * PER_HOUR,
        days,
        movers,
        ...size,
        fillSeconds: filled,
        metres: Math.round(metres),
        replyBytes: bytes,
        cold,
        warm,
        minuteOfAll: { p50: percentile(minutes, 0.5), worst: percentile(minutes, 1) },
        plan: plan.map((row) => row['QUERY PLAN'].trim()),
      }
    })
    keepResult('tracks', { postgres: cluster.version, ...result })
    if (Math.max(result.cold.p95, result.warm.p95) > 100) {
      console.error('tracks: a day takes more than 100 ms')
      process.exitCode = 1
    }
  } finally {
    cluster.stop()
  }
}
