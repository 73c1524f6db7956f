import pg from 'pg'
import { insertAreas } from '#core/area/server/index.ts'
import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import type { RoleKey } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform, ServerModule } from '#platform/server/module.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { platformModule } from '#platform/server/index.ts'
import { bindUnits, incidentModule } from '../index.ts'

const code = '320599101'
const village = '320599101201'
const since = '2026-01-01'

/** A town of one village with two grids side by side, from 120.60 to 120.62 east. */
export const ground = {
  west: [120.605, 30.955] as [number, number],
  east: [120.615, 30.955] as [number, number],
  outside: [121.9, 31.9] as [number, number],
}

const area = (
  areaCode: string,
  name: string,
  tier: 'town' | 'village' | 'grid',
  parent: string | undefined,
  lng: number,
  width: number,
) => ({
  id: `${areaCode}@${since}`,
  code: areaCode,
  name,
  tier,
  overlay: false,
  validFrom: since,
  ...(parent ? { parent } : {}),
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [lng, 30.95],
        [lng + width, 30.95],
        [lng + width, 30.96],
        [lng, 30.96],
        [lng, 30.95],
      ] as [number, number][],
    ],
  },
  bbox: [lng, 30.95, lng + width, 30.96] as [number, number, number, number],
})

const seats = {
  dispatcher: ['dispatcher', 'centre', [code]],
  watch: ['watch-officer', 'centre', [code]],
  watch2: ['watch-officer', 'centre', [code]],
  arbitrator: ['arbitrator', 'centre', [code]],
  callback: ['callback', 'centre', [code]],
  verifier: ['verifier', 'centre', [code]],
  leader: ['leader', 'centre', [code]],
  handler: ['handler', 'sanitation', []],
  handler2: ['handler', 'municipal', []],
  both: ['handler', 'sanitation', []],
  worker: ['grid-worker', 'village', [`${village}001`]],
  villager: ['village', 'village', [village]],
  counter: ['counter', 'centre', []],
  admin: ['system-admin', 'centre', []],
} as const satisfies Record<string, readonly [RoleKey, string, readonly string[]]>
export type Seat = keyof typeof seats

export interface SmallTown extends TestApp {
  readonly code: string
  readonly village: string
  readonly units: Readonly<Record<'centre' | 'sanitation' | 'municipal' | 'village', string>>
  readonly people: Readonly<Record<Seat | 'both-verifier', string>>
  as(who: Seat | 'both-verifier'): Client
  /** A statement as the database's administrator. */
  asAdmin(text: string, values?: unknown[]): Promise<pg.QueryResult>
}

export const incidentModules: readonly ServerModule[] = [
  platformModule,
  makeOrgModule({ cost: weakCost }),
  areaModule,
  caseModule,
  incidentModule,
]

async function load(
  platform: Platform,
  units: SmallTown['units'],
  people: Record<Seat, string>,
  posts: Record<Seat | 'both-verifier', string>,
): Promise<void> {
  const names = Object.keys(seats) as Seat[]
  await platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇' })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: units.centre, kind: 'center', name: '集成指挥中心', from: since },
        { id: units.sanitation, kind: 'station', name: '环卫所', from: since },
        { id: units.municipal, kind: 'station', name: '市政养护站', short: '市政站', from: since },
        { id: units.village, kind: 'village', name: '溪港村', from: since },
      ],
      people: names.map((name, i) => ({ id: people[name], login: name, name: `测试${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}` })),
      posts: [
        ...names.map((name) => ({
          id: posts[name],
          unitId: units[seats[name][1] as keyof typeof units],
          title: `${name}岗`,
          role: seats[name][0],
          areas: seats[name][2],
          from: since,
        })),
        { id: posts['both-verifier'], unitId: units.centre, title: '核查岗', role: 'verifier', areas: [code], from: since },
      ],
      appointments: [
        ...names.map((name) => ({ personId: people[name], postId: posts[name], from: since })),
        { personId: people.both, postId: posts['both-verifier'], from: since },
      ],
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: platform.now(),
      cipher: fieldCipher(platform.config.dataDir),
    })
    await insertAreas(
      tx,
      code,
      [
        area('320599101000', '小河镇', 'town', undefined, 120.6, 0.02),
        area(village, '溪港村', 'village', '320599101000', 120.6, 0.02),
        area(`${village}001000`, '溪港西格', 'grid', village, 120.6, 0.01),
        area(`${village}002000`, '溪港东格', 'grid', village, 120.61, 0.01),
      ],
      'test',
    )
    await bindUnits(tx, code, [
      { role: 'sanitation', unitId: units.sanitation },
      { role: 'municipal', unitId: units.municipal },
    ])
  })
}

/** Builds the small town with every role of the loop, over the whole HTTP server. Call once per test file. */
export async function smallTown(more: readonly ServerModule[] = []): Promise<SmallTown> {
  const app = await testApp([...incidentModules, ...more])
  const ids = <K extends string>(names: readonly K[]) => Object.fromEntries(names.map((name) => [name, newId()])) as Record<K, string>
  const names = Object.keys(seats) as Seat[]
  const units = ids(['centre', 'sanitation', 'municipal', 'village'] as const)
  const people = ids(names)
  const posts = ids([...names, 'both-verifier'] as const)
  await load(app.platform, units, people, posts)
  const everybody = { ...people, 'both-verifier': people.both }
  const clients = new Map<string, Client>()
  for (const who of [...names, 'both-verifier'] as const) {
    clients.set(who, app.request(await actorOf(app.platform.db.read, app.platform, code, everybody[who], posts[who], app.platform.now())))
  }
  return {
    ...app,
    code,
    village,
    units,
    people: everybody,
    as: (who) => clients.get(who)!,
    asAdmin: async (text, values) => {
      const client = new pg.Client({ connectionString: app.database.adminUrl })
      await client.connect()
      return client.query(text, values).finally(() => client.end())
    },
  }
}
