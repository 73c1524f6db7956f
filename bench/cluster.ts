import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface Cluster {
  /** Address of a database as the superuser. */
  url(database: string): string
  readonly port: number
  /** The postmaster. */
  pid(): number
  readonly folder: string
  readonly version: string
  /** Where pgbench and psql are. */
  readonly binaries: string
  run(program: string, args: readonly string[]): { status: number | null; output: string }
  stop(): void
}

// What a careful administrator would set on 2 cores; durability stays as PostgreSQL ships it (fsync and synchronous_commit on).
const settings = (folder: string, port: number) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${folder}'
shared_buffers = 1GB
max_wal_size = 8GB
checkpoint_timeout = 15min
wal_compression = lz4
maintenance_work_mem = 1GB
work_mem = 16MB
effective_cache_size = 8GB
random_page_cost = 1.1
jit = off
${process.env['BENCH_STATEMENTS'] ? "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track = top" : ''}
`

/** The newest PostgreSQL server of the system with pgbench; undefined where there is none. */
export function findServer(): string | undefined {
  const base = '/usr/lib/postgresql'
  if (!existsSync(base)) return undefined
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a))
  return versions
    .map((version) => join(base, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'pgbench')) && existsSync(join(bin, 'initdb')))
}

/** PostgreSQL refuses to run as root: then everything runs as the user its package made. */
const asUser = (program: string, args: readonly string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]

/**
 * Starts a private cluster of the system's PostgreSQL on a free port of this machine. With BENCH_DIR the folder is kept and used again,
 * so that a million cases need filling once only.
 */
export async function startCluster(binaries: string): Promise<Cluster> {
  const kept = process.env['BENCH_DIR']
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'sihe-bench-'))
  mkdirSync(folder, { recursive: true })
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  const run = (program: string, args: readonly string[]) => {
    const [command, all] = asUser(join(binaries, program), args)
    const done = spawnSync(command, all, { encoding: 'utf8', cwd: '/' })
    return { status: done.status, output: `${done.stdout}${done.stderr}` }
  }
  const must = (program: string, args: readonly string[]) => {
    const { status, output } = run(program, args)
    if (status !== 0) throw new Error(`${program}: ${output}`)
  }
  if (!existsSync(data))
    must('initdb', ['-D', data, '-U', 'postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '-A', 'trust'])
  else run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
  const port = await freePort()
  appendFileSync(join(data, 'postgresql.conf'), settings(folder, port))
  must('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', '-t', '120', 'start'])
  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`
  const [row] = await query<{ version: string }>(url('postgres'), `select current_setting('server_version') as version`)
  return {
    url,
    port,
    pid: () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    folder,
    version: row!.version,
    binaries,
    run,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
      if (!kept) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One statement on a connection of its own, as the superuser. */
export async function query<R extends object>(url: string, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(text, values)).rows
  } finally {
    await client.end()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
