import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Config } from '#platform/server/config.ts'
import { copyRows } from '#platform/server/copy-rows.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type PastRules, writeBulk } from '#core/case/server/index.ts'
import type { Actor, RoleKey } from '#core/org/contract.ts'
import { defaultCatalogue } from '#modules/incident/classes/catalogue.ts'
import { incidentProcess } from '#modules/incident/processes/incident.ts'
import { type PastIncident, actPastIncident, incidentCopies, incidentGuards, openPastIncident } from '#modules/incident/server/index.ts'
import { townAreas } from '#town/areas.ts'
import { geometry, staff, town, withPlatform } from './town.ts'

// A million closed cases in minutes: 2,000 are lived one by one through the engine's fold and guards on one day, then SQL lays that day down
// again for 499 earlier days with new ids, numbers and moments. Copied: the case, its first and its last act, the incident with grams and
// fingerprint, who was involved, the task, a photo. Their hashes are those of the pattern: sizes and indexes are right, the chain of a copy is not.

const perDay = 2000
const DAY = 86_400_000
const first = Date.parse('2026-10-20T00:00:00+08:00')

const things = [
  '垃圾',
  '路灯',
  '井盖',
  '水草',
  '摊贩',
  '打桩',
  '树枝',
  '器材',
  '积水',
  '油烟',
  '犬只',
  '违停',
  '广告',
  '护栏',
  '污水',
  '噪声',
  '台阶',
  '电线',
  '窗户',
  '围墙',
]
const wrongs = [
  '多日没有人清理',
  '坏了几天没有修',
  '影响行人通行',
  '夜里很响睡不着',
  '味道很大',
  '掉下来差点砸到人',
  '挡住了消防通道',
  '被车撞歪了',
  '松动存在隐患',
  '反映过两次没有结果',
]
const asks = ['希望尽快处理', '请派人到现场看看', '要求给一个答复', '小区居民意见很大', '附近有学校请优先', '望有关部门重视']
const names = [...'听橹塘桥安菱学河云福顺兴江港林园柳荷梅竹']

let seed = 20_261_120
function random(below: number): number {
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
  return ((seed ^ (seed >>> 13)) >>> 0) % below
}
const pick = <T>(of: readonly T[]): T => of[random(of.length)]!

/** People of a role as actors at their posts. */
function actorsOf(role: RoleKey): Actor[] {
  return staff.posts
    .filter((post) => post.role === role)
    .flatMap((post): Actor[] => {
      const seat = staff.appointments.find((one) => one.postId === post.id)
      const person = staff.people.find((one) => one.id === seat?.personId)
      const unit = staff.units.find((one) => one.id === post.unitId)
      if (!person || !unit) return []
      return [
        {
          kind: 'person',
          town,
          subject: `person:${person.id}`,
          signedIn: true,
          permissions: new Set(),
          reach: new Map(),
          personId: person.id,
          name: person.name,
          postId: post.id,
          postTitle: post.title,
          unitId: unit.id,
          unitName: unit.name,
          unitIds: [unit.id],
          roles: [role],
          areas: post.areaCodes,
        },
      ]
    })
}

interface Life {
  /** Epoch milliseconds of its report. */
  readonly at: number
  readonly number: string
  /** How many acts after the report. */
  readonly acts: number
}

function lifeOf(
  rules: PastRules,
  locate: (point: [number, number]) => ReturnType<Awaited<ReturnType<typeof getLocator>>['locate']>,
  n: number,
  { at, number, acts }: Life,
): PastIncident {
  const place: [number, number] = [west + ((n * 0.7548776662) % 1) * (east - west), south + ((n * 0.569840291) % 1) * (north - south)]
  const kind = pick(kinds)
  const address = `${pick(names)}${pick(names)}${pick(['路', '街', '弄'])}${1 + random(400)}号`
  const description = `${address}${pick(things)}${pick(wrongs)}，${pick(asks)}。${pick(things)}和${pick(things)}也${pick(wrongs)}`
  const reporter = pick(reporters)
  const files = [{ sha256: sha(), name: '现场.jpg', mime: 'image/jpeg' }]
  const incident = openPastIncident(rules, defaultCatalogue, {
    caseId: randomUUID(),
    number,
    told: { draft: { description, address, place, accuracy: 15, classCode: kind.code, files }, channel: 'grid' },
    located: locate(place),
    actor: reporter,
    actionId: randomUUID(),
    at,
  })
  const handler = pick(handlers)
  let done = 0
  const act = (action: string, actor: Actor, minutes: number, input: object) =>
    done++ < acts &&
    actPastIncident(rules, defaultCatalogue, incident, {
      action,
      actor,
      input: { ...input },
      actionId: randomUUID(),
      at: at + minutes * 60_000,
    })
  act('dispatch', pick(dispatchers), 6, { unit: handler.unitId })
  act('sign', handler, 20, {})
  act('handle', handler, 90, {
    outcome: 'explained',
    measure: '到场查看，已与当事人说明并登记复查',
    contacted: '现场告知',
    after: [{ sha256: sha(), name: '后.jpg', mime: 'image/jpeg' }],
  })
  act('verify', pick(verifiers), 150, { passed: true, words: '现场情况与反馈一致' })
  return incident
}

const sha = (): string => (randomUUID() + randomUUID()).replaceAll('-', '')
const kinds = defaultCatalogue.classes.filter((one) => one.level > 1)
const reporters = actorsOf('grid-worker')
const dispatchers = actorsOf('dispatcher')
const verifiers = actorsOf('watch-officer')
const handlers = actorsOf('handler')
const [west, south, east, north] = townAreas(geometry).find((area) => area.tier === 'town')!.bbox

/** A new id that sorts by the case's moment, as ours do, so that the indexes grow at their end as in life. */
const idOf = (at: string, old: string) =>
  `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${old}::text || g), 2, 3) || '8' || substr(md5(${old}::text || g), 6, 15))::uuid`
const moved = (column: string): string => `(${column} - make_interval(days => g))`

interface Copy {
  readonly table: string
  readonly from: string
  /** Columns that are not taken over as they are; \`t\` is the pattern's row, \`c\` its case. */
  readonly changed: Readonly<Record<string, string>>
}

const caseId = idOf(moved('c.opened_at'), 'c.id')
const number = `'SJ' || to_char(${moved('c.opened_at')} at time zone 'Asia/Shanghai', 'YYYYMMDD') || right(c.number, 5)`
const copies: readonly Copy[] = [
  {
    table: '"case".cases',
    from: 'c',
    changed: { id: caseId, number, opened_at: moved('c.opened_at'), since: moved('c.since'), closed_at: moved('c.closed_at') },
  },
  {
    table: '"case".action',
    from: "(select * from \"case\".action where action in ('open', 'verify'))",
    changed: { case_id: caseId, action_id: idOf(moved('t.at'), 't.action_id'), at: moved('t.at'), received_at: moved('t.received_at') },
  },
  { table: '"case".involved', from: '"case".involved', changed: { case_id: caseId, opened_at: moved('t.opened_at') } },
  {
    table: '"case".task',
    from: '"case".task',
    changed: { case_id: caseId, opened_at: moved('t.opened_at'), closed_at: moved('t.closed_at') },
  },
  {
    table: '"case".file_use',
    from: '"case".file_use',
    changed: { case_id: caseId, at: moved('t.at'), sha256: `md5(t.sha256 || g) || md5(g || t.sha256)` },
  },
  {
    table: 'incident.incident',
    from: 'incident.incident',
    changed: {
      case_id: caseId,
      number,
      ...Object.fromEntries(
        [
          'opened_at',
          'accepted_at',
          'accept_due',
          'dispatched_at',
          'signed_at',
          'handled_at',
          'finish_due',
          'verified_at',
          'closed_at',
        ].map((at) => [at, moved(`t.${at}`)]),
      ),
      // Three cases of the million tell of an ibis, so that there is a rare word to look for.
      grams: `case when g in (50, 250, 450) and right(c.number, 5) = '00017' then t.grams || '{朱鹮}' else t.grams end`,
      photo: `md5(t.photo || g) || md5(g || t.photo)`,
    },
  },
]

/** Lives cases through the engine and writes them. */
async function write(config: Config, lives: readonly Life[]): Promise<void> {
  await withPlatform(config, async (platform) => {
    const locator = await getLocator(platform.db.read, town)
    const rules: PastRules = {
      town,
      process: incidentProcess,
      calendar: await getCalendar(platform.db.read, town),
      guards: new Map(incidentGuards.map((guard) => [guard.name, guard])),
    }
    const lived = lives.map((life, n) => lifeOf(rules, (point) => locator.locate(point, '2026-10-20'), n, life))
    await platform.db.transaction(async (tx) => {
      await writeBulk(
        tx,
        rules,
        lived.map((life) => life.past),
        Date.now(),
      )
      for (const copy of incidentCopies(town, lived, fieldCipher(platform.config.dataDir), Date.now())) await copyRows(tx, copy)
    })
  })
}

const openNumber = 'SJ20261021'

/** 3,000 open cases of the days since, at every step; nothing when they are there already. */
export async function fillOpen(config: Config): Promise<void> {
  const known = await withPlatform(config, (platform) =>
    platform.db.read.query(`select 1 as ok from "case".cases where town = $1 and number = $2`, [town, `${openNumber}00001`]),
  )
  if (known.length > 0) return
  const count = 3000
  await write(
    config,
    Array.from({ length: count }, (_, n) => ({
      at: first + DAY + Math.floor((n / count) * 30 * DAY),
      number: `${openNumber}${String(n + 1).padStart(5, '0')}`,
      acts: n % 4,
    })),
  )
}

/** Fills the database up to so many closed cases; needs the superuser, for speed. */
export async function fillMillion(config: Config, url: string, cases: number): Promise<void> {
  const begun = performance.now()
  await write(
    config,
    Array.from({ length: perDay }, (_, n) => ({
      at: first + Math.floor((n / perDay) * 0.6 * DAY) + 7 * 3_600_000,
      number: `SJ20261020${String(n + 1).padStart(5, '0')}`,
      acts: 4,
    })),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Triggers of foreign keys off: the copies are whole by construction.
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'`)
  for (const { table, from, changed } of copies) {
    const { rows: columns } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [table],
    )
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i where i.indrelid = $1::regclass and not i.indisunique`,
      [table],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    const key = columns.some((column) => column.name === 'case_id') ? 'case_id' : 'id'
    const source = from === 'c' ? '"case".cases' : from
    await client.query(
      `create temp table pattern as select * from ${source} t where t.town = '${town}'; create temp table pattern_case as select town, id, number, opened_at, since, closed_at from "case".cases where number like 'SJ20261020%'; analyze pattern; analyze pattern_case`,
    )
    const list = columns.map(({ name }) => `"${name}"`).join(', ')
    const values = columns.map(({ name }) => changed[name] ?? `t."${name}"`).join(', ')
    await client.query(
      `insert into ${table} (${list}) select ${values} from generate_series(${Math.ceil(cases / perDay) - 1}, 1, -1) g, pattern t join pattern_case c on c.town = t.town and c.id = t.${key}`,
    )
    await client.query('drop table pattern, pattern_case')
    for (const { made } of indexes) await client.query(made)
    console.log(`${table} filled after ${Math.round((performance.now() - begun) / 1000)} s`)
  }
  await client.query('vacuum analyze')
  await client.end()
}
