/** One message of JT/T 808 (道路运输车辆卫星定位系统终端通讯协议), of the 2013 or the 2019 edition: they differ in the head only. */
export interface Message {
  readonly id: number
  readonly edition: 2013 | 2019
  /** Digits of the terminal's number without leading zeros: editions pad to 12 or 20. */
  readonly terminal: string
  readonly serial: number
  readonly body: Uint8Array
  /** Ciphered or cut into packages: understood as far as the head, and refused. */
  readonly unread: boolean
}

const FLAG = 0x7e
const ESCAPE = 0x7d
/** Head of 2019 with packages, the longest body the head can tell of, the checksum. */
const LONGEST = 21 + 1023 + 1

export const EDITION_2019 = 1 << 14
const PACKAGED = 1 << 13
const CIPHERED = 0b111 << 10
const LENGTH = 0b11_1111_1111

/**
 * Cuts what comes over a line into frames, still escaped, without their flags.
 * @returns the frames, and what is left over for the next piece
 * @throws Error for more bytes without a flag than any message has: that is not this protocol
 */
export function cutFrames(bytes: Uint8Array): { frames: Uint8Array[]; rest: Uint8Array } {
  const frames: Uint8Array[] = []
  let from = 0
  for (;;) {
    const begins = bytes.indexOf(FLAG, from)
    if (begins === -1) {
      if (bytes.length - from > 0) throw new Error('bytes outside of a frame')
      return { frames, rest: bytes.subarray(bytes.length) }
    }
    const ends = bytes.indexOf(FLAG, begins + 1)
    if (ends === -1) {
      // Every byte may be escaped into two.
      if (bytes.length - begins > 2 * LONGEST) throw new Error('frame without an end')
      return { frames, rest: bytes.subarray(begins) }
    }
    if (ends > begins + 1) frames.push(bytes.subarray(begins + 1, ends))
    // The flag that ends one message may begin the next: some terminals send but one between two.
    from = ends
  }
}

/** 7d 02 → 7e, 7d 01 → 7d; undefined where anything else follows 7d. */
export function unescape(frame: Uint8Array): Uint8Array | undefined {
  const out: number[] = []
  for (let i = 0; i < frame.length; i++) {
    if (frame[i] !== ESCAPE) {
      out.push(frame[i]!)
      continue
    }
    const next = frame[++i]
    if (next !== 1 && next !== 2) return undefined
    out.push(next === 2 ? FLAG : ESCAPE)
  }
  return new Uint8Array(out)
}

const checksum = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0)

/** Digits of packed decimal; undefined where a half byte is none. */
export function readBcd(bytes: Uint8Array): string | undefined {
  let digits = ''
  for (const byte of bytes) {
    if (byte >> 4 > 9 || (byte & 15) > 9) return undefined
    digits += `${byte >> 4}${byte & 15}`
  }
  return digits
}

/** The message of a frame; undefined where the sum, the length or a number is wrong: whoever sent it sends again. */
export function readMessage(frame: Uint8Array): Message | undefined {
  const bytes = unescape(frame)
  if (!bytes || bytes.length < 13 || checksum(bytes) !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const id = view.getUint16(0)
  const properties = view.getUint16(2)
  const modern = (properties & EDITION_2019) !== 0
  // 2019: a byte of the protocol's version, then ten bytes of number instead of six.
  const number = modern ? 5 : 4
  const serialAt = number + (modern ? 10 : 6)
  const packaged = (properties & PACKAGED) !== 0
  const bodyAt = serialAt + 2 + (packaged ? 4 : 0)
  if (bytes.length !== bodyAt + (properties & LENGTH) + 1) return undefined
  const digits = readBcd(bytes.subarray(number, serialAt))
  if (digits === undefined) return undefined
  return {
    id,
    edition: modern ? 2019 : 2013,
    terminal: digits.replace(/^0+/u, ''),
    serial: view.getUint16(serialAt),
    body: bytes.subarray(bodyAt, -1),
    unread: packaged || (properties & CIPHERED) !== 0,
  }
}

/** A message as it goes over the line: escaped, between flags. @param body at most 1023 bytes */
export function writeMessage({ id, edition, terminal, serial, body }: Omit<Message, 'unread'>): Uint8Array {
  const modern = edition === 2019
  const digits = terminal.padStart(modern ? 20 : 12, '0')
  const number = Array.from({ length: digits.length / 2 }, (_, i) => Number(digits[2 * i]) * 16 + Number(digits[2 * i + 1]))
  const properties = body.length | (modern ? EDITION_2019 : 0)
  const bytes = [
    id >> 8,
    id & 255,
    properties >> 8,
    properties & 255,
    ...(modern ? [1] : []),
    ...number,
    serial >> 8,
    serial & 255,
    ...body,
  ]
  bytes.push(bytes.reduce((sum, byte) => sum ^ byte, 0))
  const escaped = bytes.flatMap((byte) => (byte === FLAG ? [ESCAPE, 2] : byte === ESCAPE ? [ESCAPE, 1] : [byte]))
  return new Uint8Array([FLAG, ...escaped, FLAG])
}
