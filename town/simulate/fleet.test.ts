import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Aedes } from 'aedes'
import { afterEach, describe, expect, it } from 'vitest'
import { simulateDevice } from './device.ts'
import { runFleet } from './fleet.ts'
import { openLine } from './line.ts'
import { models } from './models/index.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function broker(admit: (username: string) => boolean) {
  const aedes = await Aedes.createBroker()
  aedes.authenticate = (_client, username, _password, done) => done(null, admit(username ?? ''))
  const heard: { topic: string; deviceId: string; seq: number }[] = []
  aedes.on('publish', ({ topic, payload }, client) => {
    if (client) heard.push({ topic, ...(JSON.parse(payload.toString()) as { deviceId: string; seq: number }) })
  })
  const server = createServer(aedes.handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => new Promise((done) => aedes.close(() => server.close(done))))
  return { port: (server.address() as AddressInfo).port, heard, aedes }
}

const fleetOf = (port: number, count: number, now: () => number) => {
  const from = now()
  const devices = Array.from({ length: count }, (_, i) =>
    simulateDevice({ id: `m${i}`, kind: 'noise-dust', model: models['noise-dust']!, from }),
  )
  return runFleet({
    devices,
    connect: ({ id }) => openLine({ host: '127.0.0.1', port, clientId: id, username: id }),
    topicOf: ({ id }) => `t/${id}`,
    staysOpen: ({ id }) => id.endsWith('0'),
    atOnce: 8,
    now,
  })
}

describe('a simulated fleet on a real broker', () => {
  it('lets each device speak over its own line, and counts what was acknowledged', async () => {
    const { port, heard, aedes } = await broker(() => true)
    let at = Date.parse('2026-11-22T10:00:00+08:00')
    const fleet = fleetOf(port, 30, () => at)
    // Everybody's turn has come: the noise meters speak every five minutes.
    at += 300_000
    await expect.poll(() => fleet.counts.sent, { timeout: 8000 }).toBe(30)
    expect(new Set(heard.map(({ deviceId }) => deviceId)).size).toBe(30)
    expect(heard.every(({ topic, deviceId, seq }) => topic === `t/${deviceId}` && seq === 1)).toBe(true)
    // Only those whose radio stays on are still there.
    await expect.poll(() => aedes.connectedClients, { timeout: 8000 }).toBe(3)
    await fleet.stop()
  })

  it('a refused device rests instead of knocking on', async () => {
    const { port } = await broker((name) => name !== 'm1')
    let at = Date.parse('2026-11-22T10:00:00+08:00')
    const fleet = fleetOf(port, 3, () => at)
    at += 300_000
    await expect.poll(() => fleet.counts.sent + fleet.counts.failed, { timeout: 8000 }).toBe(3)
    at += 30_000
    expect(fleet.counts).toMatchObject({ sent: 2, failed: 1 })
    await fleet.stop()
    expect(fleet.counts.failed).toBe(1)
  })

  it('a broken line fails the message that waited for its answer', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1')
    await once(server, 'listening')
    ending.push(() => server.close())
    const { port } = server.address() as AddressInfo
    await expect(openLine({ host: '127.0.0.1', port, clientId: 'x', username: 'x' })).rejects.toThrow()
  })
})
