import { z } from 'zod'

export const AreaFormat = z.enum(['geojson', 'csv', 'xlsx'], { error: '格式只能是 GeoJSON、CSV 或 XLSX' })
export type AreaFormat = z.infer<typeof AreaFormat>

/** Largest file taken in, in bytes. */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024

/** What a file is, by its first bytes and never by its name: a workbook is a ZIP, GeoJSON begins with a brace or bracket. */
export function formatOf(bytes: Uint8Array): AreaFormat {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx'
  const start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0
  for (let i = start; i < Math.min(bytes.length, 1000); i++) {
    const byte = bytes[i]!
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue
    return byte === 0x7b || byte === 0x5b ? 'geojson' : 'csv'
  }
  return 'csv'
}
