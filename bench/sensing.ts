import { setTimeout as delay } from 'node:timers/promises'
import { findMosquitto, startMosquitto } from '#modules/sensing/server/testing/mosquitto.ts'
import { findServer } from './cluster.ts'
import { keepResult } from './machine.ts'
import { cpuSeconds, openBed, option, p99, rss } from './sensing-bed.ts'
import { Fleet, type Wire, firstSeq } from './sensing-load.ts'

// C2: durable messages a second over 7,288 MQTT connections (QoS 1, three values a message, the shipped duration rules on), how late alarms
// are, what a kill -9 loses; beside it Mosquitto alone, which keeps nothing. `--connections=7288 --seconds=20`

const connections = option('connections', 7288)
const seconds = option('seconds', 20)
const lids = Math.min(40, Math.ceil(connections / 10))
/** Says where the bench is: a busy machine takes its time. */
const say = (what: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${what}`)

type Bed = Awaited<ReturnType<typeof openBed>>

/** Lids open one after the other while the rest goes on; an alarm counts when somebody else can read it. */
async function alarmDelays({ db, fleet }: Bed, opening: readonly Wire[], ms: number): Promise<number[]> {
  const seen = new Map<string, number>()
  let watching = true
  const watch = async (): Promise<void> => {
    while (watching) {
      const { rows } = await db.query<{ id: string; onset: Date }>(`select id, onset from sensing.alarm where rule_title = '井盖倾斜'`)
      // The rule itself waits two seconds.
      for (const { id, onset } of rows) if (!seen.has(id)) seen.set(id, Date.now() - onset.getTime() - 2000)
      await delay(10)
    }
  }
  const watched = watch()
  for (const wire of opening) {
    fleet.say(wire, true)
    await delay(ms / opening.length)
  }
  await delay(3500)
  watching = false
  await watched
  return [...seen.values()]
}

async function ours(): Promise<object> {
  say('the program starts on a PostgreSQL server, and its devices connect')
  const bed = await openBed(connections)
  say('as fast as it can')
  const { fleet, db, cluster } = bed
  try {
    const { tally } = fleet
    const opening = fleet.wires.slice(-lids)
    const others = fleet.wires.slice(0, -lids)
    const idle = rss(bed.program().pid)
    const cpu = () => [cpuSeconds(bed.program().pid), cpuSeconds(cluster.pid()), process.cpuUsage()] as const
    const [ours0, theirs0, load0] = cpu()
    await fleet.press(4000, seconds * 1000, others)
    const durablePerSecond = Math.round(tally.acknowledged / seconds)
    const [ours1, theirs1] = cpu()
    const mine = process.cpuUsage(load0)
    const each = (s: number) => Math.round((s / tally.acknowledged) * 1e6)
    const microsecondsPerMessage = {
      platform: each(ours1 - ours0),
      postgres: each(theirs1 - theirs0),
      devices: each((mine.user + mine.system) / 1e6),
    }
    await fleet.settle(10_000)
    const atFull = { acknowledgeP99Ms: p99(tally.latency) }
    tally.latency.length = 0
    say(`${durablePerSecond} a second; alarms at three fifths of that`)
    // Alarms at three fifths of that, as a town would run it.
    const offered = Math.round(durablePerSecond * 0.6)
    const [, delays] = await Promise.all([fleet.offer(offered, seconds * 1000, others), alarmDelays(bed, opening, (seconds - 4) * 1000)])
    await fleet.settle(10_000)
    const atThreeFifths = {
      offered,
      acknowledgeP99Ms: p99(tally.latency),
      alarms: delays.length,
      alarmP99Ms: p99(delays),
      alarmMedianMs: p99(delays.toSorted((a, b) => a - b).slice(0, Math.ceil(delays.length / 2))),
    }
    say(`alarm p99 ${atThreeFifths.alarmP99Ms} ms; kill -9`)
    // And the plug pulled in the middle of it.
    const killing = fleet.press(4000, 5000, others)
    await delay(2500)
    process.kill(bed.program().pid, 'SIGKILL')
    await killing
    await bed.restart()
    say('counting')
    const { rows } = await db.query<{ i: number; seqs: number }>(
      `select substr(d.key, 7)::int as i, count(distinct r.seq)::int as seqs from sensing.reading r join sensing.device d on d.town = r.town and d.id = r.device_id where r.seq >= $1 group by 1`,
      [firstSeq],
    )
    const kept = new Map(rows.map(({ i, seqs }) => [i, seqs]))
    const acknowledgedButLost = fleet.wires.reduce((lost, wire) => lost + Math.max(0, wire.acknowledged - (kept.get(wire.number) ?? 0)), 0)
    return {
      connectSeconds: bed.connectSeconds,
      durablePerSecond,
      microsecondsPerMessage,
      atFull,
      atThreeFifths,
      acknowledged: tally.acknowledged,
      acknowledgedButLost,
      rssMb: { idle },
    }
  } finally {
    await bed.end()
  }
}

async function mosquitto(): Promise<object | string> {
  const path = findMosquitto()
  if (!path) return 'mosquitto is not installed'
  say('Mosquitto alone')
  const broker = await startMosquitto(path)
  const fleet = new Fleet({ port: broker.port, count: connections, user: (i) => [`BENCH-${i}`], topic: (i) => `sihe/BENCH-${i}/up` })
  try {
    await fleet.open()
    await fleet.press(4000, seconds * 1000)
    return { perSecond: Math.round(fleet.tally.acknowledged / seconds), acknowledgeP99Ms: p99(fleet.tally.latency), durable: false }
  } finally {
    fleet.end()
    await broker.stop()
  }
}

if (!findServer()) console.log('no system PostgreSQL (apt-get install postgresql): the bench is left out')
else keepResult('sensing', { connections, seconds, ours: await ours(), mosquittoAlone: await mosquitto() })
process.exit()
