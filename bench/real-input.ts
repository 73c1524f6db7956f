/**
 * Real input: 23,283 old work orders of a hotline through the importer, then the 86,110 status events of the same year through the HTTP door of a
 * running server. `node bench/real-input.ts [--seconds=600]`; needs ../shared beside this repository and says so when it is not there. The data
 * never becomes part of the product; docs/real-input.md tells what it taught.
 */
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { modules } from '#apps/server/modules.ts'
import { platformOf } from '#apps/server/platform-of.ts'
import { openPlatform } from '#apps/server/start.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { getProcess, verifyTown } from '#core/case/server/index.ts'
import { createTown } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { type Config, readConfig } from '#platform/server/config.ts'
import { makeLog } from '#platform/server/log.ts'
import type { Platform } from '#platform/server/module.ts'
import { joinStorage, openStorage } from '#platform/server/postgres/index.ts'
import { importCases } from '#town/import/import-cases.ts'
import { readMapping } from '#town/import/mapping.ts'
import { keepResult, percentile } from './machine.ts'
import { type Order, type Sent, hangUp, sendAtFullSpeed, sendAtSpeed } from './real-input/send-orders.ts'
import { startServer } from './real-input/server-process.ts'

const incidents = fileURLToPath(new URL('../../shared/data/incidents/', import.meta.url))
const casesFile = join(incidents, 'kcg1999_cases_a.csv.gz')
const town = '999000101'
const lanes = 16

if (!existsSync(casesFile)) {
  console.log(`skipped: ${casesFile} is not here (real data is kept beside the repository, never in it)`)
  process.exit(0)
}

interface CaseLine {
  case_id: string
  district: string
  address: string
  category: string
  desc_simplified: string
}
interface EventLine {
  case_id: string
  seen: string
  status: string
  unit: string
  category: string
}
const readCsv = (name: string): unknown[] => parse(gunzipSync(readFileSync(join(incidents, name))), { columns: true, bom: true })

/** Each event as the message an outside system would send; the unit is told when it changes. */
function ordersOf(events: readonly EventLine[], system: string, known: ReadonlyMap<string, CaseLine>): { order: Order; at: number }[] {
  const seqs = new Map<string, number>()
  const units = new Map<string, string>()
  return events.map(({ case_id: number, seen, status, unit, category }) => {
    const seq = (seqs.get(number) ?? 0) + 1
    seqs.set(number, seq)
    const moved = unit !== '' && units.get(number) !== unit
    units.set(number, unit)
    const first = seq === 1 ? known.get(number) : undefined
    return {
      at: Date.parse(seen),
      order: {
        system,
        number,
        seq,
        state: status,
        ...(category ? { className: category } : {}),
        ...(moved ? { words: `承办：${unit}` } : {}),
        ...(first ? { content: first.desc_simplified, address: `${first.district}${first.address}` } : {}),
      },
    }
  })
}

/** The 24 hours with the most events. */
function busiestDay(events: readonly EventLine[]): EventLine[] {
  const times = events.map((e) => Date.parse(e.seen))
  let best = { from: 0, to: 0 }
  for (let from = 0, to = 0; from < times.length; from++) {
    while (to < times.length && times[to]! - times[from]! < 86_400_000) to++
    if (to - from > best.to - best.from) best = { from, to }
  }
  return events.slice(best.from, best.to)
}

function counting() {
  const outcomes: Record<string, number> = {}
  const reasons: Record<string, number> = {}
  const times: number[] = []
  const note = ({ outcome, reason, ms }: Sent): void => {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1
    times.push(ms)
    if (times.length % 5000 === 0) console.log(`  ${times.length} sent`)
  }
  const summary = (seconds: number) => ({
    sent: times.length,
    outcomes,
    reasons,
    seconds: Math.round(seconds * 10) / 10,
    perSecond: Math.round(times.length / seconds),
    ms: { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) },
  })
  return { note, summary }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const begun = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - begun) / 1000 }
}

async function giveToken(platform: Platform): Promise<string> {
  const token = `sihe_${town}_${randomBytes(32).toString('base64url')}`
  await platform.db.read.query(
    `insert into org.machine_token (town, id, name, token_hash, scopes, created_at) values ($1, $2, '实测', $3, '{incident.door.write}', now())`,
    [town, newId(), createHash('sha256').update(token).digest()],
  )
  return token
}

/** An empty town with the old orders in it. */
async function fillTown(config: Config) {
  const storage = await openStorage({ ...config, log: makeLog('error') })
  const platform = await openPlatform(config, modules, storage)
  try {
    await platform.db.transaction((tx) => createTown(tx, { code: town, name: '实测镇' }))
    const mapping = readMapping(readFileSync(new URL('real-input/map-kcg1999.json', import.meta.url), 'utf8'))
    const ask = {
      town,
      file: casesFile,
      mapping,
      batches: false,
      reportFile: join(config.dataDir, 'report.csv'),
      asideFile: join(config.dataDir, 'aside.csv'),
    }
    const dry = await timed(() => importCases(platform, { ...ask, dryRun: true }))
    const kept = await timed(() => importCases(platform, { ...ask, dryRun: false }))
    const again = await timed(() => importCases(platform, { ...ask, dryRun: false }))
    const { rows, counts, reasons } = kept.value
    const imported = {
      rows,
      counts,
      reasons: Object.fromEntries(reasons),
      seconds: { dryRun: round(dry.seconds), import: round(kept.seconds), again: round(again.seconds) },
      perSecond: Math.round(rows / kept.seconds),
      againNew: again.value.counts.open + again.value.counts.closed,
      inIsOut: rows === Object.values(counts).reduce((sum, n) => sum + n, 0),
    }
    return { imported, verified: await verify(platform), token: await giveToken(platform) }
  } finally {
    await platform.db.close()
    await storage.stop()
  }
}

const round = (n: number): number => Math.round(n * 10) / 10

async function verify(platform: Platform) {
  const { read } = platform.db
  const { value, seconds } = await timed(async () =>
    verifyTown(read, town, await getCalendar(read, town), (key, version) => getProcess(read, platform, town, key, version)),
  )
  return { cases: value.cases, acts: value.acts, broken: value.broken.length, seconds: round(seconds) }
}

/** What the server's own tables say afterwards. */
async function look(config: Config) {
  const storage = await joinStorage({ ...config, log: makeLog('error') })
  const platform = platformOf(config, modules, storage)
  try {
    const { read } = platform.db
    const rows = async (sql: string) => read.query<{ system: string; key: string; n: number }>(sql, [town])
    return {
      messages: await rows(
        `select system, outcome as key, count(*) as n from incident.inbound_message where town = $1 group by 1, 2 order by 1, 2`,
      ),
      setAside: await rows(
        `select system, reason as key, count(*) as n from incident.inbound_message where town = $1 and outcome = 'set-aside' group by 1, 2 order by 1, 3 desc`,
      ),
      states: await rows(
        `select system, state as key, count(*) as n from incident.inbound where town = $1 group by 1, 2 order by 1, 3 desc`,
      ),
      disagreeing: await rows(
        `select i.system, i.state as key, count(*) as n from incident.inbound i join incident.incident n on n.town = i.town and n.case_id = i.case_id
         where i.town = $1 and ((i.state = '解除管制' and n.open) or (i.state <> '解除管制' and not n.open)) group by 1, 2 order by 1, 3 desc`,
      ),
      twice: await rows(
        `select system, 'numbers' as key, count(*) - count(distinct case_id) as n from incident.inbound where town = $1 group by 1`,
      ),
      verified: await verify(platform),
    }
  } finally {
    await platform.db.close()
    await storage.stop()
  }
}

const seconds = Number(/--seconds=(\d+)/u.exec(process.argv.join(' '))?.[1] ?? 3600)
const dataDir = mkdtempSync(join(tmpdir(), 'sihe-real-'))
chmodSync(dataDir, 0o755)
const config = readConfig({ DATA_DIR: dataDir, TOWN: 'empty', LOG_LEVEL: 'error' }, [])
try {
  const known = new Map((readCsv('kcg1999_cases_a.csv.gz') as CaseLine[]).map((line) => [line.case_id, line]))
  const events = readCsv('kcg1999_events_a.csv.gz') as EventLine[]
  const { imported, verified, token } = await fillTown(config)
  console.log(JSON.stringify({ imported, verified }, undefined, 2))

  const server = await startServer(dataDir)
  try {
    // A day as it happened, a thousand times as fast, into a system this town has never heard of: every first event opens a case.
    const day = busiestDay(events)
    const live = counting()
    const paced = await timed(() => sendAtSpeed(server.port, token, ordersOf(day, 'kcg1999-live', known), 1000, live.note))
    const thousand = { from: day[0]!.seen, to: day.at(-1)!.seen, ...live.summary(paced.seconds), latestMs: Math.round(paced.value) }
    console.log(JSON.stringify({ thousand }, undefined, 2))

    // The whole year on the imported cases.
    const full = counting()
    const until = performance.now() + seconds * 1000
    const orders = ordersOf(events, 'kcg1999', new Map()).map(({ order }) => order)
    const chunk = 5000
    let sent = 0
    const run = await timed(async () => {
      for (; sent < orders.length && performance.now() < until; sent += chunk)
        await sendAtFullSpeed(server.port, token, orders.slice(sent, sent + chunk), lanes, full.note)
    })
    const replayed = { lanes, of: orders.length, ...full.summary(run.seconds) }
    console.log(JSON.stringify({ replayed }, undefined, 2))
    const after = await look(config)
    keepResult('real-input', { imported, importedVerified: verified, thousand, replayed, after })
  } finally {
    hangUp()
    await server.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
