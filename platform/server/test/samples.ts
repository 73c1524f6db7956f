import { crc32 } from 'node:zlib'
import sharp from 'sharp'

const exif = {
  IFD0: { Make: 'HUAWEI', Model: 'NOVA 9' },
  IFD2: { DateTimeOriginal: '2026:10:03 07:41:09', OffsetTimeOriginal: '+08:00' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 3/1 1800/100', GPSLongitudeRef: 'E', GPSLongitude: '119/1 30/1 0/1' },
}

/** A photo 60 × 40 that a phone held upright wrote: EXIF time, place, camera, and the turn to 40 × 60. */
export function photo(seed = 0, format: 'jpeg' | 'webp' | 'png' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: { r: seed % 256, g: 90, b: 30 } } })
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer()
}

/** A PNG header that promises 50,000 × 50,000 pixels. */
export async function bomb(): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(50_000, 16)
  png.writeUInt32BE(50_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

const box = (type: string, body: string) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(8 + Buffer.byteLength(body, 'latin1'))
  return Buffer.concat([size, Buffer.from(type + body, 'latin1')])
}

/** The beginning of an MP4, then filler; `brand` makes it HEIC, M4A or MOV. */
export const mp4 = (length = 1000, brand = 'isom') =>
  Buffer.concat([box('ftyp', `${brand}\0\0\u0002\0${brand}mp41`), Buffer.alloc(length, 7)])
