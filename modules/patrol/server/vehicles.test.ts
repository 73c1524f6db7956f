import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
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
  sendPositions,
  startDuty,
  startTrip,
  trackerAsks,
  trackerSends,
  updateVehicle,
} from '../contract.ts'
import { vehiclesLayer, vehiclesNearby } from './layers.ts'
import { fieldTown, ground, someVehicle, walk } from './testing/field-town.ts'

const town = await fieldTown()
const morning = new Date('2026-07-15T08:00:00+08:00')
town.setNow(morning)
const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000)
const watch = town.as('watch')
const worker = town.as('worker')
const car = await watch.call(createVehicle, { body: someVehicle() })
const trip = (more: object = {}) => ({
  body: { actionId: newId(), vehicleId: car.id, crew: [town.people.handler], odometer: 1000, ...more },
})
const dispatcher = () => ({
  tx: town.platform.db.read,
  platform: town.platform,
  actor: { town: town.code, kind: 'system', personId: '' } as never,
  now: later(30),
  at: later(30),
  limit: 50,
})

describe('vehicles', () => {
  test('are kept by the duty room; a plate stands once; a stale edit is told', async () => {
    expect(await worker.refused(createVehicle, { body: someVehicle(2) })).toMatchObject({ status: 403 })
    expect(await watch.refused(createVehicle, { body: someVehicle() })).toMatchObject({ code: 'platform.conflict' })
    const { actionId: _, ...draft } = someVehicle()
    const edit = (id: string, version: number) => ({ params: { id }, body: { ...draft, name: '巡查一号车', version } })
    expect(await watch.call(updateVehicle, edit(car.id, 1))).toMatchObject({ name: '巡查一号车', version: 2 })
    expect(await watch.refused(updateVehicle, edit(car.id, 1))).toMatchObject({ code: 'platform.conflict' })
    expect(await watch.refused(updateVehicle, edit(newId(), 1))).toMatchObject({ code: 'patrol.vehicle-unknown' })
    expect((await worker.call(listVehicles, { query: {} })).rows).toHaveLength(1)
  })
})

describe('a trip', () => {
  let tripId = ''
  test('goes out with its crew; the odometer does not run back; a vehicle is out once', async () => {
    const back = await worker.refused(startTrip, trip({ odometer: 900 }))
    expect(back).toMatchObject({ code: 'patrol.odometer-back', fields: [{ path: 'odometer' }] })
    expect(await worker.refused(startTrip, trip({ crew: [newId()] }))).toMatchObject({ status: 422 })
    expect(await worker.refused(startTrip, trip({ vehicleId: newId() }))).toMatchObject({ code: 'patrol.vehicle-unknown' })
    const made = await worker.call(startTrip, trip())
    tripId = made.id
    expect(made).toMatchObject({
      vehicle: '巡查一号车',
      odometerFrom: 1000,
      crew: [{ personId: town.people.worker }, { personId: town.people.handler }],
    })
    expect(await worker.refused(startTrip, trip())).toMatchObject({ code: 'patrol.already-out' })
  })

  test('the crew’s phone speaks for the vehicle; others do not', async () => {
    town.setNow(later(30))
    await worker.call(startDuty, { body: { actionId: newId(), at: morning.toISOString() } })
    await town.as('villager').call(startDuty, { body: { actionId: newId(), at: morning.toISOString() } })
    const points = walk(later(1), 150, { step: 0.0008 })
    const body = { sentAt: later(30).toISOString(), points, vehicleId: car.id }
    expect(await worker.call(sendPositions, { body })).toMatchObject({ accepted: 150 })
    expect(await town.as('villager').refused(sendPositions, { body })).toMatchObject({ code: 'patrol.not-driving' })
    expect(await worker.refused(sendPositions, { body: { ...body, vehicleId: newId() } })).toMatchObject({ code: 'patrol.vehicle-unknown' })
    expect(await vehiclesLayer.find(dispatcher())).toMatchObject({ total: 1 })
    expect((await vehiclesLayer.card({ ...dispatcher(), id: car.id }))?.personId).toBe(town.people.worker)
    expect(await vehiclesNearby.find({ ...dispatcher(), point: ground.east })).toMatchObject([{ id: car.id, personId: town.people.worker }])
  })

  test('comes home: kilometres of the track beside the odometer, and the difference', async () => {
    const home = (odometer: number) => ({ params: { id: tripId }, body: { actionId: newId(), odometer } })
    expect(await worker.refused(endTrip, home(999))).toMatchObject({ code: 'patrol.odometer-back' })
    expect(await town.as('villager').refused(endTrip, home(1012))).toMatchObject({ status: 403 })
    const done = await worker.call(endTrip, home(1012))
    // 149 steps of 0.0008° at this latitude are 11.4 km.
    expect(done).toMatchObject({ odometerKm: 12, trackKm: 11.4, gapKm: 0, differenceKm: 0.6, note: '相符' })
    expect(await worker.call(endTrip, home(2000))).toEqual(done)
    const track = await worker.call(readTripTrack, { params: { id: tripId } })
    expect(track.segments).toHaveLength(1)
    expect(await watch.refused(readTripTrack, { params: { id: newId() } })).toMatchObject({ status: 404 })
    expect(await vehiclesLayer.find(dispatcher())).toMatchObject({ total: 0 })
  })

  test('lists and sums; a crew member sees their own trips only', async () => {
    expect((await watch.call(listTrips, { query: { from: '2026-07-15', to: '2026-07-15' } })).rows).toHaveLength(1)
    expect((await watch.call(listTrips, { query: { open: 'true' } })).rows).toHaveLength(0)
    expect((await worker.call(listTrips, { query: {} })).rows).toHaveLength(1)
    expect(await town.as('villager').refused(listTrips, { query: {} })).toMatchObject({ status: 403 })
    expect(await watch.call(readVehicleFigures, { query: {} })).toEqual({
      vehicles: 1,
      out: 0,
      trips: 1,
      trackKm: 11.4,
      odometerKm: 12,
      differenceKm: 0.6,
    })
  })
})

describe('a tracker of its own', () => {
  test('sends only on a trip, with the key told once; a revoked key opens nothing', async () => {
    town.setNow(later(60))
    const { key, device } = await watch.call(createDevice, {
      body: { name: '车载终端', sort: 'vehicle', moverId: car.id, terminalNumber: '013800000001' },
    })
    expect(
      await watch.refused(createDevice, { body: { name: '又一台', sort: 'vehicle', moverId: car.id, terminalNumber: '013800000001' } }),
    ).toMatchObject({
      code: 'platform.conflict',
    })
    expect(await watch.refused(createDevice, { body: { name: '没有车', sort: 'vehicle', moverId: newId() } })).toMatchObject({
      status: 404,
    })
    const fix = (minutes: number) => ({
      id: key,
      lat: '30.955',
      lon: '120.606',
      timestamp: String(later(minutes).getTime() / 1000),
      speed: '20',
    })
    const nobody = town.request()
    expect(await nobody.refused(trackerSends, { query: fix(60) as never })).toMatchObject({ code: 'patrol.not-driving' })
    await worker.call(startTrip, trip({ odometer: 1012 }))
    town.setNow(later(62))
    expect(await nobody.call(trackerSends, { query: fix(61) as never })).toMatchObject({ accepted: 1 })
    const { id: _, ...rest } = fix(62)
    expect(await nobody.call(trackerAsks, { params: { key }, query: rest })).toMatchObject({ accepted: 1 })
    expect(await nobody.refused(trackerAsks, { params: { key }, query: { lat: 'x' } })).toMatchObject({ code: 'platform.invalid' })
    expect(await nobody.refused(trackerAsks, { params: { key: 'not-a-key' }, query: rest })).toMatchObject({
      code: 'patrol.device-unknown',
    })
    expect((await watch.call(listDevices, { query: {} })).rows).toMatchObject([{ id: device.id, moverName: '巡查一号车', revoked: false }])
    expect(await watch.call(revokeDevice, { params: { id: device.id } })).toMatchObject({ revoked: true })
    expect(await nobody.refused(trackerSends, { query: fix(62) as never })).toMatchObject({ code: 'patrol.device-unknown' })
    const kept = await town.asAdmin('select key_hash from patrol.device')
    expect(kept.rows.some((row: { key_hash: Buffer }) => row.key_hash.toString().includes(key))).toBe(false)
  })
})
