import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type TileAt, coveringTiles, gcjShift } from '../datum-shift.ts'
import { failArea } from '../fault.ts'
import { RasterSetting, usualRaster } from '../raster-setting.ts'

export interface KeptRaster {
  readonly setting: RasterSetting
  readonly sealedKey: Buffer | null
  readonly version: number
}

const place = (town: string): string => `area.raster:${town}`

/** The town's setting; 天地图, switched off, while nobody has set anything. */
export async function getRaster(tx: Tx, town: string): Promise<KeptRaster> {
  const [row] = await tx.query<{ setting: unknown; key_sealed: Buffer | null; version: number }>(
    `select setting, key_sealed, version from area.raster where town = $1`,
    [town],
  )
  const setting = RasterSetting.safeParse(row?.setting)
  return { setting: setting.success ? setting.data : usualRaster, sealedKey: row?.key_sealed ?? null, version: row?.version ?? 0 }
}

/** @returns false when somebody else has changed it since `seen` */
export async function saveRaster(
  tx: Tx,
  platform: Platform,
  town: string,
  ask: { setting: RasterSetting; key?: string | undefined; seen: number; by: string; now: Date },
): Promise<boolean> {
  const sealed = ask.key ? fieldCipher(platform.config.dataDir).seal(ask.key, place(town)) : null
  const rows = await tx.query(
    `insert into area.raster (town, setting, key_sealed, version, changed_at, changed_by) values ($1, $2, $3, 1, $4, $5)
     on conflict (town) do update set setting = excluded.setting, key_sealed = coalesce(excluded.key_sealed, raster.key_sealed),
       version = raster.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
     where raster.version = $6 returning version`,
    [town, JSON.stringify(ask.setting), sealed, ask.now, ask.by, ask.seen],
  )
  return rows.length > 0
}

const LIMIT_MS = 8_000
const MOST_BYTES = 2_000_000
/** Providers redraw rarely; a month-old road map is better than asking them every day. */
const KEEP_MS = 30 * 86_400_000

/** @throws Fault area.raster-failed, in which neither address nor key appear */
async function fetchTile(template: string, key: string, { z, x, y }: TileAt): Promise<Buffer> {
  const url = template
    .replaceAll('{z}', String(z))
    .replaceAll('{x}', String(x))
    .replaceAll('{y}', String(y))
    .replaceAll('{s}', String((x + y) % 8))
    .replaceAll('{key}', encodeURIComponent(key))
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS), headers: { 'user-agent': 'sihe' } }).catch(
    () => undefined,
  )
  if (!response?.ok || !String(response.headers.get('content-type')).startsWith('image/'))
    throw failArea('area.raster-failed', { detail: response ? `对方回答 ${response.status}` : '连不上对方服务器' })
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length > MOST_BYTES) throw failArea('area.raster-failed', { detail: '图片过大' })
  return bytes
}

/** A picture in another datum is put together anew from up to four of the provider's, so that a road lies where our road lies. */
async function drawn(setting: RasterSetting, template: string, key: string, tile: TileAt): Promise<Buffer> {
  const shift = setting.datum === 'GCJ02' ? gcjShift(tile) : ([0, 0] as const)
  if (shift[0] === 0 && shift[1] === 0) return fetchTile(template, key, tile)
  const parts = await Promise.all(
    coveringTiles(tile, shift).map(async ({ tile: from, left, top }) => ({ input: await fetchTile(template, key, from), left, top })),
  )
  // Composed on a larger sheet: sharp refuses parts that reach over the edge.
  const [left, top] = [Math.min(...parts.map((part) => part.left)), Math.min(...parts.map((part) => part.top))]
  const sheet = sharp({ create: { width: 512, height: 512, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  const whole = await sheet
    .composite(parts.map((part) => ({ input: part.input, left: part.left - left, top: part.top - top })))
    .png()
    .toBuffer()
  return sharp(whole).extract({ left: -left, top: -top, width: 256, height: 256 }).png().toBuffer()
}

/**
 * One picture of the town's raster base map, from `DATA_DIR/map-tiles` or from the provider.
 * @throws Fault area.raster-off, area.raster-failed
 */
export async function rasterTile(platform: Platform, town: string, name: string, tile: TileAt): Promise<Buffer> {
  const { setting, sealedKey, version } = await getRaster(platform.db.read, town)
  const template = name === 'base' ? setting.base : name === 'label' ? setting.label : undefined
  if (!setting.enabled || template === undefined || tile.z > setting.maxZoom) throw failArea('area.raster-off')
  // Another address or datum is another folder; what a mistaken one left behind is never shown.
  const folder = createHash('sha256').update(`${town}\n${template}\n${setting.datum}\n${version}`).digest('hex').slice(0, 16)
  const path = join(platform.config.dataDir, 'map-tiles', folder, String(tile.z), String(tile.x), `${tile.y}`)
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Infinity,
  )
  if (age < KEEP_MS) return readFile(path)
  const key = sealedKey ? fieldCipher(platform.config.dataDir).open(sealedKey, place(town)) : ''
  const bytes = await drawn(setting, template, key, tile).catch((error: unknown) => {
    // An old picture is better than none while the provider is away.
    if (age < Infinity) return readFile(path)
    throw error
  })
  await mkdir(dirname(path), { recursive: true })
  // Two at once write two files; whichever is renamed last is whole.
  const own = `${path}.${newId()}`
  await writeFile(own, bytes)
  await rename(own, path)
  return bytes
}
