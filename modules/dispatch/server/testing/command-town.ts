import { type Area } from '#core/area/contract.ts'
import { areaModule, insertAreas } from '#core/area/server/index.ts'
import { defineProcess } from '#core/case/contract.ts'
import { caseModule, open, processes } from '#core/case/server/index.ts'
import { type RoleKey, grantAll, rolePermissions } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, machineActor, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { dispatchModule } from '../index.ts'

export const town = '320599101'
const since = '2026-01-01'

/** A process of no module: something urgent to be read before a shift is taken over. */
const oddJob = defineProcess({
  key: 'odd-job',
  version: 1,
  title: '杂事',
  prefix: 'ZS',
  start: 'waiting',
  startRole: 'dispatcher',
  startClocks: ['handle'],
  steps: [
    { key: 'waiting', title: '待办', role: 'dispatcher' },
    { key: 'over', title: '已办', end: true },
  ],
  clocks: [{ key: 'handle', title: '办理', limit: { n: 2, unit: 'clock-hour' }, rungs: [{ at: 1, roles: [] }] }],
  actions: [{ key: 'finish', title: '办完', from: ['waiting'], to: 'over', who: [{ roles: ['dispatcher', 'watch-officer'] }] }],
})

const oddModule: ServerModule = {
  name: 'odd',
  permissions: { 'odd.case.read': '查看杂事' },
  contributes: [
    processes.of({ process: oddJob, readPermission: 'odd.case.read' }),
    rolePermissions.of(...grantAll('odd.case.read', ['town'])),
  ],
}

const seats = {
  watch: ['watch-officer', 'centre'],
  watch2: ['watch-officer', 'centre'],
  dispatcher: ['dispatcher', 'centre'],
  leader: ['leader', 'hall'],
  drains: ['handler', 'municipal'],
  drains2: ['handler', 'municipal'],
  villager: ['village', 'village'],
  other: ['counter', 'hall'],
} as const satisfies Record<string, readonly [RoleKey, string]>
export type Seat = keyof typeof seats
const unitKeys = ['hall', 'centre', 'municipal', 'village', 'village2'] as const

export interface CommandTown extends TestApp {
  readonly units: Readonly<Record<(typeof unitKeys)[number], string>>
  readonly people: Readonly<Record<Seat, string>>
  readonly posts: Readonly<Record<Seat, string>>
  as(who: Seat): Client
  machine(...scopes: string[]): Client
  /** Opens an odd job. @param urgency 1 特急 … 4 简单 */
  oddJob(urgency: number, more?: Readonly<Record<string, unknown>>): Promise<string>
}

const ground = (): Area => ({
  id: `320599101000@${since}`,
  code: '320599101000',
  name: '小河镇',
  tier: 'town',
  overlay: false,
  validFrom: since,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [120.6, 30.95],
        [120.62, 30.95],
        [120.62, 30.96],
        [120.6, 30.96],
        [120.6, 30.95],
      ],
    ],
  },
  bbox: [120.6, 30.95, 120.62, 30.96],
})

/** A town with a duty room, one unit that drains and two villages, over the whole HTTP server. Call once per test file. */
export async function commandTown(more: readonly ServerModule[] = []): Promise<CommandTown> {
  const app = await testApp([
    platformModule,
    makeOrgModule({ cost: weakCost }),
    areaModule,
    caseModule,
    noticeModule,
    oddModule,
    dispatchModule,
    ...more,
  ])
  const { platform } = app
  const ids = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, newId()])) as Record<K, string>
  const names = Object.keys(seats) as Seat[]
  const [units, people, posts] = [ids(unitKeys), ids(names), ids(names)]
  await platform.db.transaction(async (tx) => {
    await createTown(tx, { code: town, name: '小河镇' })
    await loadOrg(tx, {
      town,
      units: [
        { id: units.hall, kind: 'town', name: '小河镇人民政府', from: since },
        { id: units.centre, kind: 'center', name: '指挥中心', parentId: units.hall, from: since },
        { id: units.municipal, kind: 'station', name: '市政养护站', parentId: units.hall, from: since },
        { id: units.village, kind: 'village', name: '溪港村', parentId: units.hall, from: since },
        { id: units.village2, kind: 'community', name: '东街社区', parentId: units.hall, from: since },
      ],
      people: names.map((name, i) => ({ id: people[name], login: name, name: `测试${'甲乙丙丁戊己庚辛'[i]}` })),
      posts: names.map((name) => ({
        id: posts[name],
        unitId: units[seats[name][1]],
        title: `${name}岗`,
        role: seats[name][0],
        areas: [town],
        from: since,
      })),
      appointments: names.map((name) => ({ personId: people[name], postId: posts[name], from: since })),
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: platform.now(),
      cipher: fieldCipher(platform.config.dataDir),
    })
    await insertAreas(tx, town, [ground()], 'test')
  })
  for (const module of [caseModule]) await module.start?.(platform)
  const clients = new Map<Seat, Client>()
  for (const name of names)
    clients.set(name, app.request(await actorOf(platform.db.read, platform, town, people[name], posts[name], platform.now())))
  let count = 0
  return {
    ...app,
    units,
    people,
    posts,
    as: (who) => clients.get(who)!,
    machine: (...scopes) => app.request(machineActor(town, newId(), '气象接口', scopes)),
    oddJob: async (urgency, data = {}) => {
      const actor = await actorOf(platform.db.read, platform, town, people.dispatcher, posts.dispatcher, platform.now())
      const number = `ZS${String(++count).padStart(6, '0')}`
      const request = {
        process: 'odd-job',
        data: { title: `杂事${count}`, areaCode: town, urgency, ...data },
        actor,
        actionId: newId(),
        number,
        now: platform.now(),
      }
      return (await platform.db.transaction((tx) => open(tx, platform, request))).caseId
    },
  }
}
