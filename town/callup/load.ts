import { getLocator } from '#core/area/server/index.ts'
import { act } from '#core/case/server/index.ts'
import { type Actor } from '#core/org/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import { blow } from '#modules/callup/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Random, makeRandom } from '#town/geometry/index.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** What villages whistle for, with the offices it takes (示例). */
const matters = [
  {
    title: '河岸塌方压住通道',
    why: '要水利、市政一起到场勘查，村里没有设备',
    kind: 'emergency',
    units: ['water', 'municipal', 'construction'],
  },
  { title: '出租房成片消防隐患', why: '消防、综合执法、安监需联合检查', kind: 'enforcement', units: ['fire', 'enforcement', 'safety'] },
  { title: '废品收购点反复占道', why: '单一部门查过三次仍回潮', kind: 'enforcement', units: ['enforcement', 'market', 'environment'] },
  { title: '老小区污水外冒', why: '管网权属不清，市政和水务都说不是自己', kind: 'key-work', units: ['municipal', 'water', 'construction'] },
  { title: '夜市油烟噪声扰民', why: '涉及市场、环保、城管三家', kind: 'enforcement', units: ['market', 'environment', 'enforcement'] },
  { title: '学校门口接送拥堵', why: '要交警、教育、城管共同定方案', kind: 'key-work', units: ['traffic', 'education', 'enforcement'] },
  { title: '厂区围墙倾斜危及行人', why: '企业、安监、住建需同时到场', kind: 'emergency', units: ['safety', 'construction', 'enforcement'] },
] as const

interface Person {
  personId: string
  postId: string
  unitId: string
  code: string
  /** Of an account on the sign-in page. */
  demo?: boolean
}

/** Whistles of the last weeks lived through by the real process, most silenced, some late, four still open. */
export async function loadWhistles(tx: Tx, platform: Platform, town: string): Promise<void> {
  // The whistles go through the real gates: should a changed process refuse one, the town still opens, without them.
  await tx.query('savepoint whistles')
  try {
    await liveAll(tx, platform, town)
  } catch (error) {
    await tx.query('rollback to savepoint whistles')
    platform.log.warn({ err: error }, 'the demo town has no whistles')
  }
}

async function liveAll(tx: Tx, platform: Platform, town: string): Promise<void> {
  const random = makeRandom('四河镇吹哨')
  const now = platform.now()
  const units = await tx.query<Person>(
    `select distinct on (u.code) m.person_id as "personId", m.post_id as "postId", m.unit_id as "unitId", u.code from org.member m join org.unit u on u.town = m.town and u.id = m.unit_id
     where m.town = $1 and m.role = 'handler' and u.code is not null order by u.code, m.person_id`,
    [town],
  )
  const seats = await tx.query<Person>(
    `select distinct on (m.areas[1]) m.person_id as "personId", m.post_id as "postId", m.unit_id as "unitId", m.areas[1] as code, p.demo
     from org.member m join org.person p on p.town = m.town and p.id = m.person_id
     where m.town = $1 and m.role = 'village' and m.post_title like '%书记' and cardinality(m.areas) = 1 order by m.areas[1], p.demo desc, m.post_title, m.person_id`,
    [town],
  )
  const places = await tx.query<{ point: [number, number] }>(`select point from area.place_name where town = $1 order by name`, [town])
  const locator = await getLocator(tx, town)
  // A whistle is blown inside the village whose head signs it: a box around the village may hold the neighbour's land.
  const spots = new Map(places.map(({ point }) => [locator.locate(point, now).village?.code, point]))
  const [seat] = await tx.query<Person>(
    `select person_id as "personId", post_id as "postId", unit_id as "unitId", '' as code from org.member where town = $1 and role = 'dispatcher' order by person_id limit 1`,
    [town],
  )
  const villages = seats.flatMap((head) => {
    const point = spots.get(head.code)
    return point ? [{ ...head, point }] : []
  })
  if (!seat || villages.length === 0) return
  const known = new Map<string, Promise<Actor>>()
  const asActor = (person: Person): Promise<Actor> => {
    const actor = known.get(person.postId) ?? actorOf(tx, platform, town, person.personId, person.postId, now)
    known.set(person.postId, actor)
    return actor
  }
  const dispatcher = await asActor(seat)
  const own = villages.find(({ demo }) => demo)
  const scene = async (k: number, more: Pick<Scene, 'matter' | 'begun' | 'until'>, village: (typeof villages)[number]): Promise<void> => {
    const called = more.matter.units.flatMap((code) => units.find((unit) => unit.code === code) ?? [])
    if (called.length < 2) return
    await live({
      tx,
      platform,
      now,
      random,
      dispatcher,
      head: await asActor(village),
      spot: village.point,
      called,
      asActor,
      index: k,
      ...more,
    })
  }
  for (let k = 0; k < PAST; k++) {
    const begun = midnight(now.getTime()) - (1 + k) * DAY + 9 * HOUR + ((k * 137) % 400) * MINUTE
    await scene(k, { matter: matters[k % matters.length]!, begun, until: undefined }, villages[(k * 5) % Math.min(villages.length, 11)]!)
  }
  const day = lastDaytime(now.getTime())
  // An emergency knows no hour; the others were blown by day. Two of them at the sign-in page's own community.
  await scene(PAST, { matter: matters[0], begun: now.getTime() - 7 * MINUTE, until: 'summon' }, villages[2 % villages.length]!)
  await scene(PAST + 1, { matter: matters[3], begun: day - 60 * MINUTE, until: 'last-arrival' }, own ?? villages[0]!)
  await scene(PAST + 2, { matter: matters[1], begun: day - 90 * MINUTE, until: 'minutes' }, villages[4 % villages.length]!)
  await scene(PAST + 3, { matter: matters[5], begun: day - 7 * HOUR, until: 'agree' }, own ?? villages[1 % villages.length]!)
}

const PAST = 15
const DAY = 24 * HOUR
const CHINA = 8 * HOUR
const midnight = (at: number): number => Math.floor((at + CHINA) / DAY) * DAY - CHINA

/** Now by day; after hours the end of the last working afternoon. Epoch milliseconds. */
export function lastDaytime(now: number): number {
  const hours = (now - midnight(now)) / HOUR
  if (hours >= 17) return midnight(now) + 17 * HOUR
  return hours >= 16 ? now : midnight(now) - DAY + 17 * HOUR
}

interface Scene {
  readonly tx: Tx
  readonly platform: Platform
  readonly now: Date
  readonly random: Random
  readonly matter: (typeof matters)[number]
  readonly dispatcher: Actor
  readonly head: Actor
  readonly spot: [number, number]
  readonly called: readonly Person[]
  readonly asActor: (person: Person) => Promise<Actor>
  readonly begun: number
  /** What still waits to be done; undefined: lived to its end. */
  readonly until: 'summon' | 'last-arrival' | 'minutes' | 'agree' | undefined
  readonly index: number
}

async function live({
  tx,
  platform,
  now,
  random,
  matter,
  dispatcher,
  head,
  spot,
  called,
  asActor,
  begun,
  until,
  index,
}: Scene): Promise<void> {
  let at = begun
  const { id } = await blow(tx, platform, {
    actor: head,
    now,
    terminal: '演示',
    draft: {
      actionId: newId(),
      kind: matter.kind,
      title: matter.title,
      description: `${matter.title}，村里已设警示、劝离群众，请各单位到场会商。（示例）`,
      why: matter.why,
      place: spot,
      address: '',
      wanted: called.map(({ unitId }) => unitId),
      files: [],
      at: new Date(at).toISOString(),
    },
  })
  const step = (actor: Actor, action: string, input: Record<string, unknown>, minutes: number) => {
    at += minutes * MINUTE
    return act(tx, platform, {
      caseId: id,
      action,
      input,
      actor,
      actionId: newId(),
      now,
      at: new Date(Math.min(at, now.getTime())),
      terminal: '演示',
    })
  }
  await step(head, 'confirm', { words: '情况属实，请镇里支持' }, random.int(2, 5))
  if (until === 'summon') return
  const [lead, ...co] = called
  await step(dispatcher, 'summon', { unit: lead!.unitId, coUnits: co.map(({ unitId }) => unitId) }, random.int(3, 8))
  const near = (): [number, number] => [spot[0] + random.range(-0.0006, 0.0006), spot[1] + random.range(-0.0006, 0.0006)]
  for (const [k, unit] of called.entries()) {
    if (until === 'last-arrival' && k === called.length - 1) return
    // The last to come is late every third time.
    const late = k === called.length - 1 && index % 3 === 2
    await step(
      await asActor(unit),
      'report-in',
      { place: near(), accuracy: random.int(5, 20), way: 'position' },
      late && matter.kind === 'emergency' ? 45 : random.int(4, 8),
    )
  }
  if (until === 'minutes') return
  await step(await asActor(lead!), 'minutes', { words: '现场会商：先消除危险，再分工整治，三日内回看。' }, 20)
  for (const unit of called)
    await step(await asActor(unit), 'answer', { words: '已按分工完成现场处置', fair: random.int(3, 5) }, random.int(20, 90))
  await step(await asActor(lead!), 'conclude', { measure: '联合处置完毕，隐患已消除，后续由牵头单位回看' }, 30)
  if (until === 'agree') return
  const ratings = Object.fromEntries(
    called.map(({ unitId }, k) => [unitId, { stars: index % 3 === 2 && k === called.length - 1 ? 2 : random.int(4, 5), words: '' }]),
  )
  await step(head, 'agree', { words: '问题已经解决', ratings }, random.int(15, 60))
}
