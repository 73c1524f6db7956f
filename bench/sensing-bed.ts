import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, findServer, freePort, startCluster } from './cluster.ts'
import { type Program, startProgram } from './program.ts'
import { Fleet } from './sensing-load.ts'

// What the benches of the sensing network share: our program on a PostgreSQL server with made-up lids, and figures of a process.

/** `--name=value` of the command line as a number. */
export const option = (name: string, otherwise: number): number =>
  Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)

/** Megabytes a process holds. */
export const rss = (pid: number): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

const ticksOf = (fields: readonly string[]): number => (Number(fields[13]) + Number(fields[14])) / 100
const statOf = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/\(.*\)/u, 'x')
      .split(' ')
  } catch {
    return []
  }
}

/** CPU seconds a process and its children have had: on a machine others work on too this says more than a rate. */
export function cpuSeconds(pid: number): number {
  let sum = 0
  for (const each of readdirSync('/proc')) {
    if (!/^\d+$/u.test(each)) continue
    const stat = statOf(each)
    if (each === String(pid) || stat[3] === String(pid)) sum += ticksOf(stat)
  }
  return sum
}

export const p99 = (values: readonly number[]): number =>
  Math.round((values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0) * 10) / 10

/** Watches the memory of a process until told to end. */
export function watchMemory(pid: number): () => { least: number; most: number; last: number } {
  const seen: number[] = [rss(pid)]
  const timer = setInterval(() => seen.push(rss(pid)), 250)
  return () => {
    clearInterval(timer)
    seen.push(rss(pid))
    return { least: Math.min(...seen), most: Math.max(...seen), last: seen.at(-1)! }
  }
}

const key = (i: number): string => `BENCH-${i}`

export interface Bed {
  readonly cluster: Cluster
  readonly db: pg.Client
  readonly program: () => Program
  readonly fleet: Fleet
  readonly connectSeconds: number
  /** After a kill: the same program on the same data. */
  restart(): Promise<void>
  end(): Promise<void>
}

/** Our program on the system's PostgreSQL, so many lids in the ledger under the shipped rules, each with its line open. @throws Error without a system PostgreSQL */
export async function openBed(count: number): Promise<Bed> {
  const binaries = findServer()
  if (!binaries) throw new Error('no system PostgreSQL (apt-get install postgresql)')
  const cluster = await startCluster(binaries)
  const admin = new pg.Client(cluster.url('postgres'))
  await admin.connect()
  await admin.query(`create database sihe encoding 'UTF8' template template0`)
  await admin.end()
  const folder = mkdtempSync(join(tmpdir(), 'sihe-bench-sensing-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const start = (): Promise<Program> =>
    startProgram({
      DATA_DIR: folder,
      DATABASE_URL: cluster.url('sihe'),
      MQTT_PORT: String(port),
      MQTT_DEVICE_RATE: '100000',
      SERVICES: 'http,mqtt',
    })
  let program = await start()
  const db = new pg.Client(cluster.url('sihe'))
  await db.connect()
  const { rows } = await db.query<{ code: string }>('select town as code from org.town limit 1')
  // A kilometre apart: no two make an area alarm.
  await db.query(
    `insert into sensing.device (town, id, key, kind, name, place, area_code, heartbeat, secret_hash, created_at, changed_at)
     select $1, gen_random_uuid(), 'BENCH-' || i, 'manhole', '井盖 ' || i, point(120.5 + (i % 300) * 0.01, 30.5 + i / 300 * 0.01), $1, 21600, encode(sha256(convert_to('bench-secret-' || i, 'UTF8')), 'hex'), now(), clock_timestamp()
     from generate_series(0, $2::int - 1) i`,
    [rows[0]!.code, count],
  )
  // The ledger is looked at once a second.
  await delay(2500)
  const fleet = new Fleet({ port, count, user: (i) => [key(i), `bench-secret-${i}`], topic: (i) => `sihe/${key(i)}/up` })
  const connectSeconds = await fleet.open()
  return {
    cluster,
    db,
    fleet,
    connectSeconds,
    program: () => program,
    async restart() {
      program = await start()
    },
    async end() {
      fleet.end()
      await db.end()
      await program.stop()
      cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
