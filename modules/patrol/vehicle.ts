import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Id } from '#platform/contract/id.ts'
import { Page, PageQuery } from '#platform/contract/page.ts'
import { AreaPrefix } from '#core/org/contract.ts'
import { BatchReceipt, Instant, MoverSort, TrackView } from './position.ts'

const Kilometres = z.number({ error: '里程应为数字' }).min(0, '里程不能小于 0').max(9_999_999, '里程读数太大')
const at = z.object({ id: Id })

export const Vehicle = z.object({
  id: Id,
  name: z.string(),
  plate: z.string(),
  unitId: Id.optional(),
  unitName: z.string(),
  areas: z.array(z.string()),
  odometer: z.number().optional(),
  active: z.boolean(),
  version: z.int(),
  /** The trip it is on now. */
  tripId: Id.optional(),
  out: z.boolean(),
  lastAt: Instant.optional(),
})
export type Vehicle = z.infer<typeof Vehicle>

export const VehicleDraft = z.object({
  name: z.string().trim().min(1, '请填写车辆名称').max(40, '车辆名称最多 40 个字'),
  plate: z.string().trim().min(2, '请填写车牌').max(20, '车牌最多 20 个字'),
  unitId: Id.optional(),
  areas: z.array(AreaPrefix).max(60, '一辆车最多 60 个辖区').default([]),
  odometer: Kilometres.optional(),
  active: z.boolean().default(true),
})

export const Trip = z.object({
  id: Id,
  vehicleId: Id,
  vehicle: z.string(),
  plate: z.string(),
  startedAt: Instant,
  endedAt: Instant.optional(),
  driver: z.string(),
  crew: z.array(z.object({ personId: Id, name: z.string() })),
  purpose: z.string(),
  odometerFrom: z.number(),
  odometerTo: z.number().optional(),
  /** Kilometres by the odometer. */
  odometerKm: z.number().optional(),
  /** Kilometres along the cleaned track, and across its gaps in a straight line. */
  trackKm: z.number().optional(),
  gapKm: z.number().optional(),
  /** Track and gaps together against the odometer: positive when the odometer says more. */
  differenceKm: z.number().optional(),
  /** Share of the odometer's kilometres; a large one wants a word. */
  differenceShare: z.number().optional(),
  note: z.string(),
})
export type Trip = z.infer<typeof Trip>

export const listVehicles = endpoint('GET /patrol/vehicles', {
  summary: '巡查车辆',
  allow: 'patrol.vehicle.read',
  query: PageQuery,
  reply: Page(Vehicle),
})

export const createVehicle = endpoint('POST /patrol/vehicles', {
  summary: '登记巡查车辆',
  allow: 'patrol.vehicle.manage',
  body: VehicleDraft.extend({ actionId: Id }),
  reply: Vehicle,
  errors: ['platform.conflict'],
})

export const updateVehicle = endpoint('PUT /patrol/vehicles/:id', {
  summary: '修改巡查车辆',
  allow: 'patrol.vehicle.manage',
  params: at,
  body: VehicleDraft.extend({ version: z.int() }),
  reply: Vehicle,
  errors: ['patrol.vehicle-unknown', 'platform.conflict'],
})

export const listTrips = endpoint('GET /patrol/trips', {
  summary: '出车记录：里程表、轨迹里程与差额',
  allow: 'patrol.vehicle.read',
  query: PageQuery.extend({
    vehicleId: Id.optional(),
    from: z.iso.date({ error: '起始日应为日期' }).optional(),
    to: z.iso.date({ error: '截止日应为日期' }).optional(),
    open: z.stringbool().optional(),
  }),
  reply: Page(Trip),
})

export const startTrip = endpoint('POST /patrol/trips', {
  summary: '出车：登记车组、起始里程',
  allow: 'patrol.vehicle.drive',
  body: z.object({
    actionId: Id,
    vehicleId: Id,
    /** Whoever rides along; the driver is the one who asks. */
    crew: z.array(Id).max(6, '车组最多 6 人').default([]),
    odometer: Kilometres,
    purpose: z.string().max(200, '事由最多 200 个字').default(''),
    at: Instant.optional(),
  }),
  reply: Trip,
  errors: ['patrol.vehicle-unknown', 'patrol.already-out', 'patrol.odometer-back'],
})

export const endTrip = endpoint('POST /patrol/trips/:id/end', {
  summary: '收车：登记终止里程，核算轨迹里程',
  allow: 'patrol.vehicle.drive',
  params: at,
  body: z.object({ actionId: Id, odometer: Kilometres, at: Instant.optional() }),
  reply: Trip,
  errors: ['platform.not-found', 'patrol.odometer-back'],
})

export const readTripTrack = endpoint('GET /patrol/trips/:id/track', {
  summary: '一趟出车的轨迹',
  allow: 'patrol.vehicle.read',
  params: at,
  reply: TrackView,
})

export const VehicleFigures = z.object({
  vehicles: z.int(),
  out: z.int(),
  trips: z.int(),
  trackKm: z.number(),
  odometerKm: z.number(),
  differenceKm: z.number(),
})
export const readVehicleFigures = endpoint('GET /patrol/vehicle-figures', {
  summary: '车辆里程合计',
  allow: 'patrol.vehicle.read',
  query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
  reply: VehicleFigures,
})

export const Device = z.object({
  id: Id,
  name: z.string(),
  sort: MoverSort,
  moverId: Id,
  moverName: z.string(),
  terminalNumber: z.string().optional(),
  createdAt: Instant,
  lastAt: Instant.optional(),
  revoked: z.boolean(),
})
export type Device = z.infer<typeof Device>

export const listDevices = endpoint('GET /patrol/devices', {
  summary: '定位设备',
  allow: 'patrol.vehicle.manage',
  query: PageQuery,
  reply: Page(Device),
})

export const createDevice = endpoint('POST /patrol/devices', {
  summary: '登记定位设备，密钥只显示一次',
  allow: 'patrol.vehicle.manage',
  // The reply holds the key: it is not kept for replays.
  transaction: 'own',
  body: z.object({
    name: z.string().trim().min(1, '请填写设备名称').max(60, '设备名称最多 60 个字'),
    sort: MoverSort,
    moverId: Id,
    terminalNumber: z
      .string()
      .regex(/^\d{6,20}$/u, '终端号应为 6–20 位数字')
      .optional(),
  }),
  reply: z.object({ device: Device, key: z.string(), address: z.string() }),
  errors: ['platform.not-found', 'platform.conflict'],
})

export const revokeDevice = endpoint('POST /patrol/devices/:id/revoke', {
  summary: '停用定位设备',
  allow: 'patrol.vehicle.manage',
  params: at,
  reply: Device,
})

/** What OsmAnd, GPSLogger and Traccar Client send in the address; all text, in each program's own units. */
export const TrackerQuery = z.object({
  id: z.string().min(8, '请在 id 里填设备密钥').max(80),
  lat: z.coerce.number({ error: 'lat 应为纬度' }).min(-90).max(90),
  lon: z.coerce.number({ error: 'lon 应为经度' }).min(-180).max(180),
  /** Epoch seconds, epoch milliseconds or ISO text; left out: now. */
  timestamp: z.string().max(40).optional(),
  /** Metres; GPSLogger's and Traccar's name. */
  accuracy: z.coerce.number().min(0).max(1_000_000).optional().catch(undefined),
  hdop: z.coerce.number().min(0).max(1000).optional().catch(undefined),
  /** Knots by the OsmAnd protocol as Traccar speaks it. */
  speed: z.coerce.number().min(0).max(1000).optional().catch(undefined),
  bearing: z.coerce.number().min(0).max(360).optional().catch(undefined),
  mock: z.string().max(10).optional(),
})
export type TrackerQuery = z.infer<typeof TrackerQuery>

const doorErrors = ['patrol.device-unknown', 'patrol.not-on-duty', 'patrol.not-driving'] as const

export const trackerSends = endpoint('POST /patrol/doors/osmand', {
  summary: '定位设备上报（OsmAnd 协议，Traccar Client、GPSLogger 通用），按地址参数',
  allow: 'public',
  perMinute: 600,
  query: TrackerQuery,
  reply: BatchReceipt,
  errors: doorErrors,
})

/** The same for programs that can only GET; the key stands in the path, so that an unknown one is answered before anything is read. */
export const trackerAsks = endpoint('GET /patrol/doors/osmand/:key', {
  summary: '定位设备上报（OsmAnd 协议），只会发 GET 的程序用',
  allow: 'public',
  perMinute: 600,
  transaction: 'own',
  params: z.object({ key: z.string().max(80) }),
  query: z.record(z.string(), z.unknown()),
  reply: BatchReceipt,
  errors: doorErrors,
})
