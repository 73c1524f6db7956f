import exifr from 'exifr'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { exifOf, withExif } from './exif.ts'

const picture = () => sharp({ create: { width: 80, height: 60, channels: 3, background: '#888' } })
const bytes = async (image: Sharp) => new Uint8Array(await image.jpeg().toBuffer())

test('time and place of the shot go over to the smaller picture; its turn does not', async () => {
  const original = await bytes(
    picture().withExif({
      IFD0: { Make: 'HUAWEI', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:11:21 09:30:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 58/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 38/1 0/1' },
    }),
  )
  const exif = exifOf(original)
  expect(exif).toBeDefined()
  const small = withExif(await bytes(picture().resize(20)), exif!)
  const read = (await exifr.parse(small, { gps: true, translateValues: false })) as Record<string, unknown>
  expect(read).toMatchObject({ Make: 'HUAWEI', Orientation: 1 })
  expect(read['latitude']).toBeCloseTo(30.9667, 3)
  const meta = await sharp(small).metadata()
  expect([meta.width, meta.height]).toEqual([20, 15])
})

test('a picture without it, one that is no JPEG, one cut short: nothing, and no failure', async () => {
  expect(exifOf(await bytes(picture()))).toBeUndefined()
  expect(exifOf(new Uint8Array([137, 80, 78, 71, 13, 10]))).toBeUndefined()
  expect(exifOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0x45, 0x78, 0x69, 0x66]))).toBeUndefined()
})
