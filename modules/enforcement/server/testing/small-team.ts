import { caseModule } from '#core/case/server/index.ts'
import { areaModule } from '#core/area/server/index.ts'
import type { RoleKey } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import type { Power } from '../../power.ts'
import { enforcementModule, storePowers } from '../index.ts'

const code = '320599101'
const since = '2026-01-01'

const seats = {
  officer: ['officer', 'team'],
  second: ['officer', 'team'],
  stranger: ['officer', 'other'],
  aide: ['handler', 'team'],
  lead: ['enforcement-lead', 'bureau'],
  reviewer: ['legal-reviewer', 'law'],
  dispatcher: ['dispatcher', 'bureau'],
} as const satisfies Record<string, readonly [RoleKey, string]>
export type Seat = keyof typeof seats
const names = Object.keys(seats) as Seat[]

export interface SmallTeam extends TestApp {
  readonly people: Readonly<Record<Seat, string>>
  as(who: Seat): Client
}

const power = (powerCode: string, title: string, more: Partial<Power> = {}): Power => ({
  code: powerCode,
  title,
  domain: '市容环卫',
  texts: [
    { from: '2021-01-01', article: '《示例条例》第二十条', text: '旧文' },
    { from: '2026-03-01', article: '《示例条例》第二十条', text: '新文' },
  ],
  grantDocument: '赋权决定',
  heldFrom: '2021-01-01',
  example: true,
  ...more,
})

/** A bureau with two officers of one team, one of another, an aide, a head and a reviewer, and three powers. Call once per test file. */
export async function smallTeam({ demo = false } = {}): Promise<SmallTeam> {
  const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, enforcementModule])
  const ids = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, newId()])) as Record<K, string>
  const people = ids(names)
  const posts = ids(names)
  const units = ids(['bureau', 'team', 'other', 'law'] as const)
  await app.platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇', demo })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: units.bureau, kind: 'front', name: '综合行政执法局', from: since },
        { id: units.team, kind: 'team', name: '一中队', parentId: units.bureau, from: since },
        { id: units.other, kind: 'team', name: '二中队', parentId: units.bureau, from: since },
        { id: units.law, kind: 'team', name: '法制科', parentId: units.bureau, from: since },
      ],
      people: names.map((name, i) => ({ id: people[name], login: name, name: `测试${'甲乙丙丁戊己庚'[i]}` })),
      posts: names.map((name) => ({
        id: posts[name],
        unitId: units[seats[name][1]],
        title: `${name}岗`,
        role: seats[name][0],
        areas: [code],
        from: since,
      })),
      appointments: names.map((name) => ({ personId: people[name], postId: posts[name], from: since })),
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: app.platform.now(),
      cipher: fieldCipher(app.platform.config.dataDir),
    })
    await storePowers(tx, code, [
      power('P1', '对道路两侧擅自堆放物料的处罚'),
      power('P2', '对擅自占道经营的处罚', { heldTo: '2026-07-01', withdrawDocument: '调整决定' }),
      power('P3', '对倾倒生活垃圾的处罚'),
    ])
  })
  const clients = new Map<Seat, Client>()
  for (const who of names)
    clients.set(who, app.request(await actorOf(app.platform.db.read, app.platform, code, people[who], posts[who], app.platform.now())))
  return { ...app, people, as: (who) => clients.get(who)! }
}
