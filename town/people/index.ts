export { makePeople } from './make-people.ts'
export { seededId } from './seeded-id.ts'
export type {
  DemoAccount,
  MicroHead,
  PatrolVehicle,
  Substitute,
  TownAppointment,
  TownPeople,
  TownPerson,
  TownPost,
  TownUnit,
} from './town-people.ts'
