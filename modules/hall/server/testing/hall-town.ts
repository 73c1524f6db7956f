import { areaModule } from '#core/area/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import type { RoleKey } from '#core/org/contract.ts'
import { actorOf, createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { incidentModule } from '#modules/incident/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { type Client, type TestApp, testApp } from '#platform/server/test/app.ts'
import { type CounterAct, type DeskView, HallSetting, actAtCounter } from '../../contract.ts'
import { hallModule, storeCounter, storeSetting } from '../index.ts'

const code = '320599101'
const since = '2026-01-01'

const seats = {
  lead: ['hall-lead', 'hall'],
  clerk: ['counter', 'hall'],
  clerk2: ['counter', 'hall'],
  clerk3: ['counter', 'hall'],
  handler: ['handler', 'water'],
  dispatcher: ['dispatcher', 'hall'],
} as const satisfies Record<string, readonly [RoleKey, string]>
export type Seat = keyof typeof seats

export interface HallTown extends TestApp {
  readonly code: string
  readonly units: { readonly hall: string; readonly water: string }
  readonly people: Readonly<Record<Seat, string>>
  /** Windows 1 and 2 for everything, 3 for 取件, 7 the spare one. */
  readonly counters: Readonly<Record<'one' | 'two' | 'issue' | 'spare', string>>
  as(who: Seat): Client
  /** One thing done at a window. */
  at(who: Seat, counter: keyof HallTown['counters'], act: CounterAct): Promise<DeskView>
  setting(change: Partial<HallSetting>): Promise<void>
}

/** A Monday morning within office hours. */
export const monday = new Date('2026-11-23T09:10:00+08:00')

const ids = <K extends string>(names: readonly K[]) => Object.fromEntries(names.map((name) => [name, newId()])) as Record<K, string>

/** A small hall over the whole HTTP server: four windows, three clerks, somebody who leads it. Call once per test file. */
export async function hallTown(): Promise<HallTown> {
  const app = await testApp([
    platformModule,
    makeOrgModule({ cost: weakCost }),
    areaModule,
    caseModule,
    noticeModule,
    incidentModule,
    hallModule,
  ])
  const names = Object.keys(seats) as Seat[]
  const [people, posts] = [ids(names), ids(names)]
  const units = ids(['hall', 'water'] as const)
  const counters = ids(['one', 'two', 'issue', 'spare'] as const)
  await app.platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇' })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: units.hall, kind: 'center', name: '便民服务中心', from: since },
        { id: units.water, kind: 'station', name: '水利站', from: since },
      ],
      people: names.map((name, i) => ({ id: people[name], login: name, name: `测试${'甲乙丙丁戊己'[i]}` })),
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
    const window = (key: keyof typeof counters, number: number, kind: 'general' | 'issue' | 'tidal', skills: string[]) =>
      storeCounter(
        tx,
        code,
        { id: counters[key], number, title: `${number} 号`, kind, skills, opener: kind === 'tidal' ? people.clerk3 : null, active: true },
        since,
      )
    await window('one', 1, 'general', ['general', 'stuck'])
    await window('two', 2, 'general', ['general'])
    await window('issue', 3, 'issue', ['issue'])
    await window('spare', 7, 'tidal', ['general'])
  })
  const clients = new Map<Seat, Client>()
  for (const who of names)
    clients.set(who, app.request(await actorOf(app.platform.db.read, app.platform, code, people[who], posts[who], app.platform.now())))
  const as = (who: Seat): Client => clients.get(who)!
  return {
    ...app,
    code,
    units,
    people,
    counters,
    as,
    at: (who, counter, act) => as(who).call(actAtCounter, { params: { id: counters[counter] }, body: { actionId: newId(), act } }),
    setting: (change) =>
      app.platform.db.transaction((tx) => storeSetting(tx, code, HallSetting.parse({ anyTime: true, ...change }), app.platform.now())),
  }
}
