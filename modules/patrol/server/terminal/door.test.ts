import { type Socket, connect } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { createDevice, createVehicle, listDevices, listTrips, readTripTrack, revokeDevice, startTrip } from '../../contract.ts'
import { ids } from '../../jt808/body.ts'
import { cutFrames, readMessage, writeMessage } from '../../jt808/frame.ts'
import { fieldTown, someVehicle } from '../testing/field-town.ts'
import { openDoor, startTerminals } from './door.ts'

const town = await fieldTown()
const morning = new Date('2026-07-15T08:00:00+08:00')
town.setNow(morning)
const watch = town.as('watch')
const car = await watch.call(createVehicle, { body: someVehicle() })
const number = '13800000001'
const { device } = await watch.call(createDevice, { body: { name: '车载终端', sort: 'vehicle', moverId: car.id, terminalNumber: number } })
const door = await openDoor(town.platform, 0)
const sockets: Socket[] = []
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await door.stop()
})

const text = (value: string): number[] => [...new TextEncoder().encode(value)]
const plate = [0xcb, 0xd5, 0x45, 0xa1, 0xa4, 0xb2, 0xe2, 0xca, 0xd4, 0x31]
const word = (n: number): number[] => [n >> 8, n & 255]
const long = (n: number): number[] => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]
const bcd = (digits: string): number[] => (digits.match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16))

/** A location at a minute after the morning, that many hundred-thousandths of a degree eastwards. */
function location(minute: number, east: number, status = 3): number[] {
  const at = new Date(morning.getTime() + minute * 60_000 + 8 * 3_600_000).toISOString()
  return [
    ...long(0),
    ...long(status),
    ...long(30_955_000),
    ...long(120_605_000 + east * 10),
    ...word(5),
    ...word(360),
    ...word(90),
    ...bcd(at.slice(2, 19).replaceAll(/[-T:]/gu, '')),
  ]
}

/** A terminal on a line of its own. */
function terminal(edition: 2013 | 2019 = 2013, called = number) {
  const socket = connect(door.port, '127.0.0.1')
  sockets.push(socket)
  let rest: Uint8Array = new Uint8Array()
  const heard: { id: number; body: number[] }[] = []
  const waiting: (() => void)[] = []
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const wake = () => {
    for (const go of waiting.splice(0)) go()
  }
  socket.on('error', () => undefined)
  socket.on('close', wake)
  socket.on('data', (bytes) => {
    const cut = cutFrames(Uint8Array.from([...rest, ...bytes]))
    rest = cut.rest
    for (const frame of cut.frames) {
      const message = readMessage(frame)!
      heard.push({ id: message.id, body: [...message.body] })
    }
    wake()
  })
  let serial = 0
  const write = (id: number, body: readonly number[]) =>
    socket.write(writeMessage({ id, edition, terminal: called, serial: serial++, body: Uint8Array.from(body) }))
  const next = async () => {
    while (heard.length === 0 && !socket.destroyed) await new Promise<void>((resolve) => waiting.push(resolve))
    return heard.shift()
  }
  return {
    socket,
    ended,
    write,
    next,
    /** The result byte of the answer. */
    async say(id: number, body: readonly number[] = []): Promise<number | undefined> {
      write(id, body)
      const answer = await next()
      return answer?.id === ids.registered ? answer.body[2] : answer?.body[4]
    },
    async register(said = plate): Promise<string> {
      write(ids.register, [...Array<number>(edition === 2019 ? 75 : 36).fill(0), 2, ...said])
      const answer = await next()
      return new TextDecoder().decode(Uint8Array.from(answer?.body.slice(3) ?? []))
    },
    signIn: (code: string) => (edition === 2019 ? [code.length, ...text(code), ...Array<number>(35).fill(0)] : text(code)),
  }
}

describe('a terminal', () => {
  test('registers by its number and its own plate only, the same code each time, and must sign in with it', async () => {
    const first = terminal()
    const code = await first.register()
    expect(code).toHaveLength(20)
    expect(await terminal(2019).register()).toBe(code)
    expect(await terminal().say(ids.register, [...Array<number>(36).fill(0), 2, ...text('SU-0')])).toBe(2)
    expect(await terminal(2013, '13899999999').say(ids.register, [...Array<number>(36).fill(0), 0])).toBe(4)
    expect(await first.say(ids.authenticate, first.signIn(code))).toBe(0)
    expect(await first.say(ids.heartbeat)).toBe(0)
    const wrong = terminal()
    expect(await wrong.say(ids.authenticate, text('not-the-code'))).toBe(1)
    await wrong.ended
    const silent = terminal()
    expect(await silent.say(ids.location, location(0, 0))).toBe(1)
    await silent.ended
  })

  test('only on a trip is anything recorded, and the terminal need not send again', async () => {
    const line = terminal(2019)
    await line.say(ids.authenticate, line.signIn(await line.register()))
    expect(await line.say(ids.location, location(0, 0))).toBe(0)
    const kept = await town.asAdmin(`select count(*)::int as n from patrol.track`)
    expect(kept.rows).toEqual([{ n: 0 }])
  })

  test('locations and a batch kept in a dead spot become the trip’s track; the same again changes nothing', async () => {
    const trip = await town.as('worker').call(startTrip, {
      body: { actionId: newId(), vehicleId: car.id, crew: [town.people.handler], odometer: 1000, purpose: '' },
    })
    town.setNow(new Date(morning.getTime() + 30 * 60_000))
    const line = terminal()
    await line.say(ids.authenticate, line.signIn(await line.register()))
    expect(await line.say(ids.location, location(1, 0))).toBe(0)
    const later = [2, 3, 4].flatMap((minute) => [...word(28), ...location(minute, minute * 100)])
    expect(await line.say(ids.batch, [...word(3), 1, ...later])).toBe(0)
    expect(await line.say(ids.location, location(5, 600, 0))).toBe(0)
    const track = await watch.call(readTripTrack, { params: { id: trip.id } })
    expect(track).toMatchObject({ points: 4, mocked: 0 })
    expect(track.metres + track.gapMetres).toBeCloseTo(382, -1)
    expect(await line.say(ids.batch, [...word(3), 1, ...later])).toBe(0)
    expect(await watch.call(readTripTrack, { params: { id: trip.id } })).toEqual(track)
    expect((await watch.call(listTrips, { query: { open: 'true' } })).rows).toHaveLength(1)
    expect((await watch.call(listDevices, { query: {} })).rows[0]).toMatchObject({
      id: device.id,
      lastAt: town.platform.now().toISOString(),
    })
  })

  test('many messages in one piece, cut anywhere, are answered one for one; unknown ones as such', async () => {
    const line = terminal()
    await line.say(ids.authenticate, line.signIn(await line.register()))
    const three = [ids.heartbeat, 0x0900, ids.heartbeat].flatMap((id, i) => [
      ...writeMessage({ id, edition: 2013, terminal: number, serial: 100 + i, body: new Uint8Array() }),
    ])
    line.socket.write(Uint8Array.from(three.slice(0, 22)))
    line.socket.write(Uint8Array.from(three.slice(22)))
    expect([await line.next(), await line.next(), await line.next()].map((answer) => answer?.body[4])).toEqual([0, 3, 0])
    expect(await line.say(ids.location, [1, 2, 3])).toBe(2)
    expect(await line.say(ids.logout)).toBe(0)
    await line.ended
  })

  test('other protocols, endless frames and spoiled ones end their own line and nobody else’s', async () => {
    const line = terminal()
    await line.say(ids.authenticate, line.signIn(await line.register()))
    for (const hostile of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from([0x7e, ...Array<number>(5000).fill(0)]),
      Buffer.from(Array.from({ length: 30 }, () => [0x7e, 1, 2, 3, 0x7e]).flat()),
    ]) {
      const stranger = terminal()
      stranger.socket.write(hostile)
      await stranger.ended
    }
    expect(await line.say(ids.heartbeat)).toBe(0)
  })

  test('revoked, it is shown the door at its next word; its code opens nothing', async () => {
    const line = terminal()
    const code = await line.register()
    await line.say(ids.authenticate, line.signIn(code))
    await watch.call(revokeDevice, { params: { id: device.id } })
    expect(await line.say(ids.location, location(6, 700))).toBe(1)
    await line.ended
    expect(await terminal().say(ids.authenticate, line.signIn(code))).toBe(1)
  })

  test('without a port there is no door; a taken port stops nothing', async () => {
    const { config } = town.platform
    await (
      await startTerminals({ ...town.platform, config: { ...config, jt808Port: undefined } })
    )()
    await (
      await startTerminals({ ...town.platform, config: { ...config, jt808Port: door.port } })
    )()
    expect(door.lines()).toBeGreaterThanOrEqual(0)
  })
})
