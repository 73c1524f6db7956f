import { findServer } from './cluster.ts'
import { keepResult } from './machine.ts'
import { openBed, option, rss, watchMemory } from './sensing-bed.ts'

// Backpressure instead of memory growth: twice what the platform can take is offered for a minute, whatever it acknowledges, with its memory
// watched. `--connections=7288 --seconds=60`

const connections = option('connections', 7288)
const seconds = option('seconds', 60)

async function pressure(): Promise<object> {
  const bed = await openBed(connections)
  const { fleet, db } = bed
  try {
    const { pid } = bed.program()
    const idle = rss(pid)
    await fleet.press(4000, 8000)
    await fleet.settle(20_000)
    const takes = Math.round(fleet.tally.acknowledged / 8)
    const before = fleet.tally.acknowledged
    const offeredBefore = fleet.tally.offered
    const memory = watchMemory(pid)
    await fleet.offer(takes * 2, seconds * 1000)
    const whilePressed = memory()
    const taken = fleet.tally.acknowledged - before
    const draining = performance.now()
    await fleet.settle(60_000)
    const drainSeconds = Math.round((performance.now() - draining) / 100) / 10
    const { rows } = await db.query<{ n: number }>('select count(*)::int as n from sensing.reading')
    return {
      takesPerSecond: takes,
      offeredPerSecond: Math.round((fleet.tally.offered - offeredBefore) / seconds),
      takenPerSecond: Math.round(taken / seconds),
      acknowledged: fleet.tally.acknowledged,
      acknowledgedButLost: Math.max(0, fleet.tally.acknowledged - rows[0]!.n),
      linesBroken: fleet.broken,
      drainSeconds,
      rssMb: { idle, whilePressed, after: rss(pid) },
    }
  } finally {
    await bed.end()
  }
}

if (!findServer()) console.log('no system PostgreSQL (apt-get install postgresql): the bench is left out')
else keepResult('sensing-pressure', { connections, seconds, ...(await pressure()) })
process.exit()
