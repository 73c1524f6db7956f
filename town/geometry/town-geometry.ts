import type { Position } from './plane.ts'

export interface Polygon {
  type: 'Polygon'
  coordinates: Position[][]
}

export interface Line {
  type: 'LineString'
  coordinates: Position[]
}

/** 行政村 (village committee) or 社区 (residents' committee). */
export interface Village {
  /** 12 digits, rules.md §2.3. */
  code: string
  name: string
  kind: 'village' | 'community'
  geometry: Polygon
  label: Position
  areaKm2: number
  population: number
  households: number
}

/** A basic grid (基础网格) or a micro-grid (微网格), rules.md §2.2. */
export interface Grid {
  /** 18 digits: village 12 + grid 3 + micro-grid 3 (000 = the grid itself). */
  code: string
  name: string
  villageCode: string
  /** The basic grid above a micro-grid; a basic grid names itself. */
  gridCode: string
  geometry: Polygon
  label: Position
  areaKm2: number
  population: number
  households: number
}

export type ProfessionalKind = '园区' | '市场' | '学校' | '医院' | '工地' | '商业' | '景区' | '物流'

/** 专业网格: lies over the basic layer inside one village (rules.md §2.1 `overlay`). */
export interface ProfessionalGrid {
  code: string
  name: string
  kind: ProfessionalKind
  villageCode: string
  geometry: Polygon
  label: Position
  areaKm2: number
}

/** 警格: the beat of one police team, a union of villages. */
export interface PoliceGrid {
  code: string
  name: string
  villageCodes: string[]
  geometry: Polygon
  label: Position
}

export interface Waterway {
  id: string
  name: string
  kind: 'river' | 'canal'
  /** Metres. */
  width: number
  geometry: Line
  /** The water surface, for maps that draw true widths. */
  surface: Polygon
}

export interface Lake {
  id: string
  name: string
  geometry: Polygon
}

export type RoadKind = 'expressway' | 'trunk' | 'county' | 'street' | 'lane'

export interface Road {
  id: string
  /** Lanes may be nameless. */
  name: string
  kind: RoadKind
  /** Metres. */
  width: number
  geometry: Line
}

export type BuildingUse = 'house' | 'flats' | 'shop' | 'works' | 'public' | 'village'

export interface Building {
  id: string
  use: BuildingUse
  /** Metres above ground. */
  height: number
  geometry: Polygon
}

export interface Field {
  kind: 'paddy' | 'vegetable' | 'mulberry' | 'pond'
  geometry: Polygon
}

/** 圩: farmland ringed by canals and dykes. */
export interface Polder {
  id: string
  name: string
  geometry: Polygon
}

export type PlaceKind =
  | 'road'
  | 'bridge'
  | 'shop'
  | 'school'
  | 'factory'
  | 'quarter'
  | 'hospital'
  | 'market'
  | 'park'
  | 'station'
  | 'public'
  | 'hamlet'
  | 'site'
  | 'pier'
  | 'pump'

/** A named place an invented report can refer to. */
export interface Place {
  id: string
  name: string
  kind: PlaceKind
  position: Position
  /** As people here would write it, e.g. 平澜路118号 or 听橹桥东堍. */
  address: string
  villageCode: string
  gridCode: string
  microCode: string
}

/** The whole invented ground of 四河镇, WGS-84, everything sorted and coded. */
export interface TownGeometry {
  name: string
  /** 12 digits. */
  code: string
  areaKm2: number
  confluence: Position
  outline: Polygon
  villages: Village[]
  grids: Grid[]
  microGrids: Grid[]
  professionalGrids: ProfessionalGrid[]
  policeGrids: PoliceGrid[]
  rivers: Waterway[]
  canals: Waterway[]
  lakes: Lake[]
  roads: Road[]
  buildings: Building[]
  fields: Field[]
  polders: Polder[]
  places: Place[]
}
