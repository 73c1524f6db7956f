import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '#core/org/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import type { ListAsk } from '#modules/incident/server/index.ts'
import { commonGrams, countIncidents, listIncidents, pageStatement } from '#modules/incident/server/index.ts'
import type { Platform } from '#platform/server/module.ts'
import { findServer, query, startCluster } from './cluster.ts'
import { keepResult, percentile } from './machine.ts'
import { fillMillion, fillOpen } from './million.ts'
import { benchConfig, loadTown, staff, town, withPlatform } from './town.ts'

// Lists, counts and searches at a million cases and 3,000 open ones, as the server does them (statement, names, rows; without HTTP and the check of the
// reply), for somebody who sees the whole town, a village and a handling unit; one question at a time. Fails loudly when PostgreSQL would read a big table from end to end for any of them.
//   node bench/lists.ts [--times=40] [--cases=1000000]

const argument = (name: string, otherwise: string): string =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const times = Number(argument('times', '40'))
const cases = Number(argument('cases', '1000000'))
const people = { town: 'zhiban', village: 'cunshe', unit: 'chuzhi2' } as const

type Ask = Pick<ListAsk, 'filter' | 'sort'> & { readonly limit?: number }
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
  // So rare that it is not among the words PostgreSQL counts, and a short page: the planner would walk through a million.
  'search rare word, page of 20': { filter: { state: 'all', q: '朱鹮' }, sort: 'opened', limit: 20 },
  'search number': { filter: { state: 'all', q: 'SJ2026010100042' }, sort: 'opened' },
  'search address 3 characters': { filter: { state: 'all', q: '听橹路' }, sort: 'opened' },
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
  const statement = pageStatement(actor, { limit: 50, ...ask }, undefined, await commonGrams(platform.db.read, platform))
  if (!statement) return []
  const [row] = await platform.db.read.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
    `explain (format json) ${statement.text}`,
    statement.values,
  )
  return nodes(row!['QUERY PLAN'][0]!.Plan).flatMap((node) =>
    node['Node Type'].endsWith('Seq Scan') && big.has(node['Relation Name'] ?? '') ? [node['Relation Name']!] : [],
  )
}

async function measure(platform: Platform, actor: Actor) {
  const { read } = platform.db
  const time = async (ask: () => Promise<unknown>) => {
    const took: number[] = []
    for (let i = -3; i < times; i++) {
      const start = performance.now()
      await ask()
      if (i >= 0) took.push(performance.now() - start)
    }
    return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), best: percentile(took, 0) }
  }
  const answers: Record<string, object> = {
    'select 1': await time(() => read.query('select 1')),
    'counts of the tabs': await time(() => countIncidents(read, actor, {}, platform.now())),
  }
  for (const [name, ask] of Object.entries(asks)) {
    const list = () => listIncidents(read, platform, actor, { limit: 50, ...ask })
    const { rows } = await list()
    answers[name] = { ...(await time(list)), rows: rows.length }
  }
  return answers
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
    const [size] = await query<{ cases: number; open: number; bytes: string }>(
      url,
      `select (select count(*)::int from "case".cases) as cases, (select count(*)::int from "case".cases where closed_at is null) as open, pg_size_pretty(pg_database_size(current_database())) as bytes`,
    )
    const { scans, milliseconds } = await withPlatform(config, async (platform) => {
      const found: string[] = []
      const result: Record<string, object> = {}
      for (const [who, login] of Object.entries(people)) {
        const actor = await actorFor(platform, login)
        for (const [name, ask] of Object.entries(asks))
          for (const table of await scansOf(platform, actor, ask)) found.push(`${who}: ${name}: ${table}`)
        result[who] = await measure(platform, actor)
      }
      return { scans: found, milliseconds: result }
    })
    keepResult('lists', { postgres: cluster.version, times, ...size, sequentialScans: scans, milliseconds })
    if (scans.length > 0) {
      console.error(`lists: read from end to end:\n${scans.join('\n')}`)
      process.exitCode = 1
    }
  } finally {
    cluster.stop()
  }
}
