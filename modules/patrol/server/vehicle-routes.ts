import { route, unkept } from '#core/org/server/index.ts'
import {
  createDevice,
  createVehicle,
  endTrip,
  listDevices,
  listTrips,
  listVehicles,
  readTripTrack,
  readVehicleFigures,
  revokeDevice,
  startTrip,
  trackerAsks,
  trackerSends,
  updateVehicle,
} from '../vehicle.ts'
import { addDevice, dropDevice, listDeviceRows, takeFix } from './devices.ts'
import { asPerson } from './position-routes.ts'
import { departTrip, listTripRows, returnTrip, tripTrack, vehicleFigures } from './trips.ts'
import { addVehicle, changeVehicle, listVehicleRows } from './vehicles.ts'

export const vehicleRoutes = [
  route(listVehicles, ({ tx, actor, query }) => listVehicleRows(tx, actor.town, query)),
  route(createVehicle, ({ tx, actor, body }) => addVehicle(tx, actor.town, body)),
  route(updateVehicle, ({ tx, actor, params, body }) => changeVehicle(tx, actor.town, params.id, body)),
  route(listTrips, ({ tx, actor, query }) => listTripRows(tx, actor, query)),
  route(startTrip, ({ tx, actor, body, now }) => departTrip(tx, { ...body, actor: asPerson(actor), now })),
  route(endTrip, ({ tx, actor, params, body, now }) => returnTrip(tx, { ...body, actor, id: params.id, now })),
  route(readTripTrack, ({ tx, actor, params, now }) => tripTrack(tx, actor, params.id, now)),
  route(readVehicleFigures, ({ tx, actor, query }) => vehicleFigures(tx, actor.town, query.from, query.to)),
  route(listDevices, ({ tx, actor, query }) => listDeviceRows(tx, actor.town, query)),
  route(
    createDevice,
    unkept(async ({ tx, actor, body, now }) => ({ ...(await addDevice(tx, actor.town, body, now)), address: '/api/patrol/doors/osmand' })),
  ),
  route(revokeDevice, ({ tx, actor, params, now }) => dropDevice(tx, actor.town, params.id, now)),
  route(trackerSends, ({ tx, actor, query, now }) => takeFix(tx, actor.town, query.id, query, now)),
  route(trackerAsks, ({ platform, actor, params, query, now }) =>
    platform.db.transaction((tx) => takeFix(tx, actor.town, params.key, query, now)),
  ),
]
