import { dayAt } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { addDays } from '#core/calendar/contract.ts'
import { type Frequency, defaultFrequencies, nextDue, troddenCells } from '#modules/patrol/contract.ts'
import { makeAllRounds } from '#modules/patrol/server/index.ts'
import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Random, makeRandom } from '#town/geometry/index.ts'
import { seededId } from '../people/seeded-id.ts'

type Item = readonly [key: string, title: string, standard: string, photo: 'never' | 'found' | 'always']
interface Kind {
  readonly title: string
  readonly frequency: Frequency
  readonly keyPlace: boolean
  /** Kinds of the gazetteer. */
  readonly places: readonly string[]
  readonly items: readonly Item[]
}

/** Checklists of the demo town; contents 示例. */
const kinds: readonly Kind[] = [
  {
    title: '沿街商铺',
    frequency: defaultFrequencies['key-place'],
    keyPlace: true,
    places: ['shop'],
    items: [
      ['exit', '疏散通道、安全出口是否畅通', '不上锁、不堆物', 'found'],
      ['wire', '是否私拉电线、违规充电', '电动车不进店', 'found'],
      ['front', '门前三包是否落实', '无占道、无乱挂', 'found'],
      ['gas', '燃气软管与报警器', '软管不超期，报警器通电', 'found'],
    ],
  },
  {
    title: '学校医院',
    frequency: defaultFrequencies['key-place'],
    keyPlace: true,
    places: ['school', 'hospital'],
    items: [
      ['gate', '门口秩序与护学岗', '上下学时段有人值守', 'found'],
      ['fire', '消防设施', '完好有效', 'found'],
      ['food', '周边流动摊点', '无证摊点及时劝离', 'found'],
    ],
  },
  {
    title: '工业企业',
    frequency: { times: 1, per: 'month' },
    keyPlace: true,
    places: ['factory'],
    items: [
      ['storage', '危化品、可燃物存放', '分区存放、有标识', 'found'],
      ['drain', '雨污排口', '无异味、无异色', 'found'],
      ['dorm', '厂内是否住人', '生产、仓储区不住人', 'found'],
    ],
  },
  {
    title: '集贸市场',
    frequency: defaultFrequencies['key-place'],
    keyPlace: true,
    places: ['market'],
    items: [
      ['lane', '通道是否畅通', '不占道经营', 'found'],
      ['waste', '垃圾清运', '日产日清', 'found'],
      ['whole', '全景照片', '每次拍一张', 'always'],
    ],
  },
  {
    title: '建筑工地',
    frequency: { times: 1, per: 'week' },
    keyPlace: true,
    places: ['site'],
    items: [
      ['dust', '扬尘控制', '裸土覆盖、出场冲洗', 'found'],
      ['fence', '围挡与警示', '完整牢固', 'found'],
    ],
  },
  {
    title: '桥梁码头泵站',
    frequency: defaultFrequencies.facility,
    keyPlace: false,
    places: ['bridge', 'pier', 'pump'],
    items: [
      ['body', '结构有无破损', '栏杆、台阶完好', 'found'],
      ['water', '水面漂浮物', '无成片垃圾', 'found'],
    ],
  },
  {
    title: '住宅小区',
    frequency: { times: 1, per: 'week' },
    keyPlace: false,
    places: ['quarter'],
    items: [
      ['stairs', '楼道堆物与飞线', '通道畅通', 'found'],
      ['lamp', '公共照明', '无缺亮', 'found'],
      ['neighbour', '邻里纠纷苗头', '及时上报', 'never'],
    ],
  },
  {
    title: '自然村',
    frequency: { times: 1, per: 'month' },
    keyPlace: false,
    places: ['hamlet'],
    items: [['road', '村道与河岸', '无塌陷、无乱倒', 'found']],
  },
]

/** Lists, objects, a plan for every grid, a week of rounds behind and a week ahead, a fortnight of visits. */
export async function loadRounds(
  tx: Tx,
  platform: Platform,
  town: string,
  now: number,
  walked: readonly (readonly [number, number])[],
): Promise<void> {
  const random = makeRandom('四河镇巡查对象')
  const today = dayAt(now)
  await tx.query(
    `insert into patrol.checklist (town, id, title, frequency, key_place, version) select $1, x.id, x.title, x.frequency, x.key, 1 from jsonb_to_recordset($2::jsonb) as x (id uuid, title text, frequency jsonb, key boolean)`,
    [
      town,
      JSON.stringify(
        kinds.map(({ title, frequency, keyPlace }) => ({ id: seededId(`checklist/${title}`), title, frequency, key: keyPlace })),
      ),
    ],
  )
  await tx.query(
    `insert into patrol.checklist_version (town, checklist_id, version, items, published_at, published_by) select $1, x.id, 1, x.items, $3, '演示镇生成' from jsonb_to_recordset($2::jsonb) as x (id uuid, items jsonb)`,
    [
      town,
      JSON.stringify(
        kinds.map(({ title, items }) => ({
          id: seededId(`checklist/${title}`),
          items: items.map(([key, name, standard, photo]) => ({ key, title: name, standard, photo })),
        })),
      ),
      new Date(now - 60 * 86_400_000),
    ],
  )
  const places = await tx.query<{ name: string; kind: string; address: string; point: [number, number] }>(
    `select name, kind, address, point from area.place_name where town = $1 order by name`,
    [town],
  )
  const locator = await getLocator(tx, town)
  const workers = await tx.query<{ person_id: string; area: string }>(
    `select distinct on (areas[1]) person_id, areas[1] as area from org.member where town = $1 and role = 'grid-worker' and cardinality(areas) = 1 and length(areas[1]) = 15 order by areas[1], person_id`,
    [town],
  )
  const workerOf = new Map(workers.map(({ person_id, area }) => [area, person_id]))
  const objects: Cell[][] = []
  const visits: Cell[][] = []
  places.forEach(({ name, kind, address, point }, k) => {
    const list = kinds.find((each) => each.places.includes(kind))
    const located = locator.locate(point, now)
    const area = (located.micro ?? located.grid ?? located.village)?.code
    if (!list || !area) return
    const id = seededId(`object/${name}/${k}`)
    const spot = `(${point.join(',')})`
    const checklist = seededId(`checklist/${list.title}`)
    const person = workerOf.get(area.slice(0, 15))
    const seen = person && random.chance(0.85) ? now - random.int(1, 14 * 24) * 3_600_000 : undefined
    if (seen && person) {
      visits.push([
        town,
        seededId(`visit/${id}`),
        id,
        null,
        person,
        checklist,
        1,
        new Date(seen),
        new Date(seen + 4000),
        spot,
        random.int(2, 40),
        false,
        random.chance(0.8),
        true,
        '{}',
        '',
        '[]',
      ])
    }
    const due = nextDue(list.frequency, seen ? dayAt(seen) : addDays(today, -random.int(1, 20)))
    objects.push([
      town,
      id,
      checklist,
      name,
      `O${id.slice(0, 8).toUpperCase()}`,
      address,
      spot,
      area,
      true,
      seen ? new Date(seen) : null,
      due,
    ])
  })
  await copyRows(tx, {
    target: 'patrol.object (town, id, checklist_id, name, code, address, place, area_code, active, last_visit_at, due_on)',
    rows: objects,
  })
  await copyRows(tx, {
    target:
      'patrol.visit (town, id, object_id, round_id, person_id, checklist_id, version, at, received_at, place, distance, mocked, by_scan, clear, results, note, files)',
    rows: visits,
  })
  const demos = await tx.query<{ area: string }>(
    `select m.areas[1] as area from org.member m join org.person p on p.town = m.town and p.id = m.person_id and p.demo
     where m.town = $1 and m.role = 'grid-worker' and length(m.areas[1]) = 15`,
    [town],
  )
  const demoAreas = new Set(demos.map(({ area }) => area))
  // A plan needs something to look at.
  const planned = new Set(objects.map((row) => String(row[7]).slice(0, 15)))
  const plans = workers
    .filter(({ area }) => planned.has(area))
    .flatMap(({ area, person_id: person }, k): PlanOf[] => {
      const name = locator.findByCode(area, now)?.name ?? ''
      const daily = { id: seededId(`plan/${area}`), title: `${name}日常巡查`, area, person, from: '08:30', to: '17:30', times: 2 }
      const evening = { id: seededId(`plan/${area}/evening`), title: `${name}夜间巡查`, area, person, from: '18:00', to: '23:00', times: 1 }
      // Night markets, quarters and shops after hours: every third grid, and the sign-in page's own.
      return k % 3 === 0 || demoAreas.has(area) ? [daily, evening] : [daily]
    })
  await copyRows(tx, {
    target: 'patrol.plan (town, id, title, area_code, weekdays, times, window_from, window_to, from_day)',
    rows: plans.map(({ id, title, area, times, from, to }): Cell[] => [
      town,
      id,
      title,
      area,
      '{1,2,3,4,5,6,7}',
      times,
      from,
      to,
      addDays(today, -30),
    ]),
  })
  await makeAllRounds(tx, platform, town, new Date(now))
  await copyRows(tx, {
    target:
      'patrol.round (town, id, plan_id, ordinal, title, area_code, day, window_from, window_to, person_id, state, started_at, ended_at, visited, metres, ground)',
    rows: pastRounds(town, plans, now, random.fork('past rounds')),
  })
  const passes = new Map<string, { x: number; y: number; n: number }>()
  for (const point of walked) {
    for (const { x, y } of troddenCells([[point[0], point[1]]])) {
      const key = `${x} ${y}`
      const known = passes.get(key)
      if (known) known.n++
      else passes.set(key, { x, y, n: 1 })
    }
  }
  await copyRows(tx, {
    target: 'patrol.trodden (town, day, cell_x, cell_y, passes)',
    rows: [...passes.values()].map(({ x, y, n }): Cell[] => [town, today, x, y, Math.ceil(n / 6)]),
  })
}

interface PlanOf {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly person: string
  /** `08:30`, and how many rounds share the time until `to`. */
  readonly from: string
  readonly to: string
  readonly times: number
}

const MINUTE = 60_000
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/**
 * The rounds of the week behind and of today so far. Made here and copied: as one statement over `org.member` it took PostgreSQL 17 s, since the
 * tables this transaction has just filled have no statistics yet.
 */
function* pastRounds(town: string, plans: readonly PlanOf[], now: number, random: Random): Generator<Cell[]> {
  const today = dayAt(now)
  for (const { id, title, area, person, from, to, times } of plans)
    for (let back = 7; back >= 0; back--)
      for (let ordinal = 0; ordinal < times; ordinal++) {
        const day = addDays(today, -back)
        const length = (minuteOf(to) - minuteOf(from)) / times
        const begins = Date.parse(`${day}T${from}:00+08:00`) + ordinal * length * MINUTE
        const at = (minutes: number) => new Date(begins + minutes * MINUTE)
        // The patrol module lays ready what is still to come.
        if (at(length).getTime() > now) continue
        const head = [
          town,
          seededId(`round/${id}/${day}/${ordinal}`),
          id,
          ordinal,
          times > 1 ? `${title}（第 ${ordinal + 1} 次）` : title,
          area,
          day,
          at(0),
          at(length),
          person,
        ]
        const share = random.next()
        if (share < 0.07) yield [...head, 'missed', null, null, 0, null, null]
        else yield [...head, 'done', at(20), at(140), 0, 2200 + share * 3600, 0.35 + share * 0.5]
      }
}

/** A UUID of version 8 (one's own making, RFC 9562) out of a case's id: the same at every start. */
const uuidOf = (what: string): string => `overlay(overlay(md5('${what}' || id::text) placing '8' from 13) placing '8' from 17)::uuid`

/** What rounds found: incidents of the town's own past that grid workers reported, tied to the object closest by. */
export async function loadFindings(tx: Tx, town: string): Promise<void> {
  await tx.query(
    `with told as (
       select c.id, c.number, c.title, c.area_code, c.opened_at, i.channel, a.person_id, i.place, row_number() over (order by c.opened_at desc) as n
       from "case".cases c join incident.incident i on i.town = c.town and i.case_id = c.id join "case".action a on a.town = c.town and a.case_id = c.id and a.seq = 1
       where c.town = $1 and i.channel = 'grid' and a.person_id is not null and i.place is not null and c.opened_at > now() - interval '20 days'),
     near as (
       select t.*, o.id as object_id, o.checklist_id, c.title as kind from told t
       cross join lateral (select * from patrol.object o where o.town = $1 and o.area_code >= left(t.area_code, 12) and o.area_code < left(t.area_code, 12) || 'z' order by o.place <-> t.place limit 1) o
       join patrol.checklist c on c.town = $1 and c.id = o.checklist_id where t.n <= 160),
     seen as (
       insert into patrol.visit (town, id, object_id, person_id, checklist_id, version, at, received_at, place, distance, by_scan, clear)
       select $1, ${uuidOf('visit')}, object_id, person_id, checklist_id, 1, opened_at, opened_at, place, 12, true, false from near returning id)
     insert into patrol.finding (town, id, visit_id, object_id, item, words, outcome, case_id, number, person_id, area_code, at)
     select $1, ${uuidOf('finding')}, ${uuidOf('visit')}, object_id,
       coalesce((select v.items -> 0 ->> 'title' from patrol.checklist_version v where v.town = $1 and v.checklist_id = near.checklist_id and v.version = 1), kind), title,
       case when exists (select from "case".action s where s.town = $1 and s.case_id = near.id and s.action = 'settle') then 'settled' else 'incident' end,
       id, number, person_id, area_code, opened_at from near where (select count(*) from seen) >= 0`,
    [town],
  )
}
