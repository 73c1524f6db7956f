export { makeAddressBook } from './address-book.ts'
export type { Address, AddressBook } from './address-book.ts'
export { makeGeometry } from './make-geometry.ts'
export { CONFLUENCE, insideRing, toPosition, toSpot } from './plane.ts'
export type { Position, Spot } from './plane.ts'
export { makeRandom } from './random.ts'
export type { Random } from './random.ts'
export type {
  Building,
  BuildingUse,
  Field,
  Grid,
  Lake,
  Line,
  Place,
  PlaceKind,
  PoliceGrid,
  Polder,
  Polygon,
  ProfessionalGrid,
  ProfessionalKind,
  Road,
  RoadKind,
  TownGeometry,
  Village,
  Waterway,
} from './town-geometry.ts'
