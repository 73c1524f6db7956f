import type { TownGeometry } from '#town/geometry/index.ts'
import type { Roster } from './roster.ts'
import { seededId } from './seeded-id.ts'
import { FIELD_STAFF, GRID_DEMO, VEHICLES } from './staffing.ts'
import type { PatrolVehicle, Substitute, TownPerson, TownPost } from './town-people.ts'

/** Grid code prefix under which an area is kept: the micro digits fall away. */
const prefix = (gridCode: string): string => gridCode.slice(0, 15)

/**
 * The 158: one worker for each of the 70 basic and 20 professional grids, 17 patrol crews of two, and the three
 * enforcement teams. Every grid worker has a substitute from the same village, else from the next grid.
 */
export function addFieldForce(roster: Roster, town: TownGeometry): { substitutes: Substitute[]; vehicles: PatrolVehicle[] } {
  const workers: { person: TownPerson; post: TownPost; villageCode: string }[] = []
  const demoVillage = town.villages.find(({ name }) => name === GRID_DEMO.village)!.code
  for (const grid of [...town.grids, ...town.professionalGrids]) {
    const professional = !('gridCode' in grid)
    const post = roster.addPost(grid.villageCode, `${grid.name}${professional ? '专业网格员' : '网格员'}`, 'grid-worker', [
      prefix(grid.code),
    ])
    const demo = grid.code === `${demoVillage}001000`
    const person = demo
      ? roster.addPerson({ exact: GRID_DEMO.login }, { name: GRID_DEMO.name, field: true })
      : roster.addPerson({ prefix: professional ? 'zy' : 'wg' }, { field: true })
    roster.appoint(person, post)
    workers.push({ person, post, villageCode: grid.villageCode })
  }
  const substitutes = workers.map(({ person, post, villageCode }, k): Substitute => {
    const mates = workers.filter((other) => other.villageCode === villageCode)
    const own = mates.findIndex((other) => other.person === person)
    const substitute = mates.length > 1 ? mates[(own + 1) % mates.length]! : workers[(k + 1) % workers.length]!
    return { postId: post.id, personId: person.id, substituteId: substitute.person.id }
  })
  const vehicles = addCrews(roster, town)
  const left = FIELD_STAFF - workers.length - vehicles.length * 2
  const beats = town.policeGrids.map(({ villageCodes }) => villageCodes)
  for (let k = 0; k < left; k++) {
    const team = k % 3
    const chief = k < 3
    const areas = [...beats[team * 2]!, ...beats[team * 2 + 1]!]
    const title = chief ? '中队长' : k % 5 < 3 ? '执法队员' : '执法辅助人员'
    roster.appoint(roster.addPerson({ prefix: 'zfd' }, { field: true }), roster.addPost(`enforcement-${team + 1}`, title, 'handler', areas))
  }
  return { substitutes, vehicles }
}

/** Each vehicle drives the villages of one police grid, or a share of them. */
function addCrews(roster: Roster, town: TownGeometry): PatrolVehicle[] {
  const unit = roster.unit('centre-patrol')
  return Array.from({ length: VEHICLES }, (_, k): PatrolVehicle => {
    const beat = town.policeGrids[k % town.policeGrids.length]!
    const lap = Math.floor(k / town.policeGrids.length)
    const villageCodes = beat.villageCodes.filter((_, v) => v % 2 === lap % 2 || lap === 2)
    const name = `巡查${String(k + 1).padStart(2, '0')}车`
    const crew = ['驾驶员', '巡查员'].map((seat) => {
      const person = roster.addPerson({ prefix: 'xc' }, { field: true })
      roster.appoint(person, roster.addPost(unit.code, `${name}${seat}`, 'grid-worker', villageCodes))
      return person.id
    })
    return {
      id: seededId(`vehicle/${k + 1}`),
      name,
      plate: `苏E·示例${String(k + 1).padStart(2, '0')}`,
      unitId: unit.id,
      crew,
      villageCodes,
    }
  })
}
