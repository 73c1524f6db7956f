import { describe, expect, test } from 'vitest'
import { machineActor } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { listReadings, listStrangers, postObservation, previewMapping, readBroker, readHistory, readLatest } from '../contract.ts'
import { sensingTown } from './testing/sensing-town.ts'

const town = await sensingTown()
const { ingest, platform } = town
const watch = town.as('watch')
const nobody = town.request()
const system = town.request(machineActor(town.code, newId(), '物联平台', ['sensing.reading.push']))

const readings = async (id: string) => (await watch.call(listReadings, { params: { id } })).rows.map(({ values }) => values)
const refused = async (id: string) =>
  Object.fromEntries(
    (
      await platform.db.read.query<{ reason: string; count: number }>(`select reason, count from sensing.refusal where device_id = $1`, [
        id,
      ])
    ).map(({ reason, count }) => [reason, count]),
  )

describe('over HTTP', () => {
  test('a device’s own door: its token is its name, one message or a list, a repeat keeps nothing', async () => {
    const lid = await town.device({ key: 'HTTP-1' })
    expect((await nobody.post(`/v1/${lid.secret}/telemetry`, { tilt: 3 })).body).toMatchObject({ kept: 1, refused: [] })
    const at = Date.now() - 5000
    const list = [
      { ts: at, values: { tilt: 4 } },
      { ts: at + 1000, values: { tilt: 5 } },
    ]
    expect((await nobody.post(`/v1/${lid.secret}/telemetry`, list)).body).toMatchObject({ kept: 2, repeated: 0 })
    expect((await nobody.post(`/v1/${lid.secret}/telemetry`, list)).body).toMatchObject({ kept: 0, repeated: 2 })
    expect((await nobody.post(`/v1/${lid.secret}/attributes`, { firmware: 'v2', battery: 80 })).body).toEqual({ kept: 1 })
    expect((await nobody.post(`/v1/${lid.secret}/attributes`, { firmware: 'v2' })).body).toEqual({ kept: 0 })
    expect(await readings(lid.id)).toHaveLength(4)
  })

  test('nothing good in it is an error with its reason, a wrong token is nobody, both counted', async () => {
    const lid = await town.device({ key: 'HTTP-2' })
    const bad = await nobody.post(`/v1/${lid.secret}/telemetry`, { tilt: '12' })
    expect(bad.body).toMatchObject({ code: 'sensing.reading-refused', extra: { reasons: ['number-as-text'] } })
    expect((await nobody.post(`/v1/${lid.secret}/telemetry`, { tilt: 9999, waterLevel: 2 })).body).toMatchObject({
      kept: 1,
      refused: [{ reason: 'out-of-range' }],
    })
    expect((await nobody.post('/v1/made-up-token-1234/telemetry', { tilt: 1 })).body).toMatchObject({ code: 'sensing.token-wrong' })
    await ingest.flush()
    expect(await refused(lid.id)).toEqual({ 'number-as-text': 1, 'out-of-range': 1 })
    const { rows } = await watch.call(listStrangers, {})
    expect(rows.find(({ source }) => source.startsWith('http:made-u'))).toMatchObject({
      reason: 'secret-wrong',
      count: 1,
      title: expect.any(String),
    })
    expect((await town.as('villager').refused(listStrangers, {})).code).toBe('platform.forbidden')
  })

  test('a network server brings its devices’ uplinks: only with the right to, only known ones', async () => {
    const soil = await town.device({ key: 'SOIL', kind: 'other', format: 'chirpstack', aliases: ['a8404187d1871000'] })
    const up = { deviceInfo: { devEui: 'a8404187d1871000' }, fCnt: 5, time: new Date().toISOString(), object: { temp_SOIL: 13.5 } }
    expect((await system.post('/sensing/uplinks/chirpstack?event=up', up)).body).toMatchObject({ kept: 1 })
    expect((await system.post('/sensing/uplinks/chirpstack?event=join', up)).body).toMatchObject({ kept: 0 })
    expect(await readings(soil.id)).toEqual([{ temp_SOIL: 13.5 }])
    expect((await watch.post('/sensing/uplinks/chirpstack?event=up', up)).status).toBe(403)
    expect((await nobody.post('/sensing/uplinks/chirpstack?event=up', up)).status).toBe(401)
    const unknown = { ...up, deviceInfo: { devEui: 'ffff000011112222' } }
    expect((await system.post('/sensing/uplinks/chirpstack?event=up', unknown)).body).toMatchObject({
      code: 'sensing.reading-refused',
      extra: { reasons: ['device-unknown'] },
    })
    expect((await system.post('/sensing/uplinks/chirpstack?event=up', { nothing: 'here' })).body).toMatchObject({
      code: 'sensing.payload-garbage',
    })

    await town.device({ key: 'LEVEL', kind: 'other', format: 'tts', aliases: ['70b3d57ed0000001'], model: 'DL-MBX' })
    const tts = {
      end_device_ids: { dev_eui: '70B3D57ED0000001' },
      uplink_message: {
        f_cnt: 3,
        received_at: new Date().toISOString(),
        frm_payload: Buffer.from('02012f000304d200010bb1', 'hex').toString('base64'),
      },
    }
    expect((await system.post('/sensing/uplinks/tts', tts)).body).toMatchObject({ kept: 1 })

    const air = await town.device({ key: 'AIR', kind: 'noise-dust', format: 'sensorthings', aliases: ['temp=thermometer-9'] })
    const observation = { phenomenonTime: new Date().toISOString(), result: 16.4, Datastream: { '@iot.id': 'thermometer-9' } }
    expect(await system.call(postObservation, { body: observation })).toMatchObject({ kept: 1 })
    expect(await readings(air.id)).toEqual([{ temp: 16.4 }])
  })

  test('envelopes in one push: the good are kept, the others told', async () => {
    const { id } = await town.device({ key: 'PUSH', kind: 'hydrant' })
    const body = {
      readings: [{ deviceId: 'PUSH', metrics: { pressure: 0.28 } }, { deviceId: 'nobody', metrics: { pressure: 1 } }, 'garbage'],
    }
    expect((await system.post('/sensing/readings', body)).body).toMatchObject({
      kept: 1,
      refused: expect.arrayContaining([
        expect.objectContaining({ reason: 'garbage' }),
        expect.objectContaining({ reason: 'device-unknown' }),
      ]),
    })
    await ingest.flush()
    expect((await watch.call(readLatest, { query: { ids: id } })).devices).toMatchObject([{ id, online: true }])
    const now = Date.now()
    const curve = await watch.call(readHistory, { params: { id }, query: { field: 'pressure', from: now - 3_600_000, to: now + 60_000 } })
    expect(curve).toMatchObject({ count: 1, unit: 'MPa', buckets: [{ min: 0.28, max: 0.28, n: 1 }] })
    const csv = await watch.get(`/sensing/devices/${id}/readings/export?from=${now - 3_600_000}&to=${now + 60_000}`)
    expect(String(csv.body)).toContain('0.28')
  })
})

test('one pasted sample becomes a mapping that reads it', async () => {
  const sample = JSON.stringify({ sn: 'x', data: { angle: '12.5', v: 3.61 }, reportTime: '2026-11-22 09:30:00', no: 17 })
  const body = { sample, format: 'json' as const, kind: 'manhole' }
  const made = await watch.call(previewMapping, { body })
  expect(made.paths.map(({ path }) => path)).toEqual(expect.arrayContaining(['data.angle', 'data.v', 'no']))
  expect(made.suggested?.fields.map(({ field, path }) => [field, path])).toContainEqual(['tilt', 'data.angle'])
  const mapping = { fields: [{ field: 'tilt', path: 'data.angle', scale: 2, offset: 1 }], timeUnit: 'iso' as const, textNumbers: true }
  expect((await watch.call(previewMapping, { body: { ...body, mapping } })).values).toEqual({ tilt: 26 })
  const strict = await watch.call(previewMapping, { body: { ...body, mapping: { ...mapping, textNumbers: false } } })
  expect(strict.faults.map(({ reason }) => reason)).toContain('number-as-text')
  expect((await watch.refused(previewMapping, { body: { ...body, sample: '{not json' } })).code).toBe('sensing.payload-garbage')
  expect((await town.as('villager').refused(previewMapping, { body })).code).toBe('platform.forbidden')
})

test('a process without the service says so instead of looking healthy', async () => {
  expect(await watch.call(readBroker, {})).toMatchObject({ mode: 'off', running: false, trouble: expect.stringContaining('SERVICES') })
})
