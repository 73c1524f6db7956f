import type { SentPoint } from '../position.ts'
import { type Message, readBcd } from './frame.ts'

/** Message numbers of JT/T 808 this door speaks. */
export const ids = {
  answer: 0x8001,
  heartbeat: 0x0002,
  logout: 0x0003,
  register: 0x0100,
  registered: 0x8100,
  authenticate: 0x0102,
  location: 0x0200,
  batch: 0x0704,
} as const

/** Results of 平台通用应答 0x8001. */
export const results = { done: 0, failed: 1, faulty: 2, unsupported: 3 } as const
/** Results of 终端注册应答 0x8100. */
export const registrations = { done: 0, noVehicle: 2, noTerminal: 4 } as const

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
const POSITIONED = 1 << 1
const SOUTH = 1 << 2
const WEST = 1 << 3
/** Alarm, status, latitude, longitude, height, speed, direction, time: what every location has before its extras. */
const FIXED = 28

/** `YYMMDDhhmmss` in Beijing time. */
function timeOf(bytes: Uint8Array): Date | undefined {
  const digits = readBcd(bytes)
  if (digits === undefined) return undefined
  const [year, month, day, hour, minute, second] = digits.match(/../gu) ?? []
  const at = new Date(`20${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/**
 * The fix of a location message (0x0200): degrees in millionths, tenths of kilometres an hour, Beijing time.
 * @returns `none` where the terminal has no fix or names no place of this earth; undefined for a body that is none
 */
export function readLocation(body: Uint8Array): SentPoint | 'none' | undefined {
  if (body.length < FIXED) return undefined
  const view = viewOf(body)
  const status = view.getUint32(4)
  const at = timeOf(body.subarray(22, 28))
  if (!at) return undefined
  const lat = (view.getUint32(8) / 1e6) * (status & SOUTH ? -1 : 1)
  const lng = (view.getUint32(12) / 1e6) * (status & WEST ? -1 : 1)
  if ((status & POSITIONED) === 0 || Math.abs(lat) > 90 || Math.abs(lng) > 180) return 'none'
  const direction = view.getUint16(20)
  return {
    at: at.toISOString(),
    place: [lng, lat],
    // A tenth of a kilometre an hour is 1/36 of a metre a second.
    speed: Math.min(1000, view.getUint16(18) / 36),
    ...(direction <= 360 ? { heading: direction } : {}),
  }
}

/** The fixes of a batch (0x0704), kept back in a dead spot or collected; undefined for a body that is none. */
export function readBatch(body: Uint8Array): SentPoint[] | undefined {
  if (body.length < 3) return undefined
  const view = viewOf(body)
  const count = view.getUint16(0)
  const points: SentPoint[] = []
  let at = 3
  for (let n = 0; n < count; n++) {
    if (at + 2 > body.length) return undefined
    const length = view.getUint16(at)
    const location = at + 2 + length <= body.length ? readLocation(body.subarray(at + 2, at + 2 + length)) : undefined
    if (location === undefined) return undefined
    if (location !== 'none') points.push(location)
    at += 2 + length
  }
  return at === body.length ? points : undefined
}

const gbk = new TextDecoder('gbk')
const textOf = (bytes: Uint8Array): string => gbk.decode(bytes).replaceAll('\0', '').trim()

/**
 * The plate a terminal registers with (0x0100); empty where it says none or a chassis number.
 * @returns undefined for a body too short
 */
export function readRegistration({ body, edition }: Message): { plate: string } | undefined {
  // Province and county, maker, model, terminal's own id, colour; then the plate in GBK.
  const colourAt = 4 + (edition === 2019 ? 11 + 30 + 30 : 5 + 20 + 7)
  // Of 2011 with a model of eight bytes there are many still on the road.
  const at = edition === 2013 && body.length < colourAt + 1 ? 4 + 5 + 8 + 7 : colourAt
  const colour = body[at]
  if (colour === undefined) return undefined
  return { plate: colour === 0 ? '' : textOf(body.subarray(at + 1)) }
}

/** The code a terminal signs in with (0x0102); undefined for a body too short. */
export function readCode({ body, edition }: Message): string | undefined {
  if (edition === 2013) return body.length > 0 ? textOf(body) : undefined
  const length = body[0] ?? 0
  return length > 0 && body.length > length ? textOf(body.subarray(1, 1 + length)) : undefined
}

const word = (value: number): number[] => [value >> 8, value & 255]

/** 平台通用应答: to which message, and how it went. */
export const answerBody = (to: Message, result: number): Uint8Array => new Uint8Array([...word(to.serial), ...word(to.id), result])

/** 终端注册应答, with the code to sign in with when it went well. */
export const registeredBody = (to: Message, result: number, code = ''): Uint8Array =>
  new Uint8Array([...word(to.serial), result, ...(result === registrations.done ? new TextEncoder().encode(code) : [])])

/** Plates written with and without dot and blanks are the same. */
export const samePlate = (a: string, b: string): boolean => {
  const bare = (plate: string): string => plate.replaceAll(/[\s·.•-]/gu, '').toUpperCase()
  return bare(a) === bare(b)
}
