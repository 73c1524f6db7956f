import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '#core/org/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import { demoPassword } from '#core/org/contract.ts'
import type { ListAsk } from '#modules/incident/server/list.ts'
import { pageStatement } from '#modules/incident/server/list.ts'
import type { Platform } from '#platform/server/module.ts'
import { findServer, query, startCluster } from './cluster.ts'
import { keepResult, percentile } from './machine.ts'
import { fillMillion, fillOpen } from './million.ts'
import { startProgram } from './program.ts'
import { benchConfig, loadTown, staff, town, withPlatform } from './town.ts'
import { Wire } from './wire.ts'

// Lists, counts and searches at a million cases and 3,000 open ones, over HTTP from the real server, for somebody who sees the whole town, a village and
// a handling unit; one question at a time. Fails loudly when PostgreSQL would read a big table from end to end for any of them.
//   node bench/lists.ts [--times=40] [--cases=1000000]

const argument = (name: string, otherwise: string): string =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const times = Number(argument('times', '40'))
const cases = Number(argument('cases', '1000000'))
const people = { town: 'zhiban', village: 'cunshe', unit: 'chuzhi2' } as const

type Ask = Pick<ListAsk, 'filter' | 'sort'>
const asks: Readonly<Record<string, Ask>> = {
  'open by clock': { filter: { state: 'open' }, sort: 'due' },
  'all, newest first': { filter: { state: 'all' }, sort: 'opened' },
  'closed, newest first': { filter: { state: 'closed' }, sort: 'opened' },
  'my work': { filter: { state: 'open', mine: true }, sort: 'due' },
  'one class, one quarter': { filter: { state: 'all', class: 'E01', from: '2026-01-01', to: '2026-03-31' }, sort: 'opened' },
  'search common word 垃圾': { filter: { state: 'all', q: '垃圾' }, sort: 'opened' },
  'search two words 井盖松动': { filter: { state: 'all', q: '井盖松动' }, sort: 'opened' },
  'search rare word 朱鹮': { filter: { state: 'all', q: '朱鹮' }, sort: 'opened' },
  'search absent word 鲸鱼': { filter: { state: 'all', q: '鲸鱼' }, sort: 'opened' },
  'search number': { filter: { state: 'all', q: 'SJ2026010100042' }, sort: 'opened' },
  'search address 3 characters': { filter: { state: 'all', q: '听橹路' }, sort: 'opened' },
}

const pathOf = ({ filter, sort }: Ask): string => {
  const pairs = Object.entries({ ...filter, sort, limit: 50 }).map(([key, value]) => [key, String(value)])
  return `/incidents?${new URLSearchParams(pairs)}`
}

async function actorFor(platform: Platform, login: string): Promise<Actor> {
  const person = staff.people.find((one) => one.login === login)!
  const seat = staff.appointments.find((one) => one.personId === person.id)!
  return actorOf(platform.db.read, platform, town, person.id, seat.postId, platform.now())
}

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Node[]
}
const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]
const big = new Set(['cases', 'action', 'involved', 'incident', 'task', 'file_use'])

/** The big tables a question would read from end to end. */
async function scansOf(platform: Platform, actor: Actor, ask: Ask): Promise<string[]> {
  const statement = pageStatement(actor, { ...ask, limit: 50 })
  if (!statement) return []
  const [row] = await platform.db.read.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${statement.text}`, statement.values)
  return nodes(row!['QUERY PLAN'][0]!.Plan).flatMap((node) =>
    node['Node Type'].endsWith('Seq Scan') && big.has(node['Relation Name'] ?? '') ? [node['Relation Name']!] : [],
  )
}

async function measure(port: number, login: string, rowsOf: Map<string, number>) {
  const wire = new Wire(port)
  const signedIn = await wire.call('POST', '/session', { login, password: demoPassword })
  const time = async (path: string) => {
    const took: number[] = []
    for (let i = -3; i < times; i++) {
      const start = performance.now()
      const { status, body } = await wire.call('GET', path, undefined, signedIn.cookie)
      if (status !== 200) throw new Error(`${login} ${path}: ${status} ${JSON.stringify(body)}`)
      if (i >= 0) took.push(performance.now() - start)
      const rows: unknown = body && typeof body === 'object' ? Reflect.get(body, 'rows') : undefined
      if (Array.isArray(rows)) rowsOf.set(`${login} ${path}`, rows.length)
    }
    return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), best: percentile(took, 0) }
  }
  const lists: Record<string, object> = { 'health (nothing asked of the lists)': await time('/health'), 'counts of the tabs': await time('/incidents/counts') }
  for (const [name, ask] of Object.entries(asks)) lists[name] = { ...(await time(pathOf(ask))), rows: rowsOf.get(`${login} ${pathOf(ask)}`) }
  wire.end()
  return lists
}

const binaries = findServer()
if (!binaries) {
  console.log('lists: needs the PostgreSQL server package of the system; nothing measured')
} else {
  const cluster = await startCluster(binaries)
  try {
    const dataDir = join(cluster.folder, 'dir-million')
    mkdirSync(dataDir, { recursive: true })
    const url = cluster.url('bench_million')
    const config = benchConfig(url, dataDir)
    if ((await query(cluster.url('postgres'), `select 1 as ok from pg_database where datname = 'bench_million'`)).length === 0) {
      await query(cluster.url('postgres'), 'create database bench_million')
      await withPlatform(config, loadTown)
      await fillMillion(config, url, cases)
    }
    await fillOpen(config)
    await query(url, 'vacuum analyze')
    const scans = await withPlatform(config, async (platform) => {
      const found: string[] = []
      for (const login of Object.values(people)) {
        const actor = await actorFor(platform, login)
        for (const [name, ask] of Object.entries(asks)) for (const table of await scansOf(platform, actor, ask)) found.push(`${login}: ${name}: ${table}`)
      }
      return found
    })
    const [size] = await query<{ cases: number; open: number; bytes: string }>(
      url,
      `select (select count(*)::int from "case".cases) as cases, (select count(*)::int from "case".cases where closed_at is null) as open, pg_size_pretty(pg_database_size(current_database())) as bytes`,
    )
    const program = await startProgram({ DATABASE_URL: url, DATA_DIR: dataDir })
    try {
      const rowsOf = new Map<string, number>()
      const result: Record<string, object> = {}
      for (const [who, login] of Object.entries(people)) result[who] = await measure(program.port, login, rowsOf)
      keepResult('lists', { postgres: cluster.version, times, ...size, sequentialScans: scans, milliseconds: result })
    } finally {
      await program.stop()
    }
    if (scans.length > 0) {
      console.error(`lists: read from end to end:\n${scans.join('\n')}`)
      process.exitCode = 1
    }
  } finally {
    cluster.stop()
  }
}
