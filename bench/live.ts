import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { findServer, startCluster } from './cluster.ts'
import { fanOutByMosquitto } from './live-mosquitto.ts'
import type { Order } from './live-order.ts'
import { StreamReader } from './live-reader.ts'
import { Tally } from './live-tally.ts'
import { keepResult, percentile } from './machine.ts'

// C5: a thousand readers, 250 facts a second, some readers slow, some coming and going; the same fan-out by Mosquitto beside it. Lateness is counted
// from the writer's call, commit (fsync) included; Mosquitto keeps nothing, so its lateness has no commit in it.
//   node bench/live.ts [--readers=1000] [--seconds=10] [--rates=250,500]

const argument = (name: string, otherwise: string): string =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const count = Number(argument('readers', '1000'))
const seconds = Number(argument('seconds', '10'))
const rates = argument('rates', '250,500').split(',').map(Number)
const areas = Array.from({ length: 28 }, (_, i) => `3205991012${String(i).padStart(2, '0')}`)

interface Told {
  readonly commits: [number, number][]
  readonly cpuMs: number
  readonly rssMb: number
}

let from = 1
async function say(server: ChildProcess, order: Omit<Order, 'from'>): Promise<Told> {
  server.send({ ...order, from } satisfies Order)
  from += Math.round(order.rate * order.seconds)
  const [told] = (await once(server, 'message')) as [Told]
  return told
}

async function connectAll(readers: readonly StreamReader[]): Promise<void> {
  // Fifty at a time: a backlog of a thousand is another bench.
  for (let i = 0; i < readers.length; i += 50) await Promise.all(readers.slice(i, i + 50).map((reader) => reader.open()))
}

const figuresOf = (tally: Tally, offered: number, told: Told) => ({
  deliveriesPerSecond: tally.perSecond(),
  p50: tally.quantile(0.5),
  p99: tally.quantile(0.99),
  lost: offered - tally.deliveries,
  // How much of the lateness is the writer's own transaction.
  commitP99: percentile(
    told.commits.map(([n, at]) => at - (tally.saidAt(n) ?? at)),
    0.99,
  ),
  serverCpuShare: Math.round((told.cpuMs / seconds / 1000) * 100) / 100,
  serverRssMb: told.rssMb,
})

/** Everybody hears everything: what Mosquitto does beside it. */
async function everybody(server: ChildProcess, port: number, rate: number) {
  const tally = new Tally()
  const readers = Array.from({ length: count }, (_, i) => new StreamReader(port, `p${i}//1`, tally))
  await connectAll(readers)
  const told = await say(server, { rate, seconds, areas: [] })
  await tally.settled(rate * seconds * count)
  for (const reader of readers) reader.cut()
  return { rate, ...figuresOf(tally, rate * seconds * count, told) }
}

/** Readers of 28 villages and a tenth who hear the whole town; beside them sleepers and those that come and go. */
async function mixed(server: ChildProcess, port: number, rate: number) {
  const tally = new Tally()
  const whole = Math.round(count / 10)
  const readers = Array.from(
    { length: count },
    (_, i) => new StreamReader(port, i < whole ? `p${i}//1` : `p${i}/${areas[i % areas.length]!}/0`, tally),
  )
  const roaming = Array.from({ length: 40 }, (_, i) => new StreamReader(port, `r${i}//1`, undefined, true))
  await connectAll([...readers, ...roaming])
  const first = from
  let over = false
  const roam = Promise.all(
    roaming.map(async (reader, i) => {
      for (let round = 0; !over; round++) {
        await delay(200 + ((i * 37 + round * 91) % 900))
        reader.cut()
        await delay((i * 53) % 700)
        await reader.open()
      }
    }),
  )
  const told = await say(server, { rate, seconds, areas })
  over = true
  await roam
  await delay(1500)
  const said = Array.from({ length: rate * seconds }, (_, i) => first + i)
  const heardBy = (i: number) => (i < whole ? said.length : said.filter((n) => n % areas.length === i % areas.length).length)
  const offered = Array.from({ length: count }, (_, i) => heardBy(i)).reduce((sum, n) => sum + n, 0)
  const missing = roaming.map(({ got }) => said.length - new Set(got).size)
  const twice = roaming.map(({ got }) => got!.length - new Set(got).size)
  const result = {
    rate,
    ...figuresOf(tally, offered, told),
    comingAndGoing: {
      readers: roaming.length,
      lost: Math.max(...missing),
      twice: Math.max(...twice),
      toldToRefetch: roaming.filter((r) => r.resets > 0).length,
    },
  }
  for (const reader of [...readers, ...roaming]) reader.cut()
  return result
}

/** Readers that stop reading while much is said: what they cost the others, and that they are told to refetch. */
async function asleep(server: ChildProcess, port: number) {
  const tally = new Tally()
  const others = Array.from({ length: 20 }, (_, i) => new StreamReader(port, `o${i}//1`, tally))
  const sleepers = Array.from({ length: 20 }, (_, i) => new StreamReader(port, `s${i}//1`, undefined, true))
  await connectAll([...others, ...sleepers])
  for (const sleeper of sleepers) sleeper.sleep()
  // Loopback holds tens of megabytes for somebody who does not read; 60 MB are more than that.
  const order = { rate: 60, seconds: 4, areas: [], size: 250_000 }
  const told = await say(server, order)
  await tally.settled(order.rate * order.seconds * others.length)
  for (const sleeper of sleepers) sleeper.wake()
  await delay(3000)
  const result = {
    megabytesSaid: 60,
    sleepers: sleepers.length,
    toldToRefetch: sleepers.filter((reader) => reader.resets > 0).length,
    others: { lost: order.rate * order.seconds * others.length - tally.deliveries, p99: tally.quantile(0.99) },
    serverRssMb: told.rssMb,
  }
  for (const reader of [...others, ...sleepers]) reader.cut()
  return result
}

const binaries = findServer()
if (!binaries) throw new Error('no PostgreSQL server of the system (Debian: postgresql-15)')
const cluster = await startCluster(binaries)
const server = fork(new URL('./live-server.ts', import.meta.url), { env: { ...process.env, DATABASE_URL: cluster.url('postgres') } })
try {
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const all = []
  for (const rate of rates) all.push(await everybody(server, port, rate))
  const roles = await mixed(server, port, rates[0]!)
  const slow = await asleep(server, port)
  const mosquitto = await fanOutByMosquitto(count, rates, seconds)
  if (!mosquitto) console.log('Mosquitto is not installed (Debian: apt-get install mosquitto): nothing to compare with')
  keepResult('live', {
    unit: 'ms from the writer’s call, commit included',
    readers: count,
    seconds,
    everybodyHearsAll: all,
    byRoleAndArea: roles,
    slow,
    mosquitto: mosquitto ?? 'absent',
    aim: { deliveriesPerSecond: 100_000, p99: 50, lost: 0 },
  })
} finally {
  server.send('stop')
  await once(server, 'exit')
  cluster.stop()
}
