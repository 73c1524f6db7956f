import { inflateSync } from 'node:zlib'

const HEAD = 44
const ENTRY = 20

/**
 * A WOFF file as the plain font (SFNT) it wraps. Unwrapped here and not by fontkit, whose own inflate loses the character map of some files (slice 101
 * of Noto Sans SC: every paper with one of its characters failed) and takes several times as long.
 */
export function unwrapWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, i) => {
    const at = HEAD + i * ENTRY
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const raw = woff.subarray(offset, offset + packed)
    return { tag: woff.subarray(at, at + 4), sum: woff.readUInt32BE(at + 16), data: packed < length ? inflateSync(raw) : raw }
  })
  const directory = Buffer.alloc(12 + 16 * count)
  const power = Math.floor(Math.log2(count))
  woff.copy(directory, 0, 4, 8)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(2 ** power * 16, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE((count - 2 ** power) * 16, 10)
  const parts: Buffer[] = [directory]
  let offset = directory.length
  for (const [i, { tag, sum, data }] of tables.entries()) {
    const at = 12 + i * 16
    tag.copy(directory, at)
    directory.writeUInt32BE(sum, at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(data.length, at + 12)
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4)
    parts.push(data, padding)
    offset += data.length + padding.length
  }
  return Buffer.concat(parts)
}
