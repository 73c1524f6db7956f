import { readFileSync, existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { startBroker } from './embedded-broker.ts'
import { startConsumer } from './external-broker.ts'
import { connectDevice } from '../testing/device-line.ts'
import { findMosquitto, startMosquitto } from '../testing/mosquitto.ts'
import { sensingTown } from '../testing/sensing-town.ts'

const town = await sensingTown()
const { ingest, platform } = town
const samples = new URL('../../../../../shared/data/sensors/payloads/', import.meta.url)
const sample = (name: string) => readFileSync(new URL(name, samples), 'utf8')

const readings = async (key: string) => {
  const device = ingest.devices.findByKey(undefined, key)!
  return platform.db.read.query<{ at: Date; seq: number; flags: number; values: Record<string, number> }>(
    `select at, seq, flags, "values" from sensing.reading where device_id = $1 order by at, seq`,
    [device.id],
  )
}
const refusals = async (id: string): Promise<Record<string, number>> => {
  await ingest.flush()
  const rows = await platform.db.read.query<{ reason: string; count: number }>(
    `select reason, count from sensing.refusal where device_id = $1`,
    [id],
  )
  return Object.fromEntries(rows.map((row) => [row.reason, row.count]))
}

interface Bed {
  readonly port: number
  readonly url?: string
  stop(): Promise<void>
}
const path = findMosquitto()
if (!path) console.warn('mosquitto is not installed: the suite runs over the embedded broker only (apt-get install mosquitto)')

const beds: readonly (readonly [string, () => Promise<Bed>])[] = [
  ['embedded', () => startBroker(platform, ingest, { port: 0, host: '127.0.0.1', rate: 100 })],
  ...(path
    ? [
        [
          'mosquitto',
          async () => {
            const broker = await startMosquitto(path)
            // Two processes side by side would each have one of these.
            const consumers = ['a', 'b'].map((id) => startConsumer(platform, ingest, { url: broker.url, clientId: `test-${id}`, lines: 2 }))
            while (consumers.reduce((n, one) => n + one.connected(), 0) < 4) await pause(20)
            return {
              port: broker.port,
              stop: async () => {
                for (const one of consumers) await one.stop()
                await broker.stop()
              },
            }
          },
        ] as const,
      ]
    : []),
]

describe.each(beds)('over the %s broker', (name, start) => {
  let bed: Bed | undefined
  const opened = start().then((made) => (bed = made))
  afterAll(async () => bed?.stop())
  const made = (key: string, more = {}) => town.device({ key: `${name}-${key}`, ...more })

  test('a message is durable when it is acknowledged, and a repeat of it changes nothing', async () => {
    const { port } = await opened
    const { key, secret } = await made('lid')
    const line = await connectDevice(port, key, secret)
    const ts = new Date(Date.now() - 5000).toISOString()
    await line.publish(`sihe/${key}/up`, {
      deviceId: key,
      type: 'manhole',
      ts,
      seq: 7,
      battery: { v: 3.4, pct: 88 },
      metrics: { tilt: 1.5 },
      flags: { tamper: false },
    })
    if (name === 'embedded') expect(await readings(key)).toHaveLength(1)
    await line.publish(`sihe/${key}/up`, { deviceId: key, ts, seq: 7, metrics: { tilt: 1.5 } })
    await line.publish(`sihe/${key}/up`, '{"tilt": 2}')
    await expect.poll(async () => (await readings(key)).length).toBe(2)
    await line.end()
    expect((await readings(key))[0]).toMatchObject({ seq: 7, flags: 0, values: { tilt: 1.5, battery: 88, batteryV: 3.4, tamper: 0 } })
  })

  test('a flood of one device arrives whole and in order', async () => {
    const { port } = await opened
    const { key, secret } = await made('many')
    const line = await connectDevice(port, key, secret)
    const now = Date.now() - 60_000
    const payload = (i: number) => ({ ts: new Date(now + i * 10).toISOString(), seq: i, metrics: { tilt: i / 1000 } })
    await Promise.all(Array.from({ length: 300 }, (_, i) => line.publish(`sihe/${key}/up`, payload(i))))
    await expect.poll(async () => (await readings(key)).length).toBe(300)
    await line.end()
  })

  test('ThingsBoard, ChirpStack, The Things Stack and SensorThings payloads', async () => {
    const { port } = await opened
    const { key, secret } = await made('tb', { format: 'thingsboard' })
    const line = await connectDevice(port, name === 'embedded' ? secret : key)
    // A broker of the town's own rewrites the topic, which names nobody.
    await line.publish(name === 'embedded' ? 'v1/devices/me/telemetry' : `sihe/${key}/telemetry`, {
      ts: Date.now() - 1000,
      values: { tilt: 3, firmware: 'v2' },
    })
    await expect.poll(async () => (await readings(key))[0]?.values).toEqual({ tilt: 3 })
    await line.end()

    const gateway = await town.device({ key: name === 'embedded' ? 'gateway-e' : 'gateway', kind: 'gateway' })
    const door = await connectDevice(port, gateway.key, gateway.secret)
    const eui = name === 'embedded' ? 'a8404187d187106e' : 'a8404187d187106f'
    await made('soil', { kind: 'other', format: 'chirpstack', aliases: [eui] })
    const up = {
      deviceInfo: { devEui: eui },
      fCnt: 12,
      time: new Date().toISOString(),
      object: { temp_SOIL: '13.25', conduct_SOIL: 35 },
      rxInfo: [{ rssi: -97 }],
    }
    await door.publish(`application/5bb9/device/${eui}/event/up`, up)
    await expect.poll(async () => (await readings(`${name}-soil`))[0]?.values).toEqual({ temp_SOIL: 13.25, conduct_SOIL: 35, rssi: -97 })

    await made('tts', { kind: 'other', format: 'tts', aliases: [`00${eui.slice(2)}`], model: 'DL-MBX' })
    const tts = {
      end_device_ids: { dev_eui: `00${eui.slice(2)}`.toUpperCase() },
      uplink_message: {
        f_cnt: 3,
        received_at: new Date().toISOString(),
        frm_payload: Buffer.from('02012f000304d200010bb1', 'hex').toString('base64'),
      },
    }
    await door.publish('v3/app@ttn/devices/level-1/up', tts)
    await expect
      .poll(async () => (await readings(`${name}-tts`))[0]?.values)
      .toEqual({ distance: 1234, number_of_valid_samples: 1, batteryV: 2.993 })

    await made('sta', { kind: 'noise-dust', format: 'sensorthings', aliases: [`temp=thermometer-${name}`] })
    await door.publish(`v1.1/Datastreams('thermometer-${name}')/Observations`, { phenomenonTime: new Date().toISOString(), result: 16.4 })
    await door.publish('v1.1/Observations', {
      phenomenonTime: new Date(Date.now() - 1000).toISOString(),
      result: 17,
      Datastream: { '@iot.id': `thermometer-${name}` },
    })
    await expect.poll(async () => (await readings(`${name}-sta`)).map((row) => row.values)).toEqual([{ temp: 17 }, { temp: 16.4 }])
    await door.end()
  })

  test('bad input is refused with a counted reason, and the good beside it is kept', async () => {
    const { port } = await opened
    const { id, key, secret } = await made('bad')
    const line = await connectDevice(port, key, secret)
    const up = (payload: string | object) => line.publish(`sihe/${key}/up`, payload)
    await up('garbage')
    await up('{"tilt": NaN}')
    await up('{"tilt": "12"}')
    await up('{"tilt": 9000, "water_level": 1.2}')
    await up('{"state": "ok"}')
    await up({ deviceId: 'somebody-else', metrics: { tilt: 1 } })
    await up({ ts: '2019-01-01T00:00:00+08:00', metrics: { tilt: 1 } })
    await up({ ts: '2099-01-01T00:00:00+08:00', metrics: { tilt: 4 } })
    await up({ ts: 'yesterday', metrics: { tilt: 4 } })
    await up('[]')
    await up(Buffer.from([0xff, 0xfe, 0x00, 0x80]))
    await expect.poll(async () => (await readings(key)).length).toBe(2)
    await expect
      .poll(() => refusals(id))
      .toEqual({
        garbage: 3,
        'not-a-number': 1,
        'number-as-text': 1,
        'out-of-range': 1,
        'no-values': 1,
        'id-mismatch': 1,
        'time-old': 1,
        'time-future': 1,
        'time-wrong': 1,
      })
    expect((await readings(key)).map((row) => [row.values, row.flags])).toEqual([
      [{ waterLevel: 1.2 }, 0],
      [{ tilt: 4 }, 2],
    ])
    await line.end()
  })
})

test.skipIf(!existsSync(samples))('the published samples are read as they are', async () => {
  const broker = await startBroker(platform, ingest, { port: 0, host: '127.0.0.1', rate: 100 })
  const gateway = await town.device({ key: 'sample-gateway', kind: 'gateway' })
  const door = await connectDevice(broker.port, gateway.key, gateway.secret)
  const now = new Date().toISOString()
  const chirpstack = { ...(JSON.parse(sample('chirpstack_uplink_soil.json')) as object), time: now }
  const eui = 'a8404187d187106e'
  if (!ingest.devices.findByAlias(undefined, eui))
    await town.device({ key: 'sample-soil', kind: 'other', format: 'chirpstack', aliases: [eui] })
  const key = ingest.devices.findByAlias(undefined, eui)!.key
  await door.publish(`application/a/device/${eui}/event/up`, chirpstack)
  expect((await readings(key)).at(-1)?.values).toEqual({
    batteryV: 3.301,
    temp_DS18B20: 0,
    temp_SOIL: 13.25,
    water_SOIL_f: 13.74,
    conduct_SOIL: 35,
  })

  const [observation] = (
    JSON.parse(sample('sensorthings_create_requests.json')) as { post: string; body: Record<string, unknown> }[]
  ).filter((one) => one.post === 'Observations')
  await town.device({ key: 'sample-sta', kind: 'noise-dust', format: 'sensorthings', aliases: ['temp=thermometer_readings_102'] })
  await door.publish('v1.1/Observations', { ...observation!.body, phenomenonTime: now })
  expect((await readings('sample-sta')).at(-1)?.values).toEqual({ temp: 16.4 })

  const light = JSON.parse(sample('ngsi_streetlight.json')) as Record<string, unknown>
  const fields = ['voltage', 'current', 'powerFactor'].map((name) => ({
    field: name === 'powerFactor' ? 'PF' : name,
    path: name,
    scale: 1,
    offset: 0,
  }))
  const mapping = {
    fields: [...fields, { field: 'switch', path: 'powerState', scale: 1, offset: 0, words: { on: 1, off: 0 } }],
    time: 'observationDateTime',
    timeUnit: 'iso' as const,
    textNumbers: false,
  }
  const lamp = await town.device({ key: 'sample-lamp', kind: 'lamp', format: 'json', mapping })
  const line = await connectDevice(broker.port, lamp.key, lamp.secret)
  await line.publish('sihe/sample-lamp/up', { ...light, observationDateTime: now, current: 0.25 })
  expect((await readings('sample-lamp')).at(-1)?.values).toEqual({ voltage: 50, current: 0.25, PF: 0.7, switch: 0 })
  await Promise.all([door.end(), line.end()])
  await broker.stop()
})
