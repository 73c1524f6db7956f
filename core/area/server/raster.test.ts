import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { readGround, readRasterSetting, readRasterTile, saveRasterSetting, usualRaster } from '../contract.ts'
import { coveringTiles, gcjShift } from '../datum-shift.ts'
import { rasterTile } from './raster.ts'
import { areaTown } from './test/area-town.ts'

/** A provider of its own: each tile one flat colour made of its numbers; says what it was asked. */
const asked: string[] = []
let broken = false
const provider = createServer((request, response) => {
  asked.push(request.url ?? '')
  if (broken) return void response.writeHead(503).end('down')
  const [, x = 0, y = 0] = /\/\d+\/(\d+)\/(\d+)/u.exec(request.url ?? '')?.map(Number) ?? []
  void sharp({ create: { width: 256, height: 256, channels: 3, background: { r: x % 256, g: y % 256, b: 200 } } })
    .png()
    .toBuffer()
    .then((bytes) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes))
})
await new Promise<void>((ready) => provider.listen(0, '127.0.0.1', ready))
afterAll(() => void provider.close())
const base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/{z}/{x}/{y}?tk={key}&s={s}`
const town = await areaTown()
const tile = { z: 15, x: 27361, y: 13374 }
const save = (more: object, seen: number, key?: string) =>
  town.as('admin').call(saveRasterSetting, {
    body: {
      setting: { ...usualRaster, enabled: true, kind: 'xyz', base, label: undefined, datum: 'CGCS2000', ...more },
      seen,
      actionId: newId(),
      ...(key ? { key } : {}),
    },
  })

describe('a raster base map', () => {
  test('is off by default: 天地图 without a key, no tile, nothing asked', async () => {
    expect(await town.as('admin').call(readRasterSetting, {})).toEqual({ setting: usualRaster, hasKey: false, version: 0 })
    expect(await town.as('worker').refused(readRasterTile, { params: { key: 'base', ...tile } })).toMatchObject({ code: 'area.raster-off' })
    expect((await town.as('worker').call(readGround, {})).raster).toBeUndefined()
    expect(asked).toEqual([])
  })

  test('is set by those who manage the ground, refused to others and to stale pages; bad addresses name their field', async () => {
    expect((await town.as('worker').send('PUT', '/map/raster-setting', {})).status).toBe(403)
    const wrong = await town.as('admin').refused(saveRasterSetting, {
      body: { setting: { ...usualRaster, base: 'https://tiles.example/one.png' }, seen: 0, actionId: newId() },
    })
    expect(wrong.fields?.[0]).toEqual({ path: 'setting.base', message: '地址里应有 {z}、{x}、{y}' })
    const kept = await save({}, 0, 'secret-key-1')
    expect(kept).toMatchObject({ hasKey: true, version: 1 })
    expect(JSON.stringify(kept)).not.toContain('secret-key-1')
    const stale = await town.as('admin').refused(saveRasterSetting, { body: { setting: usualRaster, seen: 0, actionId: newId() } })
    expect(stale.code).toBe('platform.conflict')
    expect((await town.as('worker').call(readGround, {})).raster).toMatchObject({ title: '天地图', labels: false, version: 1 })
  })

  test('is fetched once with the key on our side, then kept; an old picture stands in for a dead provider', async () => {
    const first = await rasterTile(town.platform, '320999100', 'base', tile)
    expect(asked).toEqual([`/15/27361/13374?tk=secret-key-1&s=${(27361 + 13374) % 8}`])
    expect((await rasterTile(town.platform, '320999100', 'base', tile)).equals(first)).toBe(true)
    expect(asked).toHaveLength(1)
    const sent = await town.as('worker').send('GET', `/map/raster/base/15/27361/13374`)
    expect([sent.status, sent.headers['content-type']]).toEqual([200, 'image/png'])
    expect((await town.as('worker').refused(readRasterTile, { params: { key: 'label', ...tile } })).code).toBe('area.raster-off')
    broken = true
    const problem = await town.as('worker').refused(readRasterTile, { params: { key: 'base', z: 15, x: 27362, y: 13374 } })
    broken = false
    expect(problem).toMatchObject({ status: 503, code: 'area.raster-failed' })
    expect(JSON.stringify(problem)).not.toMatch(/secret|127\.0\.0\.1/u)
  })

  test('keeps its key when a new setting brings none', async () => {
    await save({ title: '影像' }, 1)
    asked.length = 0
    await rasterTile(town.platform, '320999100', 'base', tile)
    expect(asked[0]).toContain('tk=secret-key-1')
  })

  test('in GCJ-02 is shifted back: each pixel comes from the provider’s tile that shows the same ground', async () => {
    await save({ datum: 'GCJ02' }, 2)
    const [dx, dy] = gcjShift(tile)
    // About 500 m east here, and at z 15 a pixel is 4 m: more than half a tile.
    expect(Math.abs(dx)).toBeGreaterThan(50)
    const { data, info } = await sharp(await rasterTile(town.platform, '320999100', 'base', tile))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([256, 256])
    for (const [px, py] of [
      [0, 0],
      [255, 0],
      [0, 255],
      [255, 255],
      [128, 128],
    ] as const) {
      const from = [Math.floor((tile.x * 256 + px + dx) / 256) % 256, Math.floor((tile.y * 256 + py + dy) / 256) % 256]
      const at = (py * 256 + px) * info.channels
      expect([data[at], data[at + 1]]).toEqual(from)
    }
    const parts = coveringTiles(tile, [dx, dy])
    expect(parts.every(({ left, top }) => left > -256 && left < 256 && top > -256 && top < 256)).toBe(true)
  })
})
