import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Cluster, findServer, query, startCluster } from './cluster.ts'
import { fillMillion } from './million.ts'
import { keepResult, percentile } from './machine.ts'
import { type Cookies, type Lived, live, signIn } from './lifecycle-steps.ts'
import { runPgbench } from './lifecycle-pgbench.ts'
import { processorMs } from './cpu.ts'
import { type Program, startProgram } from './program.ts'
import { benchConfig, loadTown, withPlatform } from './town.ts'
import { Wire } from './wire.ts'

// The lifecycle of lifecycle-steps.ts over HTTP against the real server process on Debian's PostgreSQL with fsync on, 16 clients; empty and
// beside 1,000,000 closed cases; pgbench does the same commits between the two, on the same cluster.
//   node bench/lifecycle.ts [--seconds=30] [--warm=12] [--cases=1000000] [--only=empty|million] [--processes=1] [--profile=folder]

const argument = (name: string, otherwise: string): string =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const seconds = Number(argument('seconds', '30'))
const cases = Number(argument('cases', '1000000'))
const only = argument('only', '')
const profile = argument('profile', '')
// Long enough for V8 to compile what is hot and for every connection to have planned its statements.
const warm = Number(argument('warm', '12'))
// One does everything, the others only answer (`SERVICES=http`), as a town with more cores would run them.
const processes = Number(argument('processes', '1'))
const clients = 16

/** Of this process alone: the server is its child. */
const ownMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure(programs: readonly Program[], postmaster: number, cookies: Cookies, forSeconds: number) {
  const lived: Lived[] = []
  const serverMs = (): number => programs.reduce((sum, { pid }) => sum + processorMs(pid), 0)
  const before = { server: serverMs(), postgres: processorMs(postmaster), client: ownMs() }
  let n = Date.now() % 1_000_000
  const start = performance.now()
  const end = start + forSeconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      const wire = new Wire(programs[i % programs.length]!.port)
      while (performance.now() < end) lived.push(await live(wire, cookies, n++))
      wire.end()
    }),
  )
  const elapsed = (performance.now() - start) / 1000
  const each = (ms: number): number => Math.round((ms / lived.length) * 100) / 100
  const names = ['create', 'dispatch', 'sign', 'handle', 'searchNumber', 'searchWord'] as const
  return {
    perSecond: Math.round((lived.length / elapsed) * 10) / 10,
    lifecycles: lived.length,
    processorMsPerLifecycle: {
      server: each(serverMs() - before.server),
      postgres: each(processorMs(postmaster) - before.postgres),
      client: each(ownMs() - before.client),
    },
    staleReads: lived.reduce((sum, one) => sum + one.stale, 0),
    milliseconds: Object.fromEntries(
      names.map((name, i) => {
        const values = lived.map((one) => one.took[i]!)
        return [name, { p50: percentile(values, 0.5), p95: percentile(values, 0.95) }]
      }),
    ),
  }
}

/** One database: made and filled when it is not there yet, then the server on it, a warm-up and the measurement. */
async function run(cluster: Cluster, name: 'empty' | 'million') {
  const dataDir = join(cluster.folder, `dir-${name}`)
  mkdirSync(dataDir, { recursive: true })
  const database = `bench_${name}`
  const known = await query(cluster.url('postgres'), 'select 1 as ok from pg_database where datname = $1', [database])
  if (known.length === 0) {
    await query(cluster.url('postgres'), `create database ${database}`)
    await withPlatform(benchConfig(cluster.url(database), dataDir), loadTown)
    if (name === 'million') await fillMillion(benchConfig(cluster.url(database), dataDir), cluster.url(database), cases)
  }
  await query(cluster.url(database), 'vacuum analyze')
  await query(cluster.url(database), 'checkpoint')
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const programs = [await startProgram({ DATABASE_URL: cluster.url(database), DATA_DIR: dataDir }, flags)]
  try {
    while (programs.length < processes)
      programs.push(await startProgram({ DATABASE_URL: cluster.url(database), DATA_DIR: dataDir, SERVICES: 'http' }))
    const cookies = await signIn(programs[0]!.port)
    await measure(programs, cluster.pid(), cookies, Math.min(warm, seconds))
    // As autovacuum does within its minute; plans made for empty tables go with it.
    await query(cluster.url(database), 'analyze')
    if (process.env['BENCH_STATEMENTS'])
      await query(cluster.url(database), 'create extension if not exists pg_stat_statements').then(() =>
        query(cluster.url(database), 'select pg_stat_statements_reset()'),
      )
    return await measure(programs, cluster.pid(), cookies, seconds)
  } catch (error) {
    console.error(error)
    throw error
  } finally {
    for (const program of programs.reverse()) await program.stop()
    if (process.env['BENCH_STATEMENTS'])
      console.table(
        (
          await query<{ calls: number; mean: number; total: number; q: string }>(
            cluster.url(database),
            `select calls::int, round(mean_exec_time::numeric, 3)::float8 as mean, round(total_exec_time)::int as total, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as q
             from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) order by total_exec_time desc limit 32`,
          )
        ).map((row) => ({ ...row })),
      )
  }
}

const binaries = findServer()
if (!binaries) {
  console.log('lifecycle: needs the PostgreSQL server package of the system with pgbench; nothing measured')
} else {
  const cluster = await startCluster(binaries)
  try {
    const empty = only === 'million' ? undefined : await run(cluster, 'empty')
    if (empty) console.log('empty', JSON.stringify(empty))
    const pgbench = only ? undefined : await runPgbench(cluster, 'bench_empty', clients, seconds)
    const million = only === 'empty' ? undefined : await run(cluster, 'million')
    if (million) console.log('million', JSON.stringify(million))
    if (empty && million && pgbench) {
      keepResult('lifecycle', {
        postgres: cluster.version,
        clients,
        processes,
        seconds,
        closedCases: cases,
        empty,
        million,
        pgbench,
        ratios: {
          millionToEmpty: Math.round((million.perSecond / empty.perSecond) * 100) / 100,
          emptyToPgbench: Math.round((empty.perSecond / pgbench.perSecond) * 100) / 100,
        },
      })
    }
  } finally {
    cluster.stop()
  }
}
