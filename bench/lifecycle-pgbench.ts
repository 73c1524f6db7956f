import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cluster, query } from './cluster.ts'
import { town, unitOfLogin } from './town.ts'

// The same durable commits as one lifecycle without a platform: four transactions on tables made like ours, with all their indexes,
// and rows copied from what the server wrote just before; then the two searches.

const tables = [
  '"case".cases',
  '"case".action',
  '"case".involved',
  '"case".task',
  '"case".file_use',
  'incident.incident',
  'incident.likeness_key',
  'platform.outbox',
  'platform.job',
]
const target = (table: string): string => `bench_raw.${table.replaceAll('"', '').split('.')[1]}`
// pgbench takes a colon with a letter behind it for a variable, even inside a text; a wide one is no variable.
const literal = (value: unknown): string =>
  `'${String(value)
    .replaceAll("'", "''")
    .replaceAll(/:(?=[^\s"])/g, '：')}'`

/** The values our own server stored last, as literals: a row of the same size is a row of the same cost. */
async function sample(url: string) {
  const [row] = await query<{
    state: string
    data: string
    payload: string
    grams: string
    print: string
    title: string
    description: string
  }>(
    url,
    `select c.state::text as state, a.input::text as data, o.payload::text as payload, i.grams::text as grams, i.fingerprint::text as print, i.title, i.description
     from "case".cases c join "case".action a on a.town = c.town and a.case_id = c.id and a.seq = 1
       join incident.incident i on i.town = c.town and i.case_id = c.id, lateral (select payload from platform.outbox where name = 'case.acted' limit 1) o
     where c.step = 'verification' order by c.opened_at desc limit 1`,
  )
  const keys = await query<{ key: string }>(
    url,
    `select key from incident.likeness_key where case_id = (select case_id from incident.likeness_key limit 1)`,
  )
  return { ...row!, keys: keys.map((each) => each.key) }
}

function script(s: Awaited<ReturnType<typeof sample>>): string {
  const t = literal(town)
  const unit = literal(unitOfLogin('chuzhi2'))
  const hash = literal('0'.repeat(64))
  const action = (seq: number, from: string, to: string, input: string) =>
    `insert into bench_raw.action (town, case_id, seq, action_id, action, at, received_at, person_id, person_name, post_title, unit_id, unit_name, actor_kind, terminal, from_step, to_step, input, due, prev_hash, hash)
     values (${t}, :id, ${seq}, gen_random_uuid(), 'act', now(), now(), ${unit}, '陆小筝', '派单员', ${unit}, '集成指挥中心', 'person', 'bench', '${from}', '${to}', ${input}, '{}', ${hash}, ${hash});`
  const rest = `insert into bench_raw.outbox (town, name, payload, audience) values (${t}, 'case.acted', ${literal(s.payload)}, array[${literal(`a:${town}`)}]);
    insert into bench_raw.involved (town, who, opened_at, case_id) values (${t}, 'u' || ${unit}, (select opened_at from bench_raw.cases where town = ${t} and id = :id), :id) on conflict do nothing;
    insert into bench_raw.job as j (town, kind, key, run_at) values (${t}, 'case.alarm', :id, now() + interval '2 hours') on conflict (town, kind, key) do update set run_at = excluded.run_at;`
  const later = (seq: number, from: string, to: string, input: string) => `
    begin;
    select * from bench_raw.cases where town = ${t} and id = :id for update;
    ${action(seq, from, to, input)}
    update bench_raw.cases set step = '${to}', unit_id = ${unit}, due_at = now() + interval '2 hours', since = now(), seq = ${seq}, hash = ${hash}, state = ${literal(s.state)} where town = ${t} and id = :id;
    ${rest}
    update bench_raw.incident set step = '${to}', lead_unit = ${unit}, finish_due = now() + interval '3 days', signed_at = now(), seq = ${seq} where town = ${t} and case_id = :id;`
  const flat = (text: string): string =>
    text
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
  return flat(`\\set n random(1, 2000000000)
    select gen_random_uuid() as id \\gset
    begin;
    insert into bench_raw.cases (town, id, number, process, version, title, step, area_code, village_code, role, due_at, due_clock, opened_at, since, seq, hash, state)
     values (${t}, :id, 'SJ' || :n || '-' || :id, 'incident', 1, ${literal(s.title)}, 'acceptance', ${t}, ${t}, 'dispatcher', now() + interval '30 minutes', 'accept', now(), now(), 1, ${hash}, ${literal(s.state)});
    ${action(1, '', 'acceptance', literal(s.data))}
    ${rest}
    insert into bench_raw.incident (town, case_id, number, class_code, class_title, grade, channel, title, description, address, place, area_code, village_code, step, opened_at, grams, fingerprint)
     values (${t}, :id, 'SJ' || :n || '-' || :id, 'E0102', '路面', 'III', 'grid', ${literal(s.title)}, ${literal(s.description)}, '听橹路', point(120.62, 31), ${t}, ${t}, 'acceptance', now(), ${literal(s.grams)}, ${literal(s.print)});
    insert into bench_raw.likeness_key (town, key, reported_at, case_id) select ${t}, k, now(), :id::uuid from unnest(array[${s.keys.map(literal).join(', ')}]) k;
    commit;
    ${later(2, 'acceptance', 'sign', `'{"unit": "x"}'`)}
    insert into bench_raw.task (town, case_id, task_id, unit_id, lead, state, opened_at) values (${t}, :id, '1', ${unit}, true, 'open', now());
    commit;
    ${later(3, 'sign', 'handling', `'{}'`)}
    commit;
    ${later(4, 'handling', 'verification', `'{"outcome": "solved", "measure": "到场清理完毕，已冲洗路面"}'`)}
    insert into bench_raw.file_use (town, sha256, case_id, seq, field, name, mime, at) values (${t}, ${hash}, :id, 4, 'before', '照片.jpg', 'image/jpeg', now()), (${t}, ${hash}, :id, 4, 'after', '照片.jpg', 'image/jpeg', now());
    commit;
    select * from bench_raw.cases where town = ${t} and number = 'SJ' || :n || '-' || :id;
    select c.* from bench_raw.incident i join bench_raw.cases c on c.town = i.town and c.id = i.case_id where i.town = ${t} and i.grams @> array['路灯'] order by i.opened_at desc limit 51;
    `)
}

/** Runs pgbench with prepared statements, as many clients as the lifecycle has, for as long. */
export async function runPgbench(cluster: Cluster, database: string, clients: number, seconds: number) {
  const url = cluster.url(database)
  await query(
    url,
    `drop schema if exists bench_raw cascade; create schema bench_raw; ${tables.map((t) => `create table ${target(t)} (like ${t} including all)`).join('; ')}`,
  )
  const file = join(cluster.folder, 'lifecycle.pgbench')
  writeFileSync(file, script(await sample(url)))
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(clients),
    '-j',
    '2',
    '-f',
    file,
    '-h',
    '127.0.0.1',
    '-p',
    String(cluster.port),
    '-U',
    'postgres',
    database,
  ]
  cluster.run('pgbench', ['-T', '4', ...args])
  const { output } = cluster.run('pgbench', ['-T', String(seconds), ...args])
  const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1])
  if (!perSecond) throw new Error(`pgbench: ${output}`)
  await query(url, 'drop schema bench_raw cascade')
  return { perSecond: Math.round(perSecond * 10) / 10, transactionsPerLifecycle: 4 }
}
