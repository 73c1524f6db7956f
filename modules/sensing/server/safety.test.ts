import { afterAll, describe, expect, test } from 'vitest'
import { createServer } from 'node:net'
import { setDeviceState } from '../contract.ts'
import { newId } from '#platform/contract/id.ts'
import { Bucket, PerMinute } from './broker/broker-limits.ts'
import { startBroker } from './broker/embedded-broker.ts'
import { Ingest } from './broker/ingest.ts'
import { explainPort } from './broker/mqtt-service.ts'
import { Refusals } from './broker/refusals.ts'
import { connectDevice } from './testing/device-line.ts'
import { sensingTown } from './testing/sensing-town.ts'

const town = await sensingTown()
const { ingest, platform } = town
const broker = await startBroker(platform, ingest, { port: 0, host: '127.0.0.1', rate: 5 })
afterAll(() => broker.stop())
const counted = async (id: string): Promise<Record<string, number>> => {
  await ingest.flush()
  const rows = await platform.db.read.query<{ reason: string; count: number }>(
    `select reason, count from sensing.refusal where device_id = $1`,
    [id],
  )
  return Object.fromEntries(rows.map((row) => [row.reason, row.count]))
}
const a = await town.device({ key: 'DEV-A' })
const b = await town.device({ key: 'DEV-B' })

describe('a device at the door', () => {
  test('no secret, a wrong one, another device’s: refused', async () => {
    await expect(connectDevice(broker.port, '')).rejects.toThrow()
    await expect(connectDevice(broker.port, 'DEV-A', 'wrong')).rejects.toThrow(/Not authorized|Bad/iu)
    await expect(connectDevice(broker.port, 'DEV-A', b.secret)).rejects.toThrow(/Not authorized|Bad/iu)
    await ingest.flush()
    const rows = await platform.db.read.query<{ source: string }>(
      `select source from sensing.refusal where device_id is null and reason = 'secret-wrong'`,
    )
    expect(rows.map((row) => row.source)).toContain('stranger:DEV-A')
  })

  test('MQTT 5 is answered, not hung up on', async () => {
    const answer = await connectDevice(broker.port, a.key, a.secret, 5).then(
      async (line) => {
        await line.end()
        return 'served'
      },
      (error: unknown) => String(error),
    )
    // aedes speaks 3.1.1: a client that insists on 5 is told so in its CONNACK.
    expect(answer).toMatch(/served|refused|Unacceptable|version/iu)
  })

  test('it writes and reads its own topics only', async () => {
    const line = await connectDevice(broker.port, a.key, a.secret)
    await line.publish('sihe/DEV-B/up', { tilt: 80 })
    await line.publish('somewhere/else', { tilt: 80 })
    await line.publish('application/x/device/DEV-B/event/up', { deviceInfo: { devEui: 'DEV-B' }, object: { tilt: 80 } })
    const granted = await line.client.subscribeAsync({ 'sihe/DEV-B/down': { qos: 0 } }).catch(() => 'refused')
    expect(granted === 'refused' || (granted as { qos: number }[])[0]!.qos === 128).toBe(true)
    expect(await line.client.subscribeAsync('sihe/DEV-A/down')).toMatchObject([{ qos: 0 }])
    await line.end()
    expect(await counted(a.id)).toMatchObject({ 'topic-foreign': 2, 'topic-wrong': 1, 'device-unknown': 1 })
    const rows = await platform.db.read.query(`select 1 as ok from sensing.reading where device_id = $1`, [b.id])
    expect(rows).toEqual([])
  })

  test('a giant message ends the line before it fills memory, and others go on', async () => {
    const other = await connectDevice(broker.port, b.key, b.secret)
    const line = await connectDevice(broker.port, a.key, a.secret)
    await expect(line.publish('sihe/DEV-A/up', Buffer.alloc(1024 * 1024, 'x'))).rejects.toThrow('closed')
    await other.publish('sihe/DEV-B/up', { tilt: 1 })
    await other.end()
    expect(await counted(a.id)).toMatchObject({ 'too-large': 1 })
  })

  test('a flood is cut off, unacknowledged and counted', async () => {
    const line = await connectDevice(broker.port, a.key, a.secret)
    const sent = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => line.publish('sihe/DEV-A/up', { seq: i, tilt: 1 })))
    expect(sent.some((one) => one.status === 'rejected')).toBe(true)
    const acknowledged = sent.filter((one) => one.status === 'fulfilled').length
    const [row] = await platform.db.read.query<{ n: number }>(`select count(*) as n from sensing.reading where device_id = $1`, [a.id])
    expect(row!.n).toBeGreaterThanOrEqual(acknowledged)
    expect((await counted(a.id))['too-fast']).toBeGreaterThan(0)
  })

  test('one taken out of use is refused', async () => {
    const c = await town.device({ key: 'DEV-C' })
    await town.as('watch').call(setDeviceState, { params: { id: c.id }, body: { actionId: newId(), state: 'paused' } })
    await ingest.devices.refresh(true)
    await expect(connectDevice(broker.port, c.key, c.secret)).rejects.toThrow()
    expect(await counted(c.id)).toEqual({ 'device-stopped': 1 })
  })
})

test('ten thousand made-up ids a minute become a few hundred rows, and few questions to the database', async () => {
  const refusals = new Refusals()
  for (let i = 0; i < 10_000; i++) refusals.add('-', `made-up-${i}`, 'device-unknown', '', Date.now())
  await refusals.write(platform)
  const [row] = await platform.db.read.query<{ n: number; total: number }>(
    `select count(*) as n, sum(count) as total from sensing.refusal where source like 'stranger:made-up%' or source = 'stranger:*'`,
  )
  expect(row!.n).toBeLessThanOrEqual(501)
  expect(row!.total).toBe(10_000)
})

test('limits: so many a minute, so many at once', () => {
  const perMinute = new PerMinute(2)
  expect([1, 2, 3].map(() => perMinute.take('x', 1000))).toEqual([true, true, false])
  expect(perMinute.take('x', 62_000)).toBe(true)
  const bucket = new Bucket(1, 2, 0)
  expect([0, 0, 0, 1000].map((at) => bucket.take(at))).toEqual([true, true, false, true])
})

test('a taken port is said in words with the way out', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const error = await startBroker(platform, ingest, { port, host: '127.0.0.1', rate: 5 }).catch((caught: unknown) => caught)
  expect(explainPort(error, port)).toContain(`MQTT 端口 ${port} 已被别的程序占用`)
  expect(explainPort(error, port)).toContain('MQTT_PORT=')
  taken.close()
})

test('what a crash cut off is taken up again: newest values and the progress of the rules', async () => {
  const d = await town.device({ key: 'DEV-D' })
  const line = await connectDevice(broker.port, d.key, d.secret)
  await line.publish('sihe/DEV-D/up', { tilt: 40 })
  await line.end()
  // The first process dies here: nothing but the acknowledged reading is on disk.
  const [before] = await platform.db.read.query(`select 1 as ok from sensing.live where device_id = $1`, [d.id])
  expect(before).toBeUndefined()
  const second = new Ingest(platform)
  await second.start()
  second.hush()
  const raised = async () => {
    await second.tick()
    const [alarm] = await platform.db.read.query<{ rule_title: string }>(`select rule_title from sensing.alarm where device_id = $1`, [
      d.id,
    ])
    return alarm?.rule_title
  }
  // The rule waits two seconds from the reading on.
  await expect.poll(raised, { timeout: 10_000, interval: 200 }).toBe('井盖倾斜')
  await second.stop()
})
