import type { OrgLoad } from '#core/org/server/index.ts'
import type { TownPeople } from '#town/people/index.ts'
import { FOUNDED } from './areas.ts'

/** The organisation of the invented town as core/org loads it; everybody has been in office since the town was founded. */
export function orgOf(staff: TownPeople): Pick<OrgLoad, 'units' | 'people' | 'posts' | 'appointments'> {
  return {
    units: staff.units.map(({ id, code, kind, name, short, parentId, position }) => ({
      id,
      code,
      kind,
      name,
      short,
      parentId,
      position,
      from: FOUNDED,
    })),
    people: staff.people.map(({ id, login, name, phone, demo }) => ({ id, login, name, phone, demo })),
    posts: staff.posts.map(({ id, unitId, title, role, areaCodes }) => ({ id, unitId, title, role, areas: areaCodes, from: FOUNDED })),
    appointments: staff.appointments.map(({ id, personId, postId }) => ({ id, personId, postId, from: FOUNDED })),
  }
}

/** Which unit stands for each role of the responsibility list; stations stand for `village` by their place. */
export function dutyBindings(staff: TownPeople): { role: string; unitId: string }[] {
  return staff.units.flatMap(({ dutyRole, villageCode, id }) =>
    dutyRole === undefined || villageCode !== undefined ? [] : [{ role: dutyRole, unitId: id }],
  )
}
