import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { defaultCatalogue } from '#modules/incident/classes/catalogue.ts'
import { blockKeys, probeKeys } from '#modules/incident/likeness/block-keys.ts'
import { fingerprint } from '#modules/incident/likeness/report.ts'
import type { Fingerprint } from '#modules/incident/likeness/report.ts'
import { rankCandidates } from '#modules/incident/likeness/score.ts'

// Same-problem candidates on a PostgreSQL server with a million cases in a town of real size, invented reports. The key table
// holds all of them, the worst case: the product deletes keys some weeks after closing. Same table, same query as
// modules/incident/server/likeness-index.ts, in a scratch schema that is dropped at the end.
//   DATABASE_URL=postgres://… node bench/same-problem-store.ts [cases] [days]

const url = process.env['DATABASE_URL']
const cases = Number(process.argv[2] ?? 1_000_000)
const days = Number(process.argv[3] ?? 900)
const DAY = 86_400_000
const now = Date.parse('2026-03-02T12:00:00+08:00')
const schema = 'bench_same_problem'

let seed = 20_260_302
/** Deterministic, so that two runs meet the same town. */
function random(): number {
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
  return ((seed ^ (seed >>> 13)) >>> 0) / 2 ** 32
}
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!

const names = [...'东南西北中新平安福和顺兴云河桥江塘港林园']
const roads = Array.from({ length: 400 }, (_, i) => `${names[i % 20]}${names[Math.floor(i / 20)]}${pick(['路', '街', '大道'])}`)
const kinds = defaultCatalogue.classes.filter((c) => c.level > 1 && c.aliases.length > 1)

/** Half of all reports fall into a twentieth of the 133 km², as in any town. */
function report(at: number, open: boolean): Fingerprint {
  const kind = pick(kinds)
  const dense = random() < 0.5
  const side = dense ? 0.026 : 0.115
  const road = dense ? pick(roads.slice(0, 60)) : pick(roads)
  return fingerprint({
    at,
    open,
    classCode: kind.code,
    address: random() < 0.15 ? `${road}与${pick(roads)}路口` : `${road}${1 + Math.floor(random() * 400)}号`,
    point: [120.6 + random() * side, 30.9 + random() * side],
    text: `${pick(kind.aliases)}，${pick(['好几天了', '晚上看不清', '小孩差点摔倒', '车都过不去', '味道很大', '没有人来'])}，${pick(['希望尽快修', '请派人看看', '反映过两次了'])}`,
  })
}

const uuid = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const percentile = (values: readonly number[], p: number): number =>
  Math.round((values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? 0) * 100) / 100

async function fill(client: pg.Client): Promise<void> {
  await client.query(`drop schema if exists ${schema} cascade; create schema ${schema};
    create table ${schema}.likeness_key (town text collate "C" not null, key text collate "C" not null, reported_at timestamptz not null, case_id uuid not null);
    create table ${schema}.incident (town text collate "C" not null, case_id uuid not null, fingerprint jsonb, open boolean not null, main_case uuid)`)
  const step = 50_000
  for (let start = 0; start < cases; start += step) {
    const incidents: string[] = []
    const keys: string[] = []
    for (let n = start; n < Math.min(cases, start + step); n++) {
      const at = now - (1 - n / cases) * days * DAY
      const print = report(at, now - at < 5 * DAY)
      incidents.push(`t\t${uuid(n)}\t${JSON.stringify(print).replaceAll('\\', '\\\\')}\t${print.open}\t\\N\n`)
      for (const key of blockKeys(print)) keys.push(`t\t${key}\t${new Date(at).toISOString()}\t${uuid(n)}\n`)
    }
    await pipeline(Readable.from(incidents), client.query(copyFrom(`copy ${schema}.incident from stdin`)))
    await pipeline(Readable.from(keys), client.query(copyFrom(`copy ${schema}.likeness_key from stdin`)))
  }
  await client.query(
    `alter table ${schema}.likeness_key add primary key (town, key, reported_at, case_id); alter table ${schema}.incident add primary key (town, case_id)`,
  )
  await client.query(`vacuum analyze ${schema}.likeness_key`)
  await client.query(`vacuum analyze ${schema}.incident`)
}

const query = `with hit as (
    select h.case_id, count(*) as shared from unnest($2::text[]) k cross join lateral (
      select case_id from ${schema}.likeness_key where town = $1 and key = k and reported_at > $3 and reported_at <= $4 order by reported_at desc limit 30) h
    group by h.case_id order by shared desc, max(h.case_id::text) desc limit 30)
  select i.case_id, i.fingerprint, i.open from hit join ${schema}.incident i on i.town = $1 and i.case_id = hit.case_id
   where i.main_case is null and i.fingerprint is not null`

async function ask(client: pg.Client, windowDays: number, count: number) {
  const sql: number[] = []
  const compare: number[] = []
  const found: number[] = []
  const empty: number[] = []
  // The same question three times, the quickest: what it costs when nobody else takes the processor away.
  const best: number[] = []
  for (let i = 0; i < count; i++) {
    const print = report(now, true)
    // Beside every question an empty statement: what the line and a busy machine cost anyhow.
    const before = performance.now()
    await client.query({ name: 'empty', text: 'select 1' })
    const question = { name: 'alike', text: query, values: ['t', probeKeys(print), new Date(now - windowDays * DAY), new Date(now + DAY)] }
    const start = performance.now()
    const { rows } = await client.query<{ case_id: string; fingerprint: Fingerprint; open: boolean }>(question)
    const read = performance.now()
    rankCandidates(
      print,
      rows.map((r) => ({ of: r.case_id, fingerprint: { ...r.fingerprint, open: r.open } })),
      { catalogue: defaultCatalogue },
    )
    const compared = performance.now()
    let quickest = read - start
    for (let again = 0; again < 2; again++) {
      const from = performance.now()
      await client.query(question)
      quickest = Math.min(quickest, performance.now() - from)
    }
    // The first runs plan and warm up.
    if (i < 200) continue
    sql.push(read - start)
    compare.push(compared - read)
    best.push(quickest + compared - read)
    found.push(rows.length)
    empty.push(start - before)
  }
  const total = sql.map((ms, i) => ms + (compare[i] ?? 0))
  const line = (ms: readonly number[]) => ({ p50: percentile(ms, 0.5), p95: percentile(ms, 0.95), p99: percentile(ms, 0.99) })
  return {
    windowDays,
    candidatesP50: percentile(found, 0.5),
    emptyMs: line(empty),
    sqlMs: line(sql),
    compareMs: line(compare),
    totalMs: line(total),
    bestOfThreeMs: line(best),
  }
}

if (!url) {
  console.log('same-problem-store: set DATABASE_URL to a PostgreSQL server, nothing measured')
} else {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const server = await client.query<{ v: string }>("select current_setting('server_version') v")
  await fill(client)
  const size = await client.query<{ keys: string; bytes: string }>(
    `select count(*)::text keys, pg_size_pretty(pg_total_relation_size('${schema}.likeness_key')) bytes from ${schema}.likeness_key`,
  )
  const result = {
    date: new Date().toISOString(),
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, postgres: server.rows[0]?.v },
    cases,
    days,
    keyRows: size.rows[0]?.keys,
    keyTable: size.rows[0]?.bytes,
    runs: [await ask(client, 45, 3200), await ask(client, days, 3200)],
  }
  await client.query(`drop schema ${schema} cascade`)
  await client.end()
  console.log(JSON.stringify(result, undefined, 2))
  mkdirSync(new URL('results/', import.meta.url), { recursive: true })
  const file = new URL('results/same-problem-store.json', import.meta.url)
  const earlier: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  writeFileSync(file, `${JSON.stringify([...(Array.isArray(earlier) ? earlier : []), result], undefined, 2)}\n`)
}
