import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerBody, readBatch, readCode, readLocation, readRegistration, registeredBody, samePlate } from './body.ts'
import { cutFrames, readMessage, unescape, writeMessage } from './frame.ts'

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(/\s/gu, '').match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16))
const only = (hex: string) => readMessage(cutFrames(bytes(hex)).frames[0]!)!

// A location of the 2013 edition as it goes round in public examples: its serial number and one of its extras are escaped.
const location2013 =
  '7e 0200 0026 123456789012 007d02 00000001 00000002 00ba7f0e 07e4f11c 0028 003c 0000 181015101010 0104 00000064 0202 007d01 13 7e'

describe('frames', () => {
  test('a 2013 location: escapes undone, number without zeros, place, speed and Beijing time', () => {
    const message = only(location2013)
    expect(message).toMatchObject({ id: 0x0200, edition: 2013, terminal: '123456789012', serial: 0x7e, unread: false })
    expect(message.body).toHaveLength(38)
    expect(readLocation(message.body)).toEqual({
      at: '2018-10-15T02:10:10.000Z',
      place: [132.444444, 12.222222],
      speed: 60 / 36,
      heading: 0,
    })
  })

  test('2019: the version byte and twenty digits', () => {
    // Written by another program than ours.
    const message = only('7e020040220100000000013800000001007d02000000000000000301d855f80730494800050168005a2607150801300104000000643c7e')
    expect(message).toMatchObject({ id: 0x0200, edition: 2019, terminal: '13800000001', serial: 0x7e })
    expect(readLocation(message.body)).toEqual({ at: '2026-07-15T00:01:30.000Z', place: [120.605, 30.955], speed: 10, heading: 90 })
  })

  test('what is written is read again, whatever the body, cut anywhere', () => {
    const anyMessage = fc.record({
      id: fc.integer({ min: 0, max: 0xffff }),
      edition: fc.constantFrom(2013 as const, 2019 as const),
      terminal: fc.integer({ min: 1, max: 999_999_999_999 }).map(String),
      serial: fc.integer({ min: 0, max: 0xffff }),
      body: fc.uint8Array({ maxLength: 1023 }),
    })
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 4 }), fc.nat(), (messages, at) => {
        const line = Uint8Array.from(messages.flatMap((message) => [...writeMessage(message)]))
        const cut = line.length === 0 ? 0 : at % line.length
        const first = cutFrames(line.subarray(0, cut))
        const second = cutFrames(Uint8Array.from([...first.rest, ...line.subarray(cut)]))
        expect([...first.frames, ...second.frames].map((frame) => readMessage(frame))).toEqual(
          messages.map((message) => ({ ...message, unread: false })),
        )
        // A flag may be left: the end of one message or the beginning of the next.
        expect(second.rest.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('one flag between two messages is enough for both', () => {
    const one = writeMessage({ id: 2, edition: 2013, terminal: '1', serial: 1, body: new Uint8Array() })
    expect(cutFrames(Uint8Array.from([...one.subarray(0, -1), ...one])).frames).toHaveLength(2)
  })

  test('a spoiled byte, a wrong length, a wrong escape or a half byte beyond nine is no message', () => {
    const good = writeMessage({ id: 0x0002, edition: 2013, terminal: '13800000001', serial: 1, body: new Uint8Array() })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: good.length - 2 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bad = Uint8Array.from(good)
        bad[at] = bad[at]! ^ by
        // The sum finds every single wrong byte; one that became a flag cuts the frame in two.
        for (const frame of cutFramesOrNone(bad)) expect(readMessage(frame)).toBeUndefined()
      }),
    )
    expect(unescape(bytes('01 7d 03'))).toBeUndefined()
    expect(unescape(bytes('01 7d'))).toBeUndefined()
    expect(readMessage(bytes('0002 0000 0a0000000000 0001 09'))).toBeUndefined()
  })

  test('ciphered and packaged messages are known by their head and left unread', () => {
    const head = (properties: string, more = '') => {
      const whole = bytes(`0200 ${properties} 013800000001 0001 ${more}`)
      return readMessage(Uint8Array.from([...whole, whole.reduce((sum, byte) => sum ^ byte, 0)]))
    }
    expect(head('0400')?.unread).toBe(true)
    expect(head('2000', '0002 0001')?.unread).toBe(true)
    expect(head('0000')?.unread).toBe(false)
  })

  test('bytes of another protocol, and a frame that never ends, are thrown out', () => {
    expect(() => cutFrames(new TextEncoder().encode('GET / HTTP/1.1\r\n'))).toThrow('outside')
    expect(() => cutFrames(Uint8Array.from([0x7e, ...new Uint8Array(3000)]))).toThrow('without an end')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const frame of cutFramesOrNone(bytes)) readMessage(frame)
        readLocation(bytes)
        readBatch(bytes)
      }),
    )
  })
})

function cutFramesOrNone(bytes: Uint8Array): Uint8Array[] {
  try {
    return cutFrames(bytes).frames
  } catch {
    return []
  }
}

describe('bodies', () => {
  const fix = (status: string, lat: string, lng: string, time = '260715080130') =>
    bytes(`00000000 ${status} ${lat} ${lng} 0005 0168 005a ${time}`)
  test('south and west are negative; no fix, or a place of no earth, is none; a wrong time is no location', () => {
    expect(readLocation(fix('0000000e', '01d855f8', '07304948'))).toMatchObject({ place: [-120.605, -30.955] })
    expect(readLocation(fix('00000001', '01d855f8', '07304948'))).toBe('none')
    expect(readLocation(fix('00000002', 'ffffffff', '07304948'))).toBe('none')
    expect(readLocation(fix('00000002', '01d855f8', '07304948', '261340080130'))).toBeUndefined()
    expect(readLocation(fix('00000002', '01d855f8', '07304948', 'aabbccddeeff'))).toBeUndefined()
    expect(readLocation(new Uint8Array(27))).toBeUndefined()
  })

  test('a batch is all of its locations or none', () => {
    const one = fix('00000002', '01d855f8', '07304948')
    const item = [0, one.length, ...one]
    expect(readBatch(Uint8Array.from([0, 2, 1, ...item, ...item]))).toHaveLength(2)
    const blind = [0, one.length, ...fix('00000000', '01d855f8', '07304948')]
    expect(readBatch(Uint8Array.from([0, 2, 1, ...item, ...blind]))).toHaveLength(1)
    for (const wrong of [
      [0, 2, 1, ...item],
      [0, 1, 1, ...item, 9],
      [0xff, 0xff, 0],
      [0, 1],
    ])
      expect(readBatch(Uint8Array.from(wrong))).toBeUndefined()
  })

  test('a registration says the plate in GBK, of either edition, or none for a chassis number', () => {
    const message = (edition: 2013 | 2019, body: Uint8Array) => ({ id: 0x0100, edition, terminal: '1', serial: 1, body, unread: false })
    const plate = bytes('cbd545a1a4b2e2cad431')
    expect(readRegistration(message(2013, Uint8Array.from([...new Uint8Array(36), 2, ...plate])))).toEqual({ plate: '苏E·测试1' })
    expect(readRegistration(message(2019, Uint8Array.from([...new Uint8Array(75), 2, ...plate])))).toEqual({ plate: '苏E·测试1' })
    expect(readRegistration(message(2013, Uint8Array.from([...new Uint8Array(24), 1])))).toEqual({ plate: '' })
    expect(readRegistration(message(2019, Uint8Array.from([...new Uint8Array(75), 0, ...plate])))).toEqual({ plate: '' })
    expect(readRegistration(message(2019, new Uint8Array(10)))).toBeUndefined()
    expect(samePlate('苏E·测试1', '苏e 测试1')).toBe(true)
  })

  test('codes of both editions, and the two answers', () => {
    const message = (edition: 2013 | 2019, body: string) => ({
      id: 0x0102,
      edition,
      terminal: '1',
      serial: 0x1234,
      body: bytes(body),
      unread: false,
    })
    expect(readCode(message(2013, '61626300'))).toBe('abc')
    expect(readCode(message(2019, '03616263 00000000'))).toBe('abc')
    expect(readCode(message(2019, '09616263'))).toBeUndefined()
    expect(readCode(message(2013, ''))).toBeUndefined()
    expect(answerBody(message(2013, ''), 3)).toEqual(bytes('1234 0102 03'))
    expect(registeredBody(message(2013, ''), 0, 'ab')).toEqual(bytes('1234 00 6162'))
    expect(registeredBody(message(2013, ''), 4, 'ab')).toEqual(bytes('1234 04'))
  })
})
