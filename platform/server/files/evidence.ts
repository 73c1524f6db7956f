import exifr from 'exifr'
import type { FileEvidence } from '../../contract/files.ts'

const options = {
  tiff: true,
  ifd0: { pick: ['Make', 'Model'] },
  exif: { pick: ['DateTimeOriginal', 'OffsetTimeOriginal', 'CreateDate', 'OffsetTimeDigitized'] },
  gps: { pick: ['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef'] },
  // Revived dates would be read in the process's own time zone.
  reviveValues: false,
}

/** `2026:11:22 08:30:00` with its offset; cameras without one are taken to show China's time. */
export function exifTime(text: unknown, offset: unknown): string | undefined {
  const match = typeof text === 'string' ? /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text) : null
  if (!match) return undefined
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00'
  const time = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}${zone}`)
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1990 ? undefined : time.toISOString()
}

function place(lng: unknown, lat: unknown): [number, number] | undefined {
  if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat)) return undefined
  // 0,0 is what phones write when they had no fix.
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90 || (lng === 0 && lat === 0)) return undefined
  return [lng, lat]
}

/** Time, place and camera that a photo's EXIF claims; whatever is absent, odd or unreadable is left out. */
export async function readEvidence(source: string | Buffer): Promise<FileEvidence> {
  let tags: Record<string, unknown> | undefined
  try {
    tags = (await exifr.parse(source, options)) as Record<string, unknown> | undefined
  } catch {
    return {}
  }
  if (!tags) return {}
  const takenAt = exifTime(tags.DateTimeOriginal, tags.OffsetTimeOriginal) ?? exifTime(tags.CreateDate, tags.OffsetTimeDigitized)
  const takenPlace = place(tags.longitude, tags.latitude)
  const camera = [tags.Make, tags.Model]
    .filter((part) => typeof part === 'string')
    .map((part) => part.replace(/\p{Cc}/gu, '').trim())
    .filter(Boolean)
    .join(' ')
    .slice(0, 100)
  return { ...(takenAt && { takenAt }), ...(takenPlace && { takenPlace }), ...(camera && { camera }) }
}
