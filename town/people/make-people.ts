import { roleKeys } from '#core/org/contract.ts'
import { makeRandom } from '#town/geometry/index.ts'
import type { Random, TownGeometry } from '#town/geometry/index.ts'
import { addFieldForce } from './field-force.ts'
import { makeNamer } from './names.ts'
import { STATION_DUTY, UNITS } from './organisation.ts'
import { makeRoster } from './roster.ts'
import type { Roster } from './roster.ts'
import { GRID_DEMO, POSTS, STAFF, STATION_DEMO, STATION_POSTS } from './staffing.ts'
import type { DemoAccount, TownPeople, TownPost } from './town-people.ts'

const DEMOS = [...POSTS.flatMap(({ demo }) => demo ?? []), STATION_DEMO, GRID_DEMO]

/**
 * The organisation of the invented town: 一中心、两前台、六后台, 28 stations, outside units, 600 accounts of whom
 * 158 are field staff; the same at every call, ids included. All names, phones and plates are invented (示例).
 * @param town its villages carry the stations, its grids the grid workers
 */
export function makePeople(town: TownGeometry): TownPeople {
  const random = makeRandom('四河镇人员')
  const invent = makeNamer(
    random.fork('names'),
    DEMOS.map(({ name }) => name),
  )
  const roster = makeRoster(invent)
  for (const { key, duty, ...plan } of UNITS) roster.addUnit({ code: key, ...plan, ...(duty === undefined ? {} : { dutyRole: duty }) })
  for (const { code, name, kind } of town.villages) {
    roster.addUnit({ code, name, short: name.replace(/[村社区]+$/u, ''), kind, parent: 'town', villageCode: code, dutyRole: STATION_DUTY })
  }
  const townArea = town.code.slice(0, 9)
  for (const { unit, title, role, count, login, demo } of POSTS) {
    for (let k = 0; k < count; k++) {
      const person = demo && k === 0 ? roster.addPerson({ exact: demo.login }, { name: demo.name }) : roster.addPerson({ prefix: login })
      roster.appoint(person, roster.addPost(unit, title, role, role === 'handler' || role === 'counter' ? [] : [townArea]))
    }
  }
  for (const { code, name, kind } of town.villages) {
    STATION_POSTS[kind].forEach((title, k) => {
      const demo = name === STATION_DEMO.village && k === 1
      const person = demo
        ? roster.addPerson({ exact: STATION_DEMO.login }, { name: STATION_DEMO.name })
        : roster.addPerson({ prefix: 'cs' })
      roster.appoint(person, roster.addPost(code, title, 'village', [code]))
    })
  }
  const { substitutes, vehicles } = addFieldForce(roster, town)
  // The rest of the 600 are clerks lent to the stations from the offices, one village after the other.
  for (let k = 0; roster.people.length < STAFF; k++) {
    const { code } = town.villages[k % town.villages.length]!
    roster.appoint(roster.addPerson({ prefix: 'cs' }), roster.addPost(code, '下沉干部', 'village', [code]))
  }
  addSecondPosts(roster, town, random.fork('second posts'))
  const microHeads = town.microGrids.map(({ code }, k) => ({
    microCode: code,
    name: invent(),
    phone: `1540001${String(k + 1).padStart(4, '0')}`,
  }))
  const firstRole = (personId: string): number => {
    const { postId } = roster.appointments.find((appointment) => appointment.personId === personId)!
    return roleKeys.indexOf(roster.posts.find(({ id }) => id === postId)!.role)
  }
  const demoAccounts = DEMOS.map(({ login, title }): DemoAccount => {
    const person = roster.people.find((candidate) => candidate.login === login)
    if (!person) throw new Error(`demo account ${login} has no person`)
    return { login, title, personId: person.id }
  }).sort((a, b) => firstRole(a.personId) - firstRole(b.personId) || (a.login < b.login ? -1 : 1))
  const { units, people, posts, appointments } = roster
  return { units, people, posts, appointments, substitutes, vehicles, microHeads, demoAccounts }
}

/** Some people hold two posts (features.md §8.2: they choose one and see that post's work). */
function addSecondPosts(roster: Roster, town: TownGeometry, random: Random): void {
  const holders = (match: (post: TownPost) => boolean): string[] => {
    const posts = new Set(roster.posts.filter(match).map(({ id }) => id))
    return roster.appointments.filter(({ postId }) => posts.has(postId)).map(({ personId }) => personId)
  }
  const person = (id: string) => roster.people.find((candidate) => candidate.id === id)!
  for (const { code, kind } of town.villages) {
    // The deputy secretary is head of all grids of the village (网格长).
    const [deputy] = holders((post) => post.unitId === roster.unit(code).id && post.title === '副书记')
    roster.appoint(person(deputy!), roster.addPost('centre-grid', `${kind === 'village' ? '村' : '社区'}网格长`, 'grid-worker', [code]))
  }
  // Dispatchers ring back in quiet hours; checking stays apart from handling (rules.md §1.6 巡办分离).
  const dispatchers = holders((post) => post.title === '派单员')
  for (const id of random.shuffle(dispatchers.slice(1)).slice(0, 4))
    roster.appoint(person(id), roster.addPost('centre-check', '兼职回访员', 'callback', [town.code.slice(0, 9)]))
  // Orders of the centre's own (突发事件、群体性事件) need somebody there who signs and handles them.
  const grid = roster.unit('centre-grid').id
  const keepers = holders((post) => post.unitId === grid && !post.title.endsWith('网格长'))
  for (const id of keepers.slice(0, 3)) roster.appoint(person(id), roster.addPost('centre', '应急处置岗', 'handler'))
  const officers = holders((post) => post.title === '执法队员')
  for (const id of random.shuffle(officers).slice(0, 6))
    roster.appoint(person(id), roster.addPost('enforcement', '企业检查联络员', 'handler'))
  // The demo handler of 市政养护 also keeps lamps for 建设管理局: one account to try the post switch with.
  roster.appoint(
    roster.people.find(({ login }) => login === 'chuzhi')!,
    roster.addPost('construction', '路灯管护员', 'handler'),
  )
}
