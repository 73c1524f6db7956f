import type { RoleKey, UnitKind } from '#core/org/contract.ts'

/** A unit of the invented town. */
export interface TownUnit {
  id: string
  /** Unique; of a station the village's own 12-digit code. */
  code: string
  name: string
  short: string
  kind: UnitKind
  parentId: string | null
  position: number
  /** The kind of unit it stands for in the responsibility list (责任清单), e.g. `municipal`. */
  dutyRole?: string
  /** Of a village or community station: the village it serves. */
  villageCode?: string
}

/** A staff account. The name is invented; phones begin with 1540000, a range no operator has been given. */
export interface TownPerson {
  id: string
  name: string
  login: string
  phone: string
  /** One of the accounts named on the demo town's sign-in page. */
  demo: boolean
  /** One of the 158 people out in the town: grid workers, patrol crews, enforcement teams. */
  field: boolean
}

export interface TownPost {
  id: string
  unitId: string
  title: string
  role: RoleKey
  /** Code prefixes: town 9, village 12, grid 15 digits; empty where the work knows no area. */
  areaCodes: string[]
}

export interface TownAppointment {
  id: string
  personId: string
  postId: string
}

/** Who steps in at a post when its holder is away (代班). */
export interface Substitute {
  postId: string
  personId: string
  substituteId: string
}

export interface PatrolVehicle {
  id: string
  name: string
  /** Not a plate any car can have (示例). */
  plate: string
  unitId: string
  crew: string[]
  /** 12-digit codes of the villages it drives through. */
  villageCodes: string[]
}

/** 微网格联络员: a volunteer without an account. */
export interface MicroHead {
  microCode: string
  name: string
  phone: string
}

/** An account shown on the demo town's sign-in page. */
export interface DemoAccount {
  login: string
  title: string
  personId: string
}

/** The organisation of the invented town 四河镇. */
export interface TownPeople {
  units: TownUnit[]
  people: TownPerson[]
  posts: TownPost[]
  appointments: TownAppointment[]
  substitutes: Substitute[]
  vehicles: PatrolVehicle[]
  microHeads: MicroHead[]
  demoAccounts: DemoAccount[]
}
