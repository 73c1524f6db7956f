import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import type { RoleKey } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { serviceModule } from '../index.ts'

const code = '320599101'
const since = '2026-01-01'
const seats = { lead: 'hall-lead', clerk: 'counter', nobody: 'grid-worker' } as const satisfies Record<string, RoleKey>
export type Seat = keyof typeof seats
const names = Object.keys(seats) as Seat[]

export interface MatterTown extends TestApp {
  readonly code: string
  readonly unitId: string
  readonly otherUnitId: string
  as(who: Seat): Client
}

/** A town with a hall of three seats and two units, the clock on 2026-07-06, a Monday. Call once per test file. */
export async function matterTown(): Promise<MatterTown> {
  const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, serviceModule])
  const [unitId, otherUnitId] = [newId(), newId()]
  const people = names.map((name) => ({ id: newId(), login: name, name: `测试${name}` }))
  const posts = names.map((name) => ({ id: newId(), unitId, title: `${name}岗`, role: seats[name], areas: [code], from: since }))
  app.setNow(new Date('2026-07-06T10:00:00+08:00'))
  await app.platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇' })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: unitId, kind: 'front', name: '行政审批局', short: '审批局', from: since },
        { id: otherUnitId, kind: 'external', name: '小河派出所', short: '派出所', from: since },
      ],
      people,
      posts,
      appointments: names.map((_, i) => ({ personId: people[i]!.id, postId: posts[i]!.id, from: since })),
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: app.platform.now(),
      cipher: fieldCipher(app.platform.config.dataDir),
    })
  })
  const clients = new Map<Seat, Client>()
  for (const [i, who] of names.entries())
    clients.set(who, app.request(await actorOf(app.platform.db.read, app.platform, code, people[i]!.id, posts[i]!.id, app.platform.now())))
  return { ...app, code, unitId, otherUnitId, as: (who) => clients.get(who)! }
}
