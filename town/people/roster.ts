import type { RoleKey } from '#core/org/contract.ts'
import { seededId } from './seeded-id.ts'
import type { TownAppointment, TownPerson, TownPost, TownUnit } from './town-people.ts'

/** Collects units, people, posts and appointments with stable ids, and refuses doubles. */
export interface Roster {
  units: TownUnit[]
  people: TownPerson[]
  posts: TownPost[]
  appointments: TownAppointment[]
  addUnit(unit: Omit<TownUnit, 'id' | 'parentId' | 'position'> & { parent: string | null }): TownUnit
  unit(code: string): TownUnit
  addPost(unitCode: string, title: string, role: RoleKey, areaCodes?: string[]): TownPost
  /** A new account; without a name one is invented, without a full login a number is added to the prefix. */
  addPerson(login: { prefix: string } | { exact: string }, options?: { name?: string; field?: boolean }): TownPerson
  appoint(person: TownPerson, post: TownPost): void
}

export function makeRoster(invent: () => string): Roster {
  const units: TownUnit[] = []
  const people: TownPerson[] = []
  const posts: TownPost[] = []
  const appointments: TownAppointment[] = []
  const counts = new Map<string, number>()
  const ordinal = (kind: string): number => {
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    return number
  }
  const unit = (code: string): TownUnit => {
    const found = units.find((candidate) => candidate.code === code)
    if (!found) throw new Error(`no unit ${code}`)
    return found
  }
  return {
    units,
    people,
    posts,
    appointments,
    unit,
    addUnit({ parent, ...plan }) {
      const added: TownUnit = {
        id: seededId(`unit/${plan.code}`),
        ...plan,
        parentId: parent === null ? null : unit(parent).id,
        position: (units.length + 1) * 10,
      }
      units.push(added)
      return added
    },
    addPost(unitCode, title, role, areaCodes = []) {
      const post = {
        id: seededId(`post/${unitCode}/${title}/${ordinal(`post ${unitCode} ${title}`)}`),
        unitId: unit(unitCode).id,
        title,
        role,
        areaCodes,
      }
      posts.push(post)
      return post
    },
    addPerson(login, { name, field = false } = {}) {
      const text = 'exact' in login ? login.exact : `${login.prefix}${String(ordinal(`login ${login.prefix}`)).padStart(3, '0')}`
      const person = {
        id: seededId(`person/${text}`),
        name: name ?? invent(),
        login: text,
        // 154 is given to no operator, so no invented phone can ring at a stranger's.
        phone: `1540000${String(people.length + 1).padStart(4, '0')}`,
        demo: 'exact' in login,
        field,
      }
      people.push(person)
      return person
    },
    appoint(person, post) {
      appointments.push({ id: seededId(`appointment/${person.login}/${post.id}`), personId: person.id, postId: post.id })
    },
  }
}
