import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import type { RoleKey } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { sampleMatters } from '../../../testing/sample-matters.ts'
import { serviceModule } from '../../index.ts'
import { storeMatters } from '../../matter/index.ts'

export const code = '320599101'
const since = '2026-01-01'

const seats = {
  window: ['counter', 'hall', code],
  window2: ['counter', 'hall', code],
  hallLead: ['hall-lead', 'hall', code],
  reviewer: ['approver', 'office', code],
  decider: ['approver', 'office', code],
  head: ['approval-lead', 'office', code],
  village: ['village', 'village', `${code}001`],
  otherVillage: ['village', 'village2', `${code}002`],
  agent: ['agent', 'hall', code],
  agent2: ['agent', 'hall', code],
  worker: ['grid-worker', 'village', `${code}001`],
  dispatcher: ['dispatcher', 'office', code],
} as const satisfies Record<string, readonly [RoleKey, string, string]>
export type Seat = keyof typeof seats
const names = Object.keys(seats) as Seat[]

export interface SmallHall extends TestApp {
  readonly people: Readonly<Record<Seat, string>>
  readonly unitId: string
  as(who: Seat): Client
  /** The headers of a raw request (a PDF) as somebody. */
  signIn(who: Seat): Promise<Record<string, string>>
  /** Somebody without an account. */
  public(): Client
}

/** A hall with its windows, an approval office, two villages, two agents, and three matters. Call once per test file. */
export async function smallHall(): Promise<SmallHall> {
  const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, noticeModule, serviceModule])
  const ids = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, newId()])) as Record<K, string>
  const people = ids(names)
  const posts = ids(names)
  const units = ids(['office', 'hall', 'village', 'village2'] as const)
  await app.platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇' })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: units.office, kind: 'back', name: '行政审批局', from: since },
        { id: units.hall, kind: 'team', name: '便民服务中心', parentId: units.office, from: since },
        { id: units.village, kind: 'village', name: '东村', from: since },
        { id: units.village2, kind: 'village', name: '西村', from: since },
      ],
      people: names.map((name, i) => ({ id: people[name], login: name.toLowerCase(), name: `测试${'甲乙丙丁戊己庚辛壬癸子丑寅'[i]}` })),
      posts: names.map((name) => ({
        id: posts[name],
        unitId: units[seats[name][1]],
        title: `${name}岗`,
        role: seats[name][0],
        areas: [seats[name][2]],
        from: since,
      })),
      appointments: names.map((name) => ({ personId: people[name], postId: posts[name], from: since })),
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: app.platform.now(),
      cipher: fieldCipher(app.platform.config.dataDir),
    })
    await storeMatters(tx, code, sampleMatters(units.office), 'test', app.platform.now())
  })
  const clients = new Map<Seat, Client>()
  for (const who of names)
    clients.set(who, app.request(await actorOf(app.platform.db.read, app.platform, code, people[who], posts[who], app.platform.now())))
  const signIn = async (who: Seat) => {
    const { cookie } = await app.request().post('/session', { login: who.toLowerCase(), password: 'Sihe-test-2026' })
    return { cookie: cookie! }
  }
  return { ...app, people, signIn, unitId: units.office, as: (who) => clients.get(who)!, public: () => app.request() }
}
