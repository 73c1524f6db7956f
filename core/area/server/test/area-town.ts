import type { RoleKey } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { type Area } from '../../area.ts'
import { sampleTown } from '../../sample-town.ts'
import { areaModule, insertAreas } from '../index.ts'

const town = '320999100'
const since = '2025-01-01'
const password = 'Sihe-test-2026'

const seats = {
  admin: ['system-admin', []],
  watch: ['watch-officer', [town]],
  leader: ['leader', [town]],
  village: ['village', [`${town}201`]],
  worker: ['grid-worker', [`${town}201001`]],
  beat: ['grid-worker', ['JW01']],
} as const satisfies Record<string, readonly [RoleKey, readonly string[]]>
export type AreaSeat = keyof typeof seats

export interface AreaTown extends TestApp {
  as(who: AreaSeat): Client
  /** Sends a file as a form does. */
  upload(who: AreaSeat, path: string, file: string | Uint8Array, name: string): Promise<{ status: number; body: unknown }>
}

/** The invented town of `sample-town.ts` on a real database, with an officer at each kind of post. Call once per test file. */
export async function areaTown(areas: readonly Area[] = sampleTown()): Promise<AreaTown> {
  const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule])
  const names = Object.keys(seats) as AreaSeat[]
  const ids = Object.fromEntries(names.map((name) => [name, { person: newId(), post: newId() }])) as Record<
    AreaSeat,
    { person: string; post: string }
  >
  const unit = newId()
  const { platform } = app
  await platform.db.transaction(async (tx) => {
    await createTown(tx, { code: town, name: '示例镇' })
    await loadOrg(tx, {
      town,
      units: [{ id: unit, kind: 'center', name: '集成指挥中心', from: since }],
      people: names.map((name, i) => ({ id: ids[name].person, login: name, name: `测试${'甲乙丙丁戊己'[i]}`, phone: `1380000000${i}` })),
      posts: names.map((name) => ({
        id: ids[name].post,
        unitId: unit,
        title: `${name}岗`,
        role: seats[name][0],
        areas: seats[name][1],
        from: since,
      })),
      appointments: names.map((name) => ({ personId: ids[name].person, postId: ids[name].post, from: since })),
      passwordHash: await hashPassword(password, weakCost),
      passwordAt: platform.now(),
      cipher: fieldCipher(platform.config.dataDir),
    })
    if (areas.length > 0) await insertAreas(tx, town, areas, 'test')
  })
  const clients = new Map<AreaSeat, Client>()
  for (const name of names) {
    clients.set(name, app.request(await actorOf(platform.db.read, platform, town, ids[name].person, ids[name].post, platform.now())))
  }
  return {
    ...app,
    as: (who) => clients.get(who)!,
    async upload(who, path, file, name) {
      const { cookie } = await app.request().post(`/session`, { login: who, password })
      const form = new FormData()
      form.append('file', new Blob([typeof file === 'string' ? file : Uint8Array.from(file)]), name)
      const sent = new Request('http://town/', { method: 'POST', body: form })
      const response = await app.app.inject({
        method: 'POST',
        url: `/api${path}`,
        payload: Buffer.from(await sent.arrayBuffer()),
        headers: { cookie: cookie ?? '', 'x-requested-with': 'test', 'content-type': sent.headers.get('content-type') ?? '' },
      })
      return { status: response.statusCode, body: response.json() as unknown }
    },
  }
}
