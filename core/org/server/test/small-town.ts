import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '../../actor.ts'
import type { RoleKey } from '../../roles.ts'
import { hashPassword, weakCost } from '../password-hash.ts'
import { type LoadedPost, loadOrg } from '../load-org.ts'
import { actorOf } from '../seat.ts'
import { createTown } from '../town.ts'

export const testPassword = 'Sihe-test-2026'
export const town = '320599101'

const seats = {
  watch: ['watch-officer', 'centre', ['320599101']],
  dispatcher: ['dispatcher', 'centre', ['320599101']],
  handler: ['handler', 'works', []],
  village: ['village', 'village', ['320599101201']],
  worker: ['grid-worker', 'village', ['320599101201001']],
  system: ['system-admin', 'centre', []],
  security: ['security-admin', 'centre', []],
  auditor: ['auditor', 'centre', []],
} as const satisfies Record<string, readonly [RoleKey, string, readonly string[]]>
export type SeatName = keyof typeof seats

export interface SmallTown {
  readonly town: string
  readonly units: Readonly<Record<'town' | 'centre' | 'works' | 'village', string>>
  /** Login is the seat's name; everybody's password is `testPassword`. */
  readonly people: Readonly<Record<SeatName, string>>
  readonly posts: Readonly<Record<SeatName, string>>
  readonly appointments: Readonly<Record<SeatName, string>>
  /** The actor somebody is at their seat at an instant. */
  actor(name: SeatName, at?: Date): Promise<Actor>
}

/** A small town: a centre, a works office and a village, one person at each kind of desk, in office since 2026-01-01. */
export async function givenSmallTown(platform: Platform, { code = town, demo = false, since = '2026-01-01' } = {}): Promise<SmallTown> {
  const names = Object.keys(seats) as SeatName[]
  const ids = () => Object.fromEntries(names.map((name) => [name, newId()])) as Record<SeatName, string>
  const units = { town: newId(), centre: newId(), works: newId(), village: newId() }
  const [people, posts, appointments] = [ids(), ids(), ids()]
  await platform.db.transaction(async (tx) => {
    await createTown(tx, { code, name: '小河镇', demo, hosts: [`${code}.test`] })
    await loadOrg(tx, {
      town: code,
      units: [
        { id: units.town, kind: 'town', name: '小河镇人民政府', short: '镇政府', from: since },
        { id: units.centre, kind: 'center', name: '集成指挥中心', short: '指挥中心', parentId: units.town, from: since },
        { id: units.works, kind: 'back', name: '规划建设局', short: '规建局', parentId: units.town, from: since },
        { id: units.village, kind: 'village', name: '溪港村', parentId: units.town, from: since },
      ],
      people: names.map((name, i) => ({
        id: people[name],
        login: name,
        name: `测试${'甲乙丙丁戊己庚辛'[i]}`,
        phone: `1380000000${i}`,
        demo,
      })),
      posts: names.map((name): LoadedPost => {
        const [role, unit, areas] = seats[name]
        return { id: posts[name], unitId: units[unit], title: `${name}岗`, role, areas, from: since }
      }),
      appointments: names.map((name) => ({ id: appointments[name], personId: people[name], postId: posts[name], from: since })),
      passwordHash: await hashPassword(testPassword, weakCost),
      passwordAt: platform.now(),
      cipher: fieldCipher(platform.config.dataDir),
    })
  })
  return {
    town: code,
    units,
    people,
    posts,
    appointments,
    actor: (name, at = platform.now()) => actorOf(platform.db.read, platform, code, people[name], posts[name], at),
  }
}
