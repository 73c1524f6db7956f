import { readFileSync } from 'node:fs'
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Line, openLine } from '#town/simulate/line.ts'
import { findMosquitto, startMosquitto } from '#modules/sensing/server/testing/mosquitto.ts'
import { findServer, freePort, startCluster } from './cluster.ts'
import { keepResult } from './machine.ts'
import { type Program, startProgram } from './program.ts'

// C2: durable messages a second over many MQTT connections (QoS 1, three values a message, the shipped duration rule on), how late alarms are, what a
// kill -9 loses, memory while twice as much is offered; beside it Mosquitto alone, which keeps nothing. Needs the system PostgreSQL.
// `node bench/sensing.ts [--connections=7288] [--seconds=30]`

const option = (name: string, otherwise: number): number =>
  Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)
const connections = option('connections', 7288)
const seconds = option('seconds', 30)

const rss = (pid: number): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
const p99 = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length * 0.99)] ?? 0) * 10) / 10
}

interface Sent {
  acknowledged: number
  readonly latency: number[]
  /** The highest number each line had acknowledged; all below it were too. */
  readonly upTo: Map<number, number>
}

/** Lets every line publish, one message under way each, at most `atOnce` lines at a time, until `stop`. */
async function load(lines: readonly Line[], atOnce: number, ms: number, topic: (i: number) => string, sent: Sent): Promise<void> {
  const until = performance.now() + ms
  let turn = 0
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const i = turn++ % lines.length
      const seq = (sent.upTo.get(i) ?? 0) + 1
      const begun = performance.now()
      try {
        await lines[i]!.publish(
          topic(i),
          JSON.stringify({ seq, ts: Date.now(), metrics: { tilt: (seq % 7) / 2, waterLevel: 1.5, battery: 90 } }),
        )
      } catch {
        return
      }
      sent.acknowledged++
      sent.upTo.set(i, seq)
      if (sent.latency.length < 200_000) sent.latency.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, lines.length) }, worker))
}

async function connectAll(port: number, user: (i: number) => [string, string?]): Promise<Line[]> {
  const lines: Line[] = []
  for (let from = 0; from < connections; from += 200) {
    const some = Array.from({ length: Math.min(200, connections - from) }, (_, j) => from + j)
    lines.push(
      ...(await Promise.all(
        some.map((i) => {
          const [username, password] = user(i)
          return openLine({
            host: '127.0.0.1',
            port,
            clientId: `bench-${i}`,
            username,
            keepalive: 120,
            ...(password === undefined ? {} : { password }),
          })
        }),
      )),
    )
  }
  return lines
}

const key = (i: number): string => `BENCH-${i}`
const fresh = (): Sent => ({ acknowledged: 0, latency: [], upTo: new Map() })

async function ours(): Promise<object> {
  const cluster = await startCluster(findServer()!)
  const admin = new pg.Client(cluster.url('postgres'))
  await admin.connect()
  await admin.query(`create database sihe encoding 'UTF8' template template0`)
  await admin.end()
  const folder = mkdtempSync(join(tmpdir(), 'sihe-bench-sensing-'))
  chmodSync(folder, 0o755)
  const mqttPort = await freePort()
  const start = (): Promise<Program> =>
    startProgram({
      DATA_DIR: folder,
      DATABASE_URL: cluster.url('sihe'),
      MQTT_PORT: String(mqttPort),
      MQTT_DEVICE_RATE: '100000',
      SERVICES: 'http,mqtt',
    })
  let program = await start()
  const db = new pg.Client(cluster.url('sihe'))
  await db.connect()
  try {
    const { rows } = await db.query<{ code: string }>('select town as code from org.town limit 1')
    const town = rows[0]!.code
    await db.query(
      `insert into sensing.device (town, id, key, kind, name, place, area_code, heartbeat, secret_hash, created_at, changed_at)
       select $1, gen_random_uuid(), 'BENCH-' || i, 'manhole', '井盖 ' || i, point(120.5 + (i % 300) * 0.01, 30.5 + i / 300 * 0.01), $1, 21600, encode(sha256(convert_to('bench-secret-' || i, 'UTF8')), 'hex'), now(), clock_timestamp()
       from generate_series(0, $2::int - 1) i`,
      [town, connections],
    )
    await delay(2500)
    const begun = performance.now()
    let lines = await connectAll(mqttPort, (i) => [key(i), `bench-secret-${i}`])
    const connectSeconds = Math.round((performance.now() - begun) / 100) / 10
    const topic = (i: number) => `sihe/${key(i)}/up`
    const idle = rss(program.pid)
    const sent = fresh()
    // Alarms under load: some lids open for good, each told once.
    const opening = Array.from({ length: 20 }, (_, n) => connections - 1 - n)
    const loading = load(lines.slice(0, connections - 20), 1000, seconds * 1000, topic, sent)
    for (const i of opening) {
      await delay((seconds * 500) / opening.length)
      await lines[i]!.publish(topic(i), JSON.stringify({ seq: 1, ts: Date.now(), metrics: { tilt: 40, waterLevel: 1.5, battery: 90 } }))
    }
    await loading
    await delay(3000)
    const { rows: late } = await db.query<{ ms: number }>(
      `select extract(epoch from raised_at - onset - interval '2 seconds') * 1000 as ms from sensing.alarm where rule_title = '井盖倾斜'`,
    )
    // Twice the lines under way, with the memory watched.
    const memory: number[] = []
    const watching = setInterval(() => memory.push(rss(program.pid)), 500)
    await load(lines.slice(0, connections - 20), 4000, Math.min(60, seconds) * 1000, topic, sent)
    clearInterval(watching)
    // And the plug pulled in the middle of it.
    const killing = load(lines.slice(0, connections - 20), 1000, 20_000, topic, sent)
    await delay(3000)
    process.kill(program.pid, 'SIGKILL')
    await killing
    await delay(500)
    program = await start()
    const { rows: kept } = await db.query<{ i: number; seqs: number }>(
      `select substr(d.key, 7)::int as i, count(*)::int as seqs from sensing.reading r join sensing.device d on d.town = r.town and d.id = r.device_id where r.seq > 0 group by 1`,
    )
    const counts = new Map(kept.map((row) => [row.i, row.seqs]))
    let lost = 0
    for (const [i, seq] of sent.upTo) lost += Math.max(0, seq - (counts.get(i) ?? 0))
    lines = []
    return {
      connectSeconds,
      durablePerSecond: Math.round(sent.latency.length > 0 ? sent.acknowledged / (seconds + Math.min(60, seconds) + 3) : 0),
      acknowledgeP99Ms: p99(sent.latency),
      alarms: late.length,
      alarmLateP99Ms: p99(late.map((row) => Number(row.ms))),
      acknowledged: sent.acknowledged,
      acknowledgedButLost: lost,
      rssMb: { idle, twiceOffered: { least: Math.min(...memory), most: Math.max(...memory) } },
    }
  } finally {
    await db.end()
    await program.stop()
    cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function mosquitto(): Promise<object | string> {
  const path = findMosquitto()
  if (!path) return 'mosquitto is not installed'
  const broker = await startMosquitto(path)
  try {
    const lines = await connectAll(broker.port, (i) => [key(i)])
    const sent = fresh()
    await load(lines, 1000, seconds * 1000, (i) => `sihe/${key(i)}/up`, sent)
    for (const line of lines) line.end()
    return { perSecond: Math.round(sent.acknowledged / seconds), acknowledgeP99Ms: p99(sent.latency), durable: false }
  } finally {
    await broker.stop()
  }
}

if (!findServer()) console.log('no system PostgreSQL (apt-get install postgresql): the bench is left out')
else keepResult('sensing', { connections, seconds, ours: await ours(), mosquittoAlone: await mosquitto() })
